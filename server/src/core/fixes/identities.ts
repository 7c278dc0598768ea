/** What tells findings and their places from each other, as fix-all, baselines and reports ask for it. */
import type { Finding, Identity } from '../finding.ts';

/** Identities of all places of a finding in its own file; of a finding with one place, its own. */
export function identitiesOf(
  finding: Identity & { readonly places?: readonly Identity[] },
): readonly Identity[] {
  return finding.places ?? [finding];
}

/**
 * Says yes to the chosen ones among findings, and to what a round of repairs leaves of them: of a finding with several places
 * another may come first then.
 */
export function chosenAmong<F extends Finding>(
  findings: readonly F[],
  isChosen: (finding: F) => boolean,
): (finding: Finding) => boolean {
  const names = (finding: Finding): readonly string[] =>
    identitiesOf(finding).map(({ fingerprint }) => `${finding.ruleId} ${fingerprint}`);
  const chosen = new Set(findings.filter(isChosen).flatMap(names));
  return (finding) => names(finding).some((one) => chosen.has(one));
}

/** All places of a finding that has several, with the address of their file; undefined for one with a single place. */
export function filedPlaces({
  places,
  elsewhere = [],
}: Pick<Finding, 'places' | 'elsewhere'>):
  | readonly { readonly fingerprint: string; readonly uri: string }[]
  | undefined {
  const own = places?.map(({ fingerprint, place }) => ({ fingerprint, uri: place.uri }));
  return own && [...own, ...elsewhere.map(({ fingerprint, uri }) => ({ fingerprint, uri }))];
}

/** The finding as far as a fix cures it. */
export function curedBy<F extends { readonly places?: readonly unknown[] }>(
  { places }: { readonly places?: readonly number[] },
  finding: F,
): F {
  if (places === undefined || finding.places === undefined) return finding;
  return { ...finding, places: finding.places.filter((_, index) => places.includes(index)) };
}
