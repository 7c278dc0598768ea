import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { pathInArchive } from '../../text/archivePath.ts';
import type { BaselineEntry } from './types.ts';

/** A finding, or one of its places, as the baseline sees it. */
export interface Found extends BaselineEntry {
  /** As of `Finding`: entries of before that stand for it as well. */
  readonly former?: readonly string[] | undefined;
}

/** What a baseline asks of a finding. One with several places is known when all of them are. */
export interface Known {
  readonly fingerprint: string;
  /** As of `Finding`. */
  readonly former?: readonly string[] | undefined;
  /** All of them, where there are several; `file` where it is another one than the finding's. */
  readonly places?: readonly { readonly fingerprint: string; readonly file?: string }[];
}

/** A path as the baseline has it: it is committed, so a secret in a name of a file is masked there. */
export function shownPath(file: string): string {
  return withoutSecrets(file);
}

const GUID_AT_END = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.json$/i;

/**
 * What stands for a file. A flow of a solution has its id in its name and keeps its findings when its folder moves; files
 * such as `workflow.json` are told apart by their path.
 */
function placeOf(path: string): string {
  const file = shownPath(path);
  const inside = pathInArchive(file);
  const name = inside.slice(inside.lastIndexOf('/') + 1);
  return GUID_AT_END.test(name.slice(-45)) ? name.toLowerCase() : file;
}

/** Findings of the baseline by file. The editor asks for one file, the command line for all. */
export class KnownFindings {
  /** By place, then by fingerprint: how many. */
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(entries: readonly BaselineEntry[]) {
    // Copies of one flow in several folders: each may have what the one with the most has.
    const byFile = new Map<string, Map<string, number>>();
    for (const { file, fingerprint } of entries) {
      const counts = byFile.get(file) ?? new Map<string, number>();
      counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
      byFile.set(file, counts);
    }
    for (const [file, counts] of byFile) {
      const place = placeOf(file);
      const known = this.#counts.get(place) ?? new Map<string, number>();
      for (const [fingerprint, count] of counts)
        known.set(fingerprint, Math.max(known.get(fingerprint) ?? 0, count));
      this.#counts.set(place, known);
    }
  }

  /**
   * The findings of one file that are known, out of all its findings in their order. Of more alike than are known, the first
   * ones count as known. `file`: relative to the folder of the baseline.
   */
  among<F extends Known>(file: string, findings: readonly F[]): ReadonlySet<F> {
    const known = new Set<F>();
    if (this.#counts.size === 0) return known;
    const taken: Tally = new Map();
    for (const finding of findings) {
      const older = (finding.former ?? []).map((fingerprint) => ({ fingerprint }));
      if ([finding, ...older].some((one) => this.#takes(file, one, taken))) known.add(finding);
    }
    return known;
  }

  /** All places of a finding, or none of them. */
  #takes(file: string, finding: Known, taken: Tally): boolean {
    const own: Tally = new Map();
    for (const { fingerprint, file: other = file } of finding.places ?? [{ ...finding, file }]) {
      const place = placeOf(other);
      const key = keyOf(place, fingerprint);
      const count = (own.get(key) ?? taken.get(key) ?? 0) + 1;
      if (count > (this.#counts.get(place)?.get(fingerprint) ?? 0)) return false;
      own.set(key, count);
    }
    for (const [key, count] of own) taken.set(key, count);
    return true;
  }
}

/**
 * Compares a baseline with all findings of the files that were looked at. `isJudged`: false for entries about which the run
 * says nothing. `gone` are entries whose finding is no longer there, `left` the others, in their order.
 */
export function compareBaseline<E extends BaselineEntry>(
  entries: readonly E[],
  found: readonly Found[],
  isJudged: (entry: E) => boolean = () => true,
): { readonly gone: readonly E[]; readonly left: readonly E[] } {
  // Entry by entry: those of the file itself first, then those of the place, for flows that have moved.
  const all = found.flatMap((one) => [
    one,
    ...(one.former ?? []).map((fingerprint) => ({ ...one, fingerprint })),
  ]);
  const byFile = tally(all, (one) => one.file);
  const named = new Set(entries.map((entry) => entry.file));
  const byPlace = tally(
    all.filter((one) => !named.has(one.file)),
    (one) => placeOf(one.file),
  );
  const gone: E[] = [];
  const left: E[] = [];
  for (const entry of entries) {
    const isThere =
      take(byFile, entry.file, entry.fingerprint) || take(byPlace, placeOf(entry.file), entry.fingerprint);
    (isThere || !isJudged(entry) ? left : gone).push(entry);
  }
  return { gone, left };
}

type Tally = Map<string, number>;

const keyOf = (place: string, fingerprint: string): string => `${fingerprint} ${place}`;

function tally(found: readonly Found[], placeOf: (one: Found) => string): Tally {
  const counts: Tally = new Map();
  for (const one of found) {
    const key = keyOf(placeOf(one), one.fingerprint);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function take(counts: Tally, place: string, fingerprint: string): boolean {
  const key = keyOf(place, fingerprint);
  const left = counts.get(key) ?? 0;
  if (left === 0) return false;
  counts.set(key, left - 1);
  return true;
}
