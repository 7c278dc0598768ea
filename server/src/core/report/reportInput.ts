import type { Disposition, Severity } from '../finding.ts';
import type { Category } from '../ruleMeta.ts';
import type { Confidence } from '../secrets/detect/types.ts';
import type { Range, Span } from '../text/span.ts';

/** Everything a report needs, free of trees and texts. */
export interface ReportInput {
  readonly tool: { readonly name: string; readonly version: string };
  /** JSON files that were read. */
  readonly files: number;
  /** Flow definitions among them. */
  readonly flows: number;
  /** In the order in which they are to be shown: by file, then by place. */
  readonly items: readonly ReportFinding[];
  readonly problems: readonly ReportProblem[];
  /** What the config leaves out, in the same order; absent when it leaves nothing out. */
  readonly ignored?: readonly IgnoredFinding[];
  /** Absent when there is no baseline. */
  readonly baseline?: ReportBaseline;
  /** What people call the older version that the call compares with, such as `origin/main`; absent when it compares with none. */
  readonly base?: string;
  /**
   * Findings of that version that are no longer there, in the order of `items`. Places are those of its texts, and files what
   * they are called now.
   */
  readonly fixed?: readonly ReportFinding[];
  /** `--new-only`: of what the older version has as well, people are told the number alone. */
  readonly newOnly?: boolean;
  /** What people call the older version since which files were touched that the call is limited to; absent for all files. */
  readonly touchedSince?: string;
  /** The files whose flows were checked, in their order; only where the writer names what is clean. */
  readonly checked?: readonly ReportedFile[];
  /** The configurations that count for some file; as `file` in `ReportFinding`. */
  readonly configs?: readonly string[];
  /** How many places were not looked into. */
  readonly skipped?: ReportSkipped;
}

export interface ReportedFile {
  /** As in `ReportFinding`. */
  readonly file: string;
  /** Ids of the rules that looked at its flows. */
  readonly rules: readonly string[];
}

export interface ReportSkipped {
  /** Folders of tools, such as `.git`. */
  readonly toolFolders: number;
  /** Symbolic links that lead out, or nowhere. */
  readonly links: number;
  /** Folders that could not be read. */
  readonly folders: number;
  /** Pipes, devices and the like under the name of a file of ours. */
  readonly special: number;
}

/** The baseline that the findings were compared with; each of them then has a `baseline` of its own. */
export interface ReportBaseline {
  /** As in `ReportFinding`. */
  readonly file: string;
  /** Entries whose finding is no longer there; undefined when only a part of the files or rules was looked at. */
  readonly gone: number | undefined;
}

/** A finding that an entry of the config leaves out. */
export interface IgnoredFinding extends ReportFinding {
  /** The user's own words. */
  readonly reason: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string | undefined;
}

/** A file that could not be checked, or a rule that failed on it. */
export interface ReportProblem {
  /** As in `ReportFinding`. */
  readonly file: string;
  readonly message: string;
}

/** A place in the text. A byte order mark counts as one code unit in `range` and `span` alike. */
export interface ReportPlace {
  /** Relative to the working directory, with `/`. Exact: whoever writes it for people masks it (`withoutSecrets`). */
  readonly file: string;
  /** RFC 6901; '' in files that are no JSON. */
  readonly pointer: string;
  readonly range: Range;
  readonly span: Span;
  /** True when the file begins with a byte order mark: editors and SARIF do not count it. */
  readonly bom: boolean;
}

export interface ReportRelated extends ReportPlace {
  readonly message: string;
  /** As of `Related`: the ways of a secret that the place is on. */
  readonly onPaths?: readonly number[];
}

/** Part of the line at which a finding begins, for a code frame. Secrets are masked. */
export interface Excerpt {
  readonly text: string;
  /** Character of the line at which `text` begins. */
  readonly from: number;
  /** True when the line goes on to the left or to the right. */
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
}

export interface ReportEdit {
  readonly range: Range;
  readonly span: Span;
  readonly newText: string;
}

export interface ReportFix {
  readonly title: string;
  readonly edits: readonly ReportEdit[];
}

/** A finding made concrete: nothing in it depends on the analysis any more, and no secret is left in it. */
export interface ReportFinding extends ReportPlace {
  /** Whether the file holds a flow, says something about the solution around flows, or is our own config. */
  readonly origin: 'flow' | 'solution' | 'config';
  readonly ruleId: string;
  readonly category: Category | 'config';
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly hint: string;
  readonly related: readonly ReportRelated[];
  readonly fingerprint: string;
  /** As of `Finding`. */
  readonly former?: readonly string[];
  /** Of all places, where there are several: baselines hold each (see `OwnPlace`). */
  readonly places?: readonly { readonly file: string; readonly fingerprint: string }[];
  readonly fix: Disposition | null;
  /** Address of the rule's page. */
  readonly docs: string;
  /** The preferred safe fix, when there is one whose edits repeat no secret. */
  readonly safeFix: ReportFix | undefined;
  readonly excerpt: Excerpt;
  /** Whether the baseline, or the older version that the call compares with, knows it; absent when there is neither. */
  readonly baseline?: 'new' | 'unchanged';
  /** Where the call compares with an older version as well: the baseline knows it, and nobody is told. */
  readonly accepted?: true;
}
