import type { Ignored, SolutionAnalysis, SolutionCheckOptions } from '../analysis.ts';
import type { FileIgnores } from './fileIgnores.ts';
import { solutionPointers } from './solutionPointers.ts';

/** Findings that are told and those that are left out; each is in exactly one of the two, in the order given. */
export function splitIgnored<F extends { readonly ruleId: string }>(
  findings: readonly F[],
  ignoresOf: (finding: F) => FileIgnores | undefined,
  pointerOf: (finding: F) => string | undefined,
): { readonly kept: readonly F[]; readonly ignored: readonly Ignored<F>[] } {
  const kept: F[] = [];
  const ignored: Ignored<F>[] = [];
  for (const finding of findings) {
    const entries = ignoresOf(finding)?.entriesFor(finding.ruleId, () => pointerOf(finding)) ?? [];
    if (entries.length === 0) kept.push(finding);
    else ignored.push({ finding, entries });
  }
  return { kept, ignored };
}

/** The check of a solution's files without what the config leaves out. */
export function withoutIgnored(
  analysis: SolutionAnalysis,
  { ignoresOf }: Pick<SolutionCheckOptions, 'ignoresOf'>,
): SolutionAnalysis {
  if (ignoresOf === undefined || analysis.findings.length === 0) return analysis;
  const pointerOf = solutionPointers(analysis.solution);
  const { kept, ignored } = splitIgnored(
    analysis.findings,
    (finding) => ignoresOf(finding.place.uri),
    (finding) => pointerOf(finding.place),
  );
  return ignored.length === 0 ? analysis : { ...analysis, findings: kept, ignored };
}
