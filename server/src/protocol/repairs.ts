// What client and server say to each other of repairs; a part of `protocol.ts`.
import type { Position, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { RepairGroup } from '../core/workspace/repairs/types.ts';

export type { RepairGroup };

export interface FixWorkspaceResult {
  /** Safe fixes of all flows, annotated so that the editor asks before it applies them; null when there are none. */
  readonly edit: WorkspaceEdit | null;
  readonly files: number;
  /** How many findings that repairs. */
  readonly findings: number;
}

/** The argument of `lockkeeper.reviewRepair`: which repair, of which version of a file. The server adds to it what it needs. */
export interface RepairTarget {
  readonly uri: string;
  readonly version: number;
  readonly title: string;
}

/** One file of a repair. */
export interface RepairedFile {
  readonly uri: string;
  /** The text that the edits are for, without byte order mark; null for a file that the repair makes. */
  readonly before: string | null;
  readonly edits: readonly TextEdit[];
  /** The repair removes the file. */
  readonly delete?: true;
}

/** `repair`: all of its files are to be changed, or none. `refused`: why there is none any more, as a sentence. */
export type RepairResult =
  | {
      readonly kind: 'repair';
      readonly title: string;
      /** What the change does, and what is left to do. */
      readonly note: string;
      readonly files: readonly RepairedFile[];
      /** What of many repairs is made where: by rule, flow and step. Missing for a single repair. */
      readonly repairs?: readonly RepairGroup[];
      /** Where a new environment variable stands once the repair is made: it can be renamed there. */
      readonly rename?: { readonly uri: string; readonly position: Position };
    }
  | { readonly kind: 'refused'; readonly reason: string };
