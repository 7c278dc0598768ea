import type { IgnoreEntry } from '../config/ignore.ts';
import type { FileIgnores } from '../config/ignores/fileIgnores.ts';
import type { Finding, Fix, FlowFinding, FlowPlace, Place, RuleFix } from '../finding.ts';
import type { FixAllListener } from '../fixes/fixAll.ts';
import type { OtherFlows } from '../fixes/literal/types.ts';
import type { FlowDocument, SourceFile } from '../flow/document.ts';
import type { NodeId } from '../json/tree.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import type { CheckOptions, RuleFailure } from '../rules/checkOptions.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import type { FlowSummary, FlowTexts } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { MarkedEdit } from '../text/composeEdits.ts';
import type { Position, Range, Span } from '../text/span.ts';

/** What a check of a solution's files may be told. */
export interface SolutionCheckOptions extends Pick<CheckOptions, 'config' | 'cancelled' | 'solution'> {
  /** As `ignores`, for each of the files. */
  readonly ignoresOf?: (uri: string) => FileIgnores | undefined;
}

/** A finding that the config leaves out, and the entries that do so, the first of which says why. */
export interface Ignored<P extends Place = Place> {
  readonly finding: Finding<P>;
  readonly entries: readonly IgnoreEntry[];
}

/** What every check answers, of a flow and of the files beside the flows alike. Valid for the texts that were checked. */
export interface CheckResult<P extends Place = Place> {
  /** Whether a flow was checked, or the files of a solution beside its flows. */
  readonly kind: 'flow' | 'solution';
  /** The one around the file, or of the files: edits of other files refer to the texts that it was read from. */
  readonly solution: SolutionModel | undefined;
  /** Sorted by place; over several files by file first. */
  readonly findings: readonly Finding<P>[];
  /** Found as well, and left out by the config. In the same order. */
  readonly ignored: readonly Ignored<P>[];
  readonly failures: readonly RuleFailure[];
  /** The text of a checked file, or of one that fixes may change; undefined for any other. */
  textOf(uri: string): string | undefined;
  /** Of a place in a checked file. */
  rangeOf(place: Pick<Place, 'uri' | 'span'>): Range;
  /**
   * Where the file is damaged at a place of a finding: the offset up to which its text may be shown. What stands behind may be the
   * rest of a secret, which no mask knows.
   */
  damageAt(finding: Finding<P>, place: P): number | undefined;
  /**
   * All fixes of a finding, the preferred one first, the same ones whatever `texts` there are (see `Fix.reads`). Never throws;
   * empty when there is none. None writes into a file that does not parse, or into an expression that does not.
   */
  fixesFor(finding: Finding<P>, texts?: FlowTexts): readonly Fix[];
  /**
   * Why a finding of a rule that has repairs gets none, as one or two sentences; undefined where it gets some, or the rule has
   * none at all.
   */
  whyNoRepair(finding: Finding<P>): string | undefined;
}

/** The result of checking one text. Valid for that text only. */
export interface Analysis extends CheckResult<FlowPlace> {
  readonly kind: 'flow';
  readonly document: FlowDocument;
  readonly summary: FlowSummary;
  rangeOfSpan(span: Span): Range;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  /**
   * Applies all safe fixes (those of a rule, or of the findings that are wanted) until nothing changes; returns minimal edits against the original text,
   * each marked with the ids of the rules that it was made for, empty when there is nothing to do. A repair that does not cure
   * its finding, or would bring up another, is taken back, and the listener told. Never throws.
   */
  fixAll(
    wanted?: string | ((finding: Finding) => boolean),
    listener?: FixAllListener<FlowFinding>,
  ): readonly MarkedEdit[];
  /** The flows of the file, with what is worked out of them on first use. */
  readonly flows: readonly FlowFacts[];
  /** The flow around a node; the first one for a node outside of all. */
  flowAt(node: NodeId): FlowFacts | undefined;
  /** True when the config asks for guesses as well. */
  readonly includesGuesses: boolean;
  /** Changes made by others than rules, as `fixesFor` gives them: none where the file may not be edited. Never throws. */
  changesBy(
    make: (otherFlows: OtherFlows | undefined) => readonly RuleFix[],
    texts?: FlowTexts,
  ): readonly Fix[];
}

/** The result of checking the files of a solution beside its flows. Valid for that snapshot of the model. */
export interface SolutionAnalysis extends CheckResult {
  readonly kind: 'solution';
  readonly solution: SolutionModel;
}

/** The face of the core: the only thing the front ends use, besides config, reports and text helpers. */
export interface Analyzer {
  readonly rules: readonly RuleMeta[];
  /** Never throws. */
  check(source: SourceFile | FlowDocument, options: CheckOptions): Analysis;
  /** Checks the files of a solution beside its flows. Never throws. */
  checkSolution(solution: SolutionModel, options: SolutionCheckOptions): SolutionAnalysis;
  /** Cheap test on the text alone: could this be a flow? False saves the parse. */
  mayBeFlow(text: string): boolean;
  /** Markdown page of a rule; undefined for an unknown id. */
  rulePage(ruleId: string): string | undefined;
}

export type { CheckOptions, RuleFailure } from '../rules/checkOptions.ts';
