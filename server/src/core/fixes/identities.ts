/** What tells findings and their places from each other, as fix-all, baselines and reports ask for it. */
import type { Identity } from '../finding.ts';

interface Placed extends Identity {
  readonly places?: readonly (Identity & { readonly place?: unknown })[];
  readonly elsewhere?: readonly (Identity & { readonly uri: string })[];
}

/** Identities of all places of a finding in its own file; of a finding with one place, its own. */
export function identitiesOf(finding: Placed): readonly Identity[] {
  return finding.places ?? [finding];
}

/**
 * All places of a finding that has several, with the address of their file where that may be another one than the finding's;
 * undefined for one with a single place.
 */
export function filedPlaces(
  finding: Placed,
): readonly { readonly fingerprint: string; readonly uri: string | undefined }[] | undefined {
  const { places, elsewhere = [] } = finding;
  const own = places?.map(({ fingerprint, place }) => ({ fingerprint, uri: uriOf(place) }));
  return own && [...own, ...elsewhere.map(({ fingerprint, uri }) => ({ fingerprint, uri }))];
}

/** Places of a solution's files say in which file they are. */
function uriOf(place: unknown): string | undefined {
  return (place as { readonly uri?: string } | undefined)?.uri;
}

/** The finding as far as a fix cures it. */
export function curedBy<F extends { readonly places?: readonly unknown[] }>(
  { places }: { readonly places?: readonly number[] },
  finding: F,
): F {
  if (places === undefined || finding.places === undefined) return finding;
  return { ...finding, places: finding.places.filter((_, index) => places.includes(index)) };
}
