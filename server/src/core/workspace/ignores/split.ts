import type { IgnoreEntry } from '../../config/ignore.ts';
import type { FilePlace, OwnPlace } from '../../finding.ts';
import type { SolutionRun } from '../../rules/runSolution.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { Ignored, SolutionAnalysis, SolutionCheckOptions } from '../analysis.ts';
import { solutionPointers } from './solutionPointers.ts';

interface Placed<P> {
  readonly ruleId: string;
  readonly place: P;
  readonly places?: readonly Pick<OwnPlace<P>, 'place'>[];
}

/**
 * Findings that are told and those that are left out; each is in exactly one of the two, in the order given. One with several
 * places is left out when all of them are. `entriesAt`: what leaves a rule out at a place.
 */
export function splitIgnored<F extends Placed<unknown>>(
  findings: readonly F[],
  entriesAt: (ruleId: string, place: F['place']) => readonly IgnoreEntry[],
): { readonly kept: readonly F[]; readonly ignored: readonly Ignored<F>[] } {
  const kept: F[] = [];
  const ignored: Ignored<F>[] = [];
  for (const finding of findings) {
    const { ruleId, places = [finding] } = finding;
    const entries = places.map((one) => entriesAt(ruleId, one.place));
    if (entries.some((own) => own.length === 0)) kept.push(finding);
    else ignored.push({ finding, entries: [...new Set(entries.flat())] });
  }
  return { kept, ignored };
}

/** What leaves a rule out at a place. */
type EntriesAt = (ruleId: string, place: FilePlace) => readonly IgnoreEntry[];

const NOTHING: EntriesAt = () => [];

/** The same for the files of a solution. */
export function entriesIn(
  solution: SolutionModel,
  { ignoresOf }: Pick<SolutionCheckOptions, 'ignoresOf'>,
): EntriesAt {
  if (ignoresOf === undefined) return NOTHING;
  const pointerOf = solutionPointers(solution);
  return (ruleId, place) => ignoresOf(place.uri)?.entriesFor(ruleId, () => pointerOf(place)) ?? [];
}

/** The check of a solution's files without what the config leaves out. */
export function withoutIgnored(analysis: SolutionRun, entriesAt: EntriesAt): SolutionAnalysis {
  if (entriesAt === NOTHING) return { ...analysis, ignored: [] };
  const { kept, ignored } = splitIgnored(analysis.findings, entriesAt);
  return { ...analysis, findings: kept, ignored };
}
