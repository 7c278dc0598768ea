import type { Finding, Fix } from '../finding.ts';
import type { Secrets } from '../report/mask.ts';
import type { FlowTexts } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { Analysis } from '../workspace/analysis.ts';
import type { RepairedTexts } from '../workspace/many/texts.ts';
import type { RepairedView } from '../workspace/many/view.ts';
import type { Project } from '../workspace/project/index.ts';

export type ToolName =
  | 'check_flow'
  | 'check_solution'
  | 'explain_rule'
  | 'list_fixes'
  | 'apply_fix'
  | 'describe_flow'
  | 'diff';

/** What a tool answers. No value judged secret is in it. */
export interface ToolAnswer {
  /** All of it as text: a sentence, and the structure as JSON where it says more. */
  readonly text: string;
  /** The same for programs. */
  readonly structured: Readonly<Record<string, unknown>>;
}

/** A call that cannot be answered: the message says what was wrong with which input, and what to pass. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** A flow that a tool looks at, as it was checked. */
export interface Subject {
  readonly project: Project;
  readonly analysis: Analysis;
  /** What answers call the file; undefined for a text that the caller gave. */
  readonly file: string | undefined;
  /** Findings that the baseline knows. */
  readonly known: ReadonlySet<Finding>;
  /** What must not be shown of it. */
  readonly secrets: Secrets;
}

/** What is found in one file, a flow or not, and what repairs it has. Valid for that text. */
export interface Checked {
  /** Of a flow. */
  readonly analysis?: Analysis;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Damage of the file and of those that are read with it, and rules that failed. */
  readonly problems: number;
  /** The solution whose texts the fixes of a finding are for. */
  solutionOf(finding: Finding): SolutionModel | undefined;
  fixesFor(finding: Finding, texts?: FlowTexts): readonly Fix[];
  whyNoRepair(finding: Finding): string | undefined;
}

/** A file that fixes are made in, one after the other. */
export interface Target {
  readonly uri: string;
  /** The file as fixes left it; undefined where it is not as it should be. */
  recheck(texts: RepairedTexts, view: RepairedView): Checked | undefined;
}

/** A file beside the flows that a tool looks at, as its solutions were checked. */
export interface FileSubject {
  readonly project: Project;
  /** What answers call the file. */
  readonly file: string;
  readonly text: string;
  /** Findings that the baseline knows. */
  readonly known: ReadonlySet<Finding>;
  /** What must not be shown of it. */
  readonly secrets: Secrets;
  readonly checked: Checked;
  readonly target: Target;
}
