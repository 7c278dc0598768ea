import type { Finding, Fix, Severity } from '../../finding.ts';
import { curedBy } from '../../fixes/identities.ts';
import { kindsOf } from '../../fixes/pick.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Analysis, CheckResult } from '../analysis.ts';

/** A repair that is tried, for the places of findings that are counted by these keys. */
export interface Planned {
  readonly finding: Finding;
  readonly keys: readonly string[];
  readonly fix: Fix;
}

/** What is repaired: a flow, or the files of a solution beside its flows. */
export interface Site<A extends CheckResult> {
  /** Of the flow. */
  readonly uri: string | undefined;
  /** Whether repairs may reach into other flows. */
  readonly reaches: boolean;
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
export function countsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of findings.flatMap(kindsOf)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The edits of a fix that changes some places of its flow and nothing else; undefined for any other. */
export function onlyEdits(fix: Fix): readonly TextEdit[] | undefined {
  const isMore = [fix.subject, fix.others, fix.creates, fix.settle].some((one) => one !== undefined);
  const [change] = isMore ? [] : fix.changes;
  return change !== undefined && 'edits' in change ? change.edits : undefined;
}

/** The repair of a finding: of those of its places that the fix cures. */
export function plannedFor(finding: Finding, fix: Fix): Planned {
  return { finding, keys: kindsOf(curedBy(fix, finding)), fix };
}

/** How many places the findings of a rule have. */
export function placesOf(findings: readonly Finding[], ruleId: string): number {
  return findings.reduce((sum, one) => (one.ruleId === ruleId ? sum + kindsOf(one).length : sum), 0);
}

const GRAVEST_FIRST: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * The same, of findings as grave as one of those that are repaired: where a secret stood in a URL (an error), a repair leaves the
 * milder finding of the same rule, that a secret is sent there.
 */
export function gravePlaces(
  findings: readonly Finding[],
  ruleId: string,
  planned: readonly Planned[],
): number {
  const rank = ({ severity }: Finding): number => GRAVEST_FIRST.indexOf(severity);
  const mildest = Math.max(...planned.map((one) => rank(one.finding)));
  return placesOf(
    findings.filter((one) => rank(one) <= mildest),
    ruleId,
  );
}
