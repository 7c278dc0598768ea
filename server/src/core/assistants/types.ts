import type { Finding } from '../finding.ts';
import type { Secrets } from '../report/mask.ts';
import type { Analysis } from '../workspace/analysis.ts';
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
