import type { Config, ResolvedRule } from '../config/index.ts';
import type { Identity, OwnPlace } from '../finding.ts';
import type { Confidence } from '../secrets/detect/types.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { PlaceReport, SharedReport } from './rule.ts';

/** Reports places with one cause as one finding; see `RuleContext.reportTogether`. */
export type ReportTogether<P> = <T extends PlaceReport<P>>(
  places: readonly T[],
  describe: (some: readonly T[]) => SharedReport,
) => void;

interface Runner<P> {
  isLeftOut(place: PlaceReport<P>): boolean;
  isIgnored(place: PlaceReport<P>): boolean;
  /** `report`: of the first place; `also`: the others. */
  add<T extends PlaceReport<P>>(report: T & SharedReport, also: readonly T[]): void;
}

/**
 * What the config ignores becomes a finding of its own: an entry about one place says nothing of the others, and leaves out what
 * it always did.
 */
export function together<P>({ isLeftOut, isIgnored, add }: Runner<P>): ReportTogether<P> {
  return (places, describe) => {
    const kept = places.filter((one) => !isLeftOut(one));
    const ignored = new Set(kept.filter(isIgnored));
    for (const some of [kept.filter((one) => !ignored.has(one)), [...ignored]]) {
      const [first, ...also] = some;
      if (first === undefined) continue;
      add({ ...first, ...describe(some), confidence: bestOf(some) }, also);
    }
  };
}

const RANK = { low: 0, medium: 1, high: 2 } satisfies Record<Confidence, number>;

function bestOf(places: readonly PlaceReport<unknown>[]): Confidence {
  const all = places.map(({ confidence = 'high' }) => confidence);
  return all.reduce((best, one) => (RANK[one] > RANK[best] ? one : best));
}

/** A guess is for those who ask for it: the pedantic profile, or a config that names the rule. */
export function isLeftOutGuess(
  { confidence }: { readonly confidence?: Confidence },
  config: Pick<Config, 'profile'>,
  { explicit }: Pick<ResolvedRule, 'explicit'>,
): boolean {
  return confidence === 'low' && config.profile !== 'pedantic' && !explicit;
}

/** What tells a finding with these places from others, and its places from each other. */
export function identityOf<P>(
  ruleId: string,
  places: readonly OwnPlace<P>[],
): Identity & { readonly places?: readonly OwnPlace<P>[] } {
  if (places.length > 1) return { fingerprint: fingerprintOf(ruleId, places), places };
  const { fingerprint, sameAs } = places[0]!;
  return sameAs === undefined ? { fingerprint } : { fingerprint, sameAs };
}

/** More related places help nobody to find what is wrong. */
export const MOST_RELATED = 50;

/** True for places of which each is a guess: what is said of them then says so. */
export function isGuess(places: readonly { readonly confidence?: Confidence }[]): boolean {
  return places.every(({ confidence }) => confidence === 'low');
}
