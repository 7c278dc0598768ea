import type { Finding } from '../finding.ts';
import { byPlace } from '../rules/runSolution.ts';
import type { SolutionModel } from '../solution/index.ts';
import { compareUnits } from '../text/compare.ts';
import type { CheckResult, Ignored, SolutionAnalysis } from './analysis.ts';

/** The words of an entry that leaves a finding out. */
export interface WhyIgnored {
  readonly reason: string;
  readonly expires: string | undefined;
}

/** A finding and the analysis that knows its places and repairs. */
export interface Found<A extends CheckResult = CheckResult> {
  readonly analysis: A;
  readonly finding: Finding;
  /** The baseline knows it. */
  readonly known?: boolean;
}

export type FoundInSolution = Found<SolutionAnalysis>;

/**
 * The findings of all solutions of a workspace, each told once, sorted by file and place. A settings file may serve several
 * solutions; and what stands in a managed copy as well as in its unmanaged form is told there, where it can be repaired.
 * `twinsOf`: other forms of a solution (see `SolutionFiles`).
 */
export function distinctFindings(
  analyses: Iterable<SolutionAnalysis>,
  twinsOf: (solution: SolutionModel) => readonly SolutionModel[],
): FoundInSolution[] {
  const reported = new Map<string, FoundInSolution>();
  /** By solution: what was found, whatever its file is called there. */
  const contents = new Map<string, Set<string>>();
  for (const analysis of unmanagedFirst(analyses)) {
    const { solution, findings, ignored } = analysis;
    if (findings.length + ignored.length === 0) continue;
    // What is ignored in one form is not told in the other.
    const all = [...findings, ...ignored.map((one) => one.finding)];
    contents.set(solution.id, new Set(all.map(contentOf)));
    const copied = solution.managed === 'managed' ? twinsOf(solution) : [];
    const originals = copied
      .filter((one) => one.managed !== 'managed')
      .flatMap((one) => contents.get(one.id) ?? []);
    for (const finding of findings) {
      if (originals.some((original) => original.has(contentOf(finding)))) continue;
      const { uri, span } = finding.place;
      const key = `${uri} ${span.start} ${span.end} ${finding.ruleId}`;
      if (!reported.has(key)) reported.set(key, { analysis, finding });
    }
  }
  return [...reported.values()].sort((a, b) => byPlace(a.finding, b.finding));
}

/** What the config leaves out, and why; as `distinctFindings`, without a look at managed copies. */
export function distinctIgnored(
  analyses: Iterable<SolutionAnalysis>,
): (FoundInSolution & { readonly why: WhyIgnored })[] {
  const reported = new Map<string, FoundInSolution & { readonly why: WhyIgnored }>();
  for (const analysis of unmanagedFirst(analyses)) {
    for (const { finding, entries } of analysis.ignored) {
      const { uri, span } = finding.place;
      const key = `${uri} ${span.start} ${span.end} ${finding.ruleId}`;
      if (!reported.has(key)) reported.set(key, { analysis, finding, why: whyIgnored(entries) });
    }
  }
  return [...reported.values()].sort((a, b) => byPlace(a.finding, b.finding));
}

/** The words of the first entry that leaves a finding out. */
export function whyIgnored(entries: Ignored['entries']): WhyIgnored {
  const [first] = entries;
  return { reason: first?.reason ?? '', expires: first?.expires };
}

function unmanagedFirst(analyses: Iterable<SolutionAnalysis>): SolutionAnalysis[] {
  const rank = ({ solution }: SolutionAnalysis): number => Number(solution.managed === 'managed');
  // By place: whichever solution of several a file is told for, it is the same one in every front end.
  return [...analyses].sort((a, b) => rank(a) - rank(b) || compareUnits(a.solution.id, b.solution.id));
}

/** Equal in two forms of a solution, whose layouts name files in different cases and folders. */
function contentOf({ ruleId, message }: Finding): string {
  return `${ruleId} ${message.toLowerCase()}`;
}
