import type { BaselineEntry, KnownFindings } from '../../config/baseline/index.ts';
import type { Config } from '../../config/types.ts';
import type { Finding, Place } from '../../finding.ts';
import type { Analysis } from '../analysis.ts';
import type { ChecklistFinding } from '../checklist/index.ts';

/**
 * What came of reading a file. `missing`: there is none. `unreadable`: there is one, or nobody knows; `reason` is the end of a
 * sentence. Sizes in bytes; of an open text, in UTF-16 code units.
 */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tooLarge'; readonly size: number; readonly maxSize: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What counts for the files of a folder; one object for all folders that share it. */
export interface FileSettings {
  /** False: nothing is looked at here. */
  readonly enabled: boolean;
  readonly config: Config;
  /** Address of the folder that the config's globs are relative to; undefined where there is none: all files take part. */
  readonly base: string | undefined;
  /** The config file that counts; undefined where none does. */
  readonly file?: { readonly uri: string; readonly text: string } | undefined;
  /** Of open texts. */
  readonly maxFileSize: number;
}

/** The baseline that counts for the files of a folder. */
export interface FolderBaseline {
  /** Address of the folder that its paths are relative to. */
  readonly folder: string;
  readonly known: KnownFindings;
  /** What it is made of. */
  readonly entries: readonly BaselineEntry[];
}

/** What the project knows of one file after looking at it. */
export interface CheckedFile {
  readonly uri: string;
  /** Of the open text; null when the text came from disk. */
  readonly version: number | null;
  /**
   * Undefined when the file is none of our business: no flow, left out by the settings, unread. A flow that nobody could look
   * into has the analysis of an empty text, with a finding that says so (`document.unread`).
   */
  readonly analysis: Analysis | undefined;
  /** Findings that the baseline knows. */
  readonly known: ReadonlySet<Finding>;
  /** Set when there was no text to look at. */
  readonly unread?: Exclude<FileContent, { kind: 'text' }>;
  /** What the check broke down with: a defect of ours. */
  readonly broken?: { readonly error: unknown };
}

/** A finding of a flow as lists, reports and trees show it: plain data that outlives text and tree. */
export interface ListedFinding extends ChecklistFinding {
  readonly fingerprint: string;
  /** As of `Finding`. */
  readonly former?: readonly string[] | undefined;
  readonly place: Pick<Place, 'uri' | 'span'>;
  /** 0-based. */
  readonly line: number;
  /** There is a repair for it. */
  readonly fixable: boolean;
  /** One of them is safe. */
  readonly safe: boolean;
  /** All its places, where there are several, as baselines hold them. */
  readonly places?: readonly { readonly uri: string; readonly fingerprint: string }[] | undefined;
}

/** What is kept of the findings of a file. */
export interface FileFindings {
  /** Of each flow of the file, in its order; what stands outside of all flows goes to the first. */
  readonly flows: readonly (readonly ListedFinding[])[];
  /** All findings of a file without a flow. */
  readonly outside: readonly ListedFinding[];
}

/** What checks have brought about since somebody asked. */
export interface ProjectChanges {
  /** Files to check again although their texts are the same. */
  readonly stale: readonly string[];
  /** A flow shows its solution something else. */
  readonly overviews: boolean;
  /** Some flow has other findings; other places do not count. */
  readonly findings: boolean;
  /** The config leaves out something else than before. */
  readonly ignored: boolean;
}

/** What texts of files beside the flows have brought about since somebody asked. */
export interface SolutionChanges {
  /** Some file, and with it a solution, says something else. */
  readonly facts: boolean;
  /** That, or a text has changed. */
  readonly texts: boolean;
}
