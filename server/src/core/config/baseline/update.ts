// What baselines say after a run: the same for whoever writes them.
import { compareBaseline, type Found } from './compare.ts';
import type { BaselineEntry } from './types.ts';

/** A baseline as it was before the run. */
export interface BaselineBefore {
  /** Undefined when there is no such file. */
  readonly entries: readonly BaselineEntry[] | undefined;
}

/** What a run found and knows, for a group of baselines. */
export interface BaselineRun<B extends BaselineBefore> {
  /** All that count for some file of the run. */
  readonly baselines: readonly B[];
  /** Findings by the baseline that counts for their file, each with an entry for each of its places. */
  readonly found: ReadonlyMap<B, readonly (readonly Found[])[]>;
  /** Whether the run can say what is found in a file, as the baseline names it, also when it is gone. */
  isJudged(baseline: B, file: string): boolean;
}

/**
 * Baselines with what was found in place of what they say of judged files; other entries stay. Without a finding, one that is
 * there is emptied, and `home` is made where there is none at all. `findings`: how many the entries stand for.
 */
export function writtenBaselines<B extends BaselineBefore>(
  { baselines, found, isJudged }: BaselineRun<B>,
  home: B,
): readonly {
  readonly baseline: B;
  readonly entries: readonly BaselineEntry[];
  readonly findings: number;
}[] {
  const all = new Map(found);
  for (const one of baselines) if (one.entries !== undefined && !all.has(one)) all.set(one, []);
  if (all.size === 0) all.set(home, []);
  return [...all].map(([baseline, own]) => {
    const stay = (baseline.entries ?? []).filter(({ file }) => !isJudged(baseline, file));
    return { baseline, entries: [...stay, ...own.flat()], findings: stay.length + own.length };
  });
}

/** Of each baseline that is there, the entries whose finding is no longer there, and the others. */
export function prunedBaselines<B extends BaselineBefore>({
  baselines,
  found,
  isJudged,
}: BaselineRun<B>): readonly {
  readonly baseline: B;
  readonly gone: readonly BaselineEntry[];
  readonly left: readonly BaselineEntry[];
}[] {
  return baselines.flatMap((baseline) => {
    if (baseline.entries === undefined) return [];
    const own = (found.get(baseline) ?? []).flat();
    return [{ baseline, ...compareBaseline(baseline.entries, own, ({ file }) => isJudged(baseline, file)) }];
  });
}

/** How many entries came and went; the same line twice counts twice. */
export function changedEntries(
  before: readonly BaselineEntry[],
  after: readonly BaselineEntry[],
): { readonly added: number; readonly removed: number } {
  return { added: without(after, before), removed: without(before, after) };
}

/** How many of the entries the others lack. */
function without(entries: readonly BaselineEntry[], others: readonly BaselineEntry[]): number {
  const keyOf = ({ file, rule, fingerprint }: BaselineEntry): string => `${fingerprint} ${rule} ${file}`;
  const counts = new Map<string, number>();
  for (const one of others) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  let number = 0;
  for (const one of entries) {
    const left = counts.get(keyOf(one)) ?? 0;
    if (left === 0) number++;
    else counts.set(keyOf(one), left - 1);
  }
  return number;
}
