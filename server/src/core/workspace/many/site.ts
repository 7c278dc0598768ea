import type { Finding, Fix, SolutionFinding, SolutionFix } from '../../finding.ts';
import { curedBy } from '../../fixes/identities.ts';
import { kindsOf } from '../../fixes/pick.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Analysis } from '../analysis.ts';
import type { Change } from './texts.ts';

/** A repair that is tried, for the places of findings that are counted by these keys. */
export interface Planned<F extends Fix | SolutionFix> {
  readonly keys: readonly string[];
  readonly fix: F;
}

/** What is repaired: a flow, or the files of a solution beside its flows. */
export interface Site<F extends Fix | SolutionFix, A> {
  /** Of the flow. */
  readonly uri: string | undefined;
  readonly findings: (analysis: A) => readonly (Finding | SolutionFinding)[];
  readonly fixes: (analysis: A, at: number) => Promise<readonly F[]>;
  readonly changes: (fix: F) => readonly Change[];
  readonly solution: (analysis: A) => SolutionModel | undefined;
  /** Damage of the file, or of the files. */
  readonly problems: (analysis: A) => number;
  readonly check: () => A | undefined;
  /** What it says to others counts from now on. */
  readonly takeIn: (analysis: A) => void;
}

/** Syntax problems, properties that stand twice, and rules that failed. */
export function problemsOf({ document: { tree }, failures }: Analysis): number {
  return tree.problems.length + tree.duplicates.length + failures.length;
}

/** How many places of findings there are of each kind. */
export function countsOf(findings: readonly (Finding | SolutionFinding)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of findings.flatMap(kindsOf)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The edits of a fix that changes some places of its flow and nothing else; undefined for any other. */
export function onlyEdits(fix: Fix | SolutionFix): readonly TextEdit[] | undefined {
  if (fix.subject !== undefined || 'changes' in fix || 'others' in fix || 'creates' in fix) return undefined;
  return fix.settle === undefined && fix.edits.length > 0 ? fix.edits : undefined;
}

/** The repair of a finding: of those of its places that the fix cures. */
export function plannedFor<F extends Fix | SolutionFix>(
  finding: Finding | SolutionFinding,
  fix: F,
): Planned<F> {
  return { keys: kindsOf(curedBy<Finding | SolutionFinding>(fix, finding)), fix };
}

/** How many places the findings of a rule have. */
export function placesOf(findings: readonly (Finding | SolutionFinding)[], ruleId: string): number {
  return findings.reduce((sum, one) => (one.ruleId === ruleId ? sum + kindsOf(one).length : sum), 0);
}
