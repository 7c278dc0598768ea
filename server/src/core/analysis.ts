import type { IgnoreEntry } from './config/ignore.ts';
import type { Config } from './config/types.ts';
import type { FilePlace, Finding, Fix, Place, SolutionFinding, SolutionFix } from './finding.ts';
import type { FlowDocument, SourceFile } from './flow/document.ts';
import type { FlowSummary, FlowTexts, SolutionView } from './flowSummary.ts';
import type { RuleMeta } from './ruleMeta.ts';
import type { SolutionModel } from './solution/index.ts';
import type { FileIgnores } from './suppress/fileIgnores.ts';
import type { Position, Range, Span } from './text/span.ts';
import type { TextEdit } from './text/textEdit.ts';

export interface CheckOptions {
  readonly config: Config;
  readonly solution?: SolutionView;
  /** The solution that the file belongs to; repairs over several files need it. */
  readonly solutionModel?: SolutionModel | undefined;
  /** What the config leaves out in this file (see `ignoresFor`). */
  readonly ignores?: FileIgnores | undefined;
  /**
   * The file is open in an editor: what it shares with other flows is marked in it as well. Without, only the first of the flows
   * by address tells of a shared cause.
   */
  readonly isOpen?: boolean;
  /** Asked between rules; true stops the check with what was found so far. */
  readonly cancelled?: () => boolean;
}

/** What a check of a solution's files may be told. */
export interface SolutionCheckOptions extends Pick<CheckOptions, 'config' | 'cancelled' | 'solution'> {
  /** As `ignores`, for each of the files. */
  readonly ignoresOf?: (uri: string) => FileIgnores | undefined;
}

/** A finding that the config leaves out, and the entries that do so, the first of which says why. */
export interface Ignored<F> {
  readonly finding: F;
  readonly entries: readonly IgnoreEntry[];
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

/** A short note that an editor shows within a line. Offsets are UTF-16 code units. */
export interface Inlay {
  readonly offset: number;
  /** Plain text. */
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** A short note that an editor shows above the line of `span`. */
export interface Lens {
  readonly span: Span;
  /** Plain text. */
  readonly title: string;
  /** What a click on it shows; may be empty. */
  readonly places: readonly Span[];
}

/** The result of checking one text. Valid for that text only. */
export interface Analysis {
  readonly document: FlowDocument;
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  /** Found as well, and left out by the config. Sorted by place. */
  readonly ignored: readonly Ignored<Finding>[];
  readonly failures: readonly RuleFailure[];
  readonly summary: FlowSummary;
  /** Source span of a place, exact inside escaped strings. */
  spanOf(place: Place): Span;
  rangeOf(span: Span): Range;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  /** RFC 6901; of a node around it where it would be very long. */
  pointerOf(place: Place): string;
  /**
   * All fixes of a finding, the preferred one first, the same ones whatever `texts` there are (see `Fix.reads`). Never throws;
   * empty when there is none. None writes into a file that does not parse, or into an expression that does not.
   */
  fixesFor(finding: Finding, texts?: FlowTexts): readonly Fix[];
  /**
   * Why a finding of a rule that has repairs gets none, as one or two sentences; undefined where it gets some, or the rule has
   * none at all.
   */
  whyNoRepair(finding: Finding): string | undefined;
  /** Changes that can be asked for at a place where nothing need be wrong. Never throws; empty where there is none. */
  refactorings(offset: number, texts?: FlowTexts): readonly Fix[];
  /**
   * Applies all safe fixes (of one rule when given) until nothing changes; returns minimal edits against the original text,
   * empty when there is nothing to do. A repair that does not cure its finding, or would bring up another, is taken back and
   * told to `onNotRepaired` with its finding. Never throws.
   */
  fixAll(ruleId?: string, onNotRepaired?: (finding: Finding) => void): readonly TextEdit[];
  /** Undefined where there is nothing to tell. */
  hover(offset: number): Hover | undefined;
  /** Notes within `span` on what the run history shows and hides. Never throws. */
  inlays(span: Span): readonly Inlay[];
  /** Notes above triggers and steps. Never throws. */
  lenses(): readonly Lens[];
}

/** The result of checking the files of a solution beside its flows. Valid for that snapshot of the model. */
export interface SolutionAnalysis {
  readonly solution: SolutionModel;
  /** Sorted by file and place. */
  readonly findings: readonly SolutionFinding[];
  /** Found as well, and left out by the config. */
  readonly ignored: readonly Ignored<SolutionFinding>[];
  readonly failures: readonly RuleFailure[];
  rangeOf(place: FilePlace): Range;
  /** The preferred one first. Never throws. */
  fixesFor(finding: SolutionFinding, texts?: FlowTexts): readonly SolutionFix[];
  /** As of `Analysis`. */
  whyNoRepair(finding: SolutionFinding): string | undefined;
}

/** The face of the core: the only thing the front ends use, besides config, reports and text helpers. */
export interface Analyzer {
  readonly rules: readonly RuleMeta[];
  /** Never throws. */
  check(source: SourceFile, options: CheckOptions): Analysis;
  /** Checks the files of a solution beside its flows. Never throws. */
  checkSolution(solution: SolutionModel, options: SolutionCheckOptions): SolutionAnalysis;
  /** Cheap test on the text alone: could this be a flow? False saves the parse. */
  mayBeFlow(text: string): boolean;
  /** Markdown page of a rule; undefined for an unknown id. */
  rulePage(ruleId: string): string | undefined;
}
