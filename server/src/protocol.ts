// Everything the Lockkeeper client and server say to each other beyond LSP. The client imports types from here and
// nothing else of the server. All of it is optional: a plain LSP client works without.
import type { WorkspaceEdit } from 'vscode-languageserver';

/** What a client may tell in `initialize`. Everything is off by default. */
export interface InitializationOptions {
  /** The client has the command `lockkeeper.explainRule` and opens `command:` links of diagnostic codes. */
  readonly commandLinks?: boolean;
  /** The client wants `lockkeeper/status`. */
  readonly status?: boolean;
  /** The client answers `lockkeeper/files/list` and `lockkeeper/files/read`. */
  readonly fileAccess?: boolean;
  /** Settings for clients without `workspace/configuration`; same shape as the section `lockkeeper`. */
  readonly settings?: Partial<Settings>;
}

/** The section `lockkeeper` of the editor's settings. */
export interface Settings {
  readonly enable: boolean;
  readonly profile: 'default' | 'pedantic';
  /** Rule id to `"off"`, a severity, or `[severity, options]`. */
  readonly rules: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Megabytes. */
  readonly maxFileSize: number;
}

export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
}

export interface FixWorkspaceResult {
  /** Safe fixes of all flows, annotated so that the editor asks before it applies them; null when there are none. */
  readonly edit: WorkspaceEdit | null;
  readonly files: number;
}

export interface ListFilesParams {
  /** URI of a folder. */
  readonly folder: string;
  /** Lower-cased ends of the wanted file names, such as `.json`. */
  readonly endings: readonly string[];
  /** Names of folders to leave out at every level. */
  readonly ignoredFolders: readonly string[];
}

export interface ReadFileParams {
  readonly uri: string;
  /** Bytes; a larger file is not read. */
  readonly maxSize: number;
}

/** `base64`: the bytes of the file. */
export type ReadFileResult =
  | { readonly kind: 'content'; readonly base64: string }
  | { readonly kind: 'tooLarge'; readonly size: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Something the server left out; it is told rather than passed over in silence. */
export type Limit =
  | { readonly kind: 'fileTooLarge'; readonly uri: string; readonly size: number; readonly maxSize: number }
  | { readonly kind: 'tooManyFindings'; readonly uri: string; readonly count: number; readonly shown: number }
  | { readonly kind: 'unreadable'; readonly uri: string; readonly reason: string };

export interface Status {
  readonly state: 'scanning' | 'ready';
  readonly flows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** The first few of them. */
  readonly limits: readonly Limit[];
  readonly limitCount: number;
  /** Rules that failed and were left out for a file: a defect of Lockkeeper. */
  readonly failures: readonly { readonly ruleId: string; readonly message: string }[];
}

/** Requests of the client. */
export interface ClientRequests {
  /** Markdown page of a rule; null for an unknown id. */
  'lockkeeper/rulePage': {
    params: { readonly ruleId: string };
    result: { readonly markdown: string } | null;
  };
  'lockkeeper/rules': { params: Record<string, never>; result: readonly RuleInfo[] };
  /** Reads everything again; answers when the scan is through. */
  'lockkeeper/rescan': { params: Record<string, never>; result: Status };
  'lockkeeper/fixWorkspace': { params: Record<string, never>; result: FixWorkspaceResult };
}

/** Requests of the server, for files it cannot reach itself. */
export interface ServerRequests {
  'lockkeeper/files/list': { params: ListFilesParams; result: { readonly uris: readonly string[] } };
  'lockkeeper/files/read': { params: ReadFileParams; result: ReadFileResult };
}

/** Notifications of the server. */
export interface ServerNotifications {
  'lockkeeper/status': Status;
}
