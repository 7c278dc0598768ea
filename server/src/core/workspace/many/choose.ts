import type { Fix } from '../../finding.ts';
import type { FixKind } from '../../fixes/kinds.ts';

/** Kinds that another does as well once a variable is there: no second one is made for the same text. */
const INSTEAD: ReadonlyMap<FixKind, FixKind> = new Map([['environment-variable', 'existing-variable']]);

export interface Wanted {
  readonly kind: FixKind;
  /** Variables that repairs of this run have made. */
  readonly made: ReadonlySet<string>;
}

/**
 * The fixes of one finding that are of the wanted kind and for review, the one to be tried first in front: the first of the
 * kind in its widest form, then the narrower ones, then the others of the kind.
 */
export function candidates(fixes: readonly Fix[], { kind, made }: Wanted): Fix[] {
  const instead = INSTEAD.get(kind);
  const of = (one: Fix): boolean =>
    one.disposition === 'review' &&
    (one.kind === kind || (one.kind === instead && made.has(one.takes ?? '')));
  const first = fixes.findIndex(of);
  if (first === -1) return [];
  const [own, ...others] = fixes.slice(first);
  const widest = [own!];
  for (const one of others) {
    if (one.widens === undefined || one.kind !== own!.kind) break;
    widest.unshift(one);
  }
  return [...widest, ...others.slice(widest.length - 1).filter(of)];
}
