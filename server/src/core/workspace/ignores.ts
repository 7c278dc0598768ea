import type { IgnoreEntry } from '../config/ignore.ts';
import type { Finding, Place } from '../finding.ts';
import type { Ignored } from './analysis.ts';

/** What leaves a rule out at a place. */
export type EntriesAt<P> = (ruleId: string, place: P) => readonly IgnoreEntry[];

/**
 * Findings that are told and those that are left out; each is in exactly one of the two, in the order given. One with several
 * places is left out when all of them are.
 */
export function splitIgnored<P extends Place>(
  findings: readonly Finding<P>[],
  entriesAt: EntriesAt<P>,
): { readonly kept: readonly Finding<P>[]; readonly ignored: readonly Ignored<P>[] } {
  const kept: Finding<P>[] = [];
  const ignored: Ignored<P>[] = [];
  for (const finding of findings) {
    const { ruleId, places = [finding] } = finding;
    const entries = places.map((one) => entriesAt(ruleId, one.place));
    if (entries.some((own) => own.length === 0)) kept.push(finding);
    else ignored.push({ finding, entries: [...new Set(entries.flat())] });
  }
  return { kept, ignored };
}
