import type { Config } from './config/types.ts';
import type { FilePlace, Finding, Fix, Place, SolutionFinding, SolutionFix } from './finding.ts';
import type { FlowDocument, SourceFile } from './flow/document.ts';
import type { RuleMeta } from './rules/rule.ts';
import type { SolutionModel } from './solution/index.ts';
import type { Position, Range, Span } from './text/span.ts';
import type { TextEdit } from './text/textEdit.ts';

/** What other flows may depend on. Small and comparable; equal summaries invalidate nothing. */
export interface FlowSummary {
  /** Lower-cased GUID from the file name or the wrapper; undefined when the file does not tell. */
  readonly flowId: string | undefined;
  /** Property paths of this flow's answer that carry a secret, e.g. `[["body","apikey"]]`. */
  readonly secretAnswers: readonly (readonly string[])[];
  /** Ids of the child flows it calls, lower-cased. */
  readonly calls: readonly string[];
}

/** What a check may ask about other files. */
export interface SolutionView {
  /** Secret property paths in the answer of a child flow; undefined when the flow is not in the folder. */
  secretAnswersOf(flowId: string): readonly (readonly string[])[] | undefined;
}

export interface CheckOptions {
  readonly config: Config;
  readonly solution?: SolutionView;
  /** The solution that the file belongs to; repairs over several files need it. */
  readonly solutionModel?: SolutionModel | undefined;
  /** Asked between rules; true stops the check with what was found so far. */
  readonly cancelled?: () => boolean;
}

/** A rule that threw: a defect of ours, told once, never fatal. */
export interface RuleFailure {
  readonly ruleId: string;
  readonly message: string;
}

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** The result of checking one text. Valid for that text only. */
export interface Analysis {
  readonly document: FlowDocument;
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  readonly summary: FlowSummary;
  /** Source span of a place, exact inside escaped strings. */
  spanOf(place: Place): Span;
  rangeOf(span: Span): Range;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  /** RFC 6901. */
  pointerOf(place: Place): string;
  /** All fixes of a finding, the preferred one first. Never throws; empty when there is none. */
  fixesFor(finding: Finding): readonly Fix[];
  /** Changes that can be asked for at a place where nothing need be wrong. Never throws; empty where there is none. */
  refactorings(offset: number): readonly Fix[];
  /**
   * Applies all safe fixes (of one rule when given) until nothing changes; returns minimal edits against the original text,
   * empty when there is nothing to do.
   */
  fixAll(ruleId?: string): readonly TextEdit[];
  /** Undefined where there is nothing to tell. */
  hover(offset: number): Hover | undefined;
}

/** The result of checking the files of a solution beside its flows. Valid for that snapshot of the model. */
export interface SolutionAnalysis {
  readonly solution: SolutionModel;
  /** Sorted by file and place. */
  readonly findings: readonly SolutionFinding[];
  readonly failures: readonly RuleFailure[];
  rangeOf(place: FilePlace): Range;
  /** The preferred one first. Never throws. */
  fixesFor(finding: SolutionFinding): readonly SolutionFix[];
}

/** The face of the core: the only thing the front ends use, besides config, reports and text helpers. */
export interface Analyzer {
  readonly rules: readonly RuleMeta[];
  /** Never throws. */
  check(source: SourceFile, options: CheckOptions): Analysis;
  /** Checks the files of a solution beside its flows. Never throws. */
  checkSolution(
    solution: SolutionModel,
    options: Pick<CheckOptions, 'config' | 'cancelled'>,
  ): SolutionAnalysis;
  /** Cheap test on the text alone: could this be a flow? False saves the parse. */
  mayBeFlow(text: string): boolean;
  /** Markdown page of a rule; undefined for an unknown id. */
  rulePage(ruleId: string): string | undefined;
}
