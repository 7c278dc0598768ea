import type { Disposition, Identity } from '../finding.ts';
import { identitiesOf } from './identities.ts';

/** The part of some repairs that goes together. */
export interface Picked<T, R> {
  readonly kept: readonly T[];
  /** What applying those came to; undefined when none is kept. */
  readonly result: R | undefined;
  /** Wrong also when they are applied alone. Others that are not kept may be tried again on what the kept ones leave. */
  readonly refused: readonly T[];
}

/**
 * Tries repairs together, and by halves where they fail, so that a wrong one takes no other with it and costs a few attempts.
 * `attempt` applies its items to what there was before any of them; undefined when the result does not hold.
 */
export function pick<T, R>(
  items: readonly T[],
  attempt: (items: readonly T[]) => R | undefined,
): Picked<T, R> {
  let kept: readonly T[] = [];
  let result: R | undefined;
  const refused: T[] = [];
  const add = (some: readonly T[]): void => {
    if (some.length === 0) return;
    const all = [...kept, ...some];
    const made = attempt(all);
    if (made !== undefined) {
      kept = all;
      result = made;
    } else if (some.length === 1) {
      // Each may be right and both wrong together.
      if (kept.length === 0 || attempt(some) === undefined) refused.push(...some);
    } else {
      const half = some.length >> 1;
      add(some.slice(0, half));
      add(some.slice(half));
    }
  };
  add(items);
  return { kept, result, refused };
}

interface Countable extends Identity {
  readonly ruleId: string;
  /** A finding with several places counts as one for each. */
  readonly places?: readonly Identity[];
  readonly fix?: Disposition | null;
  readonly mayFollowRepair?: true;
}

/** What findings are counted by: those that differ in nothing but their order are one kind. */
export function kindOfFinding({ ruleId, fingerprint, sameAs }: Countable): string {
  return `${ruleId} ${sameAs ?? fingerprint}`;
}

/** Kinds of all places of a finding. */
export function kindsOf(finding: Countable): string[] {
  return identitiesOf(finding).map((one) => kindOfFinding({ ruleId: finding.ruleId, ...one }));
}

/**
 * Whether repairs did what they promise: each finding that they repair is gone, and there is none that was not there before, but for
 * those that may follow a repair.
 * `known`: all findings before them; `repaired`: those that they are for, among `known`; `partly`: those of which they cure a
 * part (`Fix.cures`), which may stay, and no longer offer a safe fix.
 */
export function holdsPromise(
  known: readonly Countable[],
  repaired: readonly Countable[],
  after: readonly Countable[],
  partly: readonly Countable[] = [],
): boolean {
  if (!isWithin({ known, gone: repaired, after })) return false;
  if (partly.length === 0) return true;
  const safe = (finding: Countable): boolean => finding.fix === 'safe';
  return isWithin({ known: known.filter(safe), gone: partly, after: after.filter(safe) }, partly);
}

/** `after` is among `known` without `gone`, kind by kind; of the kinds of `only`, when given. */
function isWithin(
  {
    known,
    gone,
    after,
  }: {
    readonly known: readonly Countable[];
    readonly gone: readonly Countable[];
    readonly after: readonly Countable[];
  },
  only?: readonly Countable[],
): boolean {
  const kinds = only && new Set(only.flatMap(kindsOf));
  const allowed = new Map<string, number>();
  const count = (kind: string, by: number): number => {
    if (kinds?.has(kind) === false) return 0;
    const left = (allowed.get(kind) ?? 0) + by;
    allowed.set(kind, left);
    return left;
  };
  for (const kind of known.flatMap(kindsOf)) count(kind, 1);
  for (const kind of gone.flatMap(kindsOf)) count(kind, -1);
  return after
    .filter((one) => one.mayFollowRepair !== true)
    .flatMap(kindsOf)
    .every((kind) => count(kind, -1) >= 0);
}
