// Everything the Lockkeeper client and server say to each other beyond LSP. The client imports types from here and
// nothing else of the server. All of it is optional: a plain LSP client works without.
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import type { ConnectionMap } from './core/graph/picture/map/types.ts';
import type { FlowGraph } from './core/graph/picture/types.ts';
import type { CompareStepsResult, DescribeResult, FormatFlowResult, PeekRequests } from './protocol/flows.ts';
import type { FolderRequests } from './protocol/folders.ts';
import type { OverviewRequests } from './protocol/overview.ts';
import type { PreviewRequests, PreviewResult } from './protocol/preview.ts';
import type { FixWorkspaceResult, RepairResult, RepairTarget } from './protocol/repairs.ts';
import type { Status } from './protocol/status.ts';
import type { SafeRepairsTarget, TreeName, TreeRequests } from './protocol/trees.ts';

export type { ConnectionMap } from './core/graph/picture/map/types.ts';
export type { FlowGraph } from './core/graph/picture/types.ts';
export type * from './protocol/flows.ts';
export type * from './protocol/folders.ts';
export type * from './protocol/overview.ts';
export type * from './protocol/preview.ts';
export type * from './protocol/repairs.ts';
export type * from './protocol/status.ts';
export type * from './protocol/trees.ts';

/** What a client may tell in `initialize`. Everything is off by default. */
export interface InitializationOptions {
  /**
   * The client has the commands `lockkeeper.explainRule`, `lockkeeper.showPlaces` (with `ShowPlacesArguments`) and
   * `lockkeeper.whyNoRepair` (with a sentence to show), and opens
   * `command:` links of diagnostic codes.
   */
  readonly commandLinks?: boolean;
  /**
   * The client has the commands `lockkeeper.ignoreFinding`, which asks for the reason and sends `lockkeeper/ignore`, and
   * `lockkeeper.setRule`, which sends `lockkeeper/setRule`.
   */
  readonly ignoreCommand?: boolean;
  /** The client wants `lockkeeper/status`. */
  readonly status?: boolean;
  /** The client shows trees and wants `lockkeeper/treesChanged`. */
  readonly trees?: boolean;
  /** The client answers `lockkeeper/files/folder`, `lockkeeper/files/read` and `lockkeeper/files/exists`. */
  readonly fileAccess?: boolean;
  /** The client answers `lockkeeper/base` and tells `lockkeeper/baseMoved`. */
  readonly base?: boolean;
  /** The client has the command `lockkeeper.reviewRepair`, which shows a repair that needs a look and then applies it. */
  readonly repairPreview?: boolean;
  /** The client has the command `lockkeeper.editExpression`, which takes the URI of an open flow and a position. */
  readonly expressionPeek?: boolean;
  /** The client has the commands `lockkeeper.previewRunHistory` and `lockkeeper.showFlow`, which take a `FlowPageTarget`. */
  readonly flowPages?: boolean;
  /** The client shows lines of the log that are for who looks for the cause of something, as of `lockkeeper/logDetail`. */
  readonly logDetail?: boolean;
  /** Settings for clients without `workspace/configuration`; same shape as the section `lockkeeper`. */
  readonly settings?: Partial<Settings>;
}

/** The section `lockkeeper` of the editor's settings. */
export interface Settings {
  readonly enable: boolean;
  readonly profile: 'default' | 'team' | 'pedantic';
  /** Rule id to `"off"`, a severity, or `[severity, options]`. */
  readonly rules: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Megabytes. */
  readonly maxFileSize: number;
  /** Paths in a config may lead out of the repository. Not for a workspace to decide. */
  readonly allowPathsOutsideRepository: boolean;
  readonly inlayHints: { readonly enable: boolean };
  readonly codeLens: { readonly enable: boolean };
  readonly outline: { readonly enable: boolean };
}

/** URI of a file, the place that was clicked, and the places in the file to show. */
export type ShowPlacesArguments = readonly [uri: string, at: Position, places: readonly Range[]];

/** The flow that a page is to show, and what in it. `at`: UTF-16 offset in the text, within a step. */
export interface FlowPageTarget {
  readonly flow: string;
  readonly at?: number;
}

/** A finding that is to be ignored. Valid for one version of the file. */
export interface IgnoreTarget {
  readonly uri: string;
  readonly version: number;
  readonly ruleId: string;
  readonly fingerprint: string;
  readonly ignore: true;
}

/** A rule that is to be set for the folder that a file is in. */
export interface SetRuleTarget {
  readonly uri: string;
  readonly ruleId: string;
  readonly setting: 'off' | 'warning';
  readonly setRule: true;
}

/** `config`: URI of the config that the edit writes. `reason`: one sentence for the user. */
export type IgnoreResult =
  | { readonly kind: 'edit'; readonly edit: WorkspaceEdit; readonly config: string }
  | { readonly kind: 'refused'; readonly reason: string };

export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
}

/**
 * A call of a tool for assistants. `uri`: of the file or folder that its path names, `root`: of the folder of the workspace around
 * it; null where there is none. `baseUri`: the same for the older version of a comparison, `baseText`: its text, where the client
 * has asked git for it.
 */
export interface AssistantParams {
  readonly tool: string;
  readonly arguments: unknown;
  readonly uri: string | null;
  readonly root: string | null;
  readonly baseUri: string | null;
  readonly baseText: string | null;
}

/** `repair`: to be shown and applied with `lockkeeper.reviewRepair`. `refused`: what to do, as a sentence for the assistant. */
export type AssistantResult =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'repair'; readonly target: RepairTarget }
  | { readonly kind: 'refused'; readonly reason: string };

/** `flows`: those of the file, with offsets in its open text. `reason`: one sentence for the user. */
export type FlowGraphResult =
  | { readonly kind: 'flows'; readonly flows: readonly FlowGraph[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** The map of a solution, or those that there are to choose from. `reason`: one sentence for the user. */
export type ConnectionMapResult =
  | { readonly kind: 'map'; readonly solution: string; readonly map: ConnectionMap }
  | { readonly kind: 'choose'; readonly solutions: readonly { readonly id: string; readonly name: string }[] }
  | { readonly kind: 'refused'; readonly reason: string };

export type FlowPictureResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type RunPreviewResult = PreviewResult<RepairTarget>;

/** What is directly in a folder. `reason`: the end of a sentence. */
export type ReadFolderResult =
  | {
      readonly kind: 'entries';
      readonly entries: readonly {
        readonly name: string;
        /** A link to a folder or a file counts as a link; `other`: a pipe, a device, or nobody knows. */
        readonly kind: 'file' | 'folder' | 'link' | 'other';
      }[];
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

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

export interface RecordOwnerParams {
  /** URI of the flow. */
  readonly flow: string;
  readonly owner: string;
  readonly kind: 'person' | 'service' | 'team';
}

/** Requests of the client. */
export interface ClientRequests
  extends FolderRequests,
    PeekRequests,
    PreviewRequests<RepairTarget>,
    OverviewRequests,
    TreeRequests {
  /** "Record an owner": where it would be written and the edit that does so, or why it cannot be. */
  'lockkeeper/owners/record': {
    params: RecordOwnerParams;
    result: { readonly edit: WorkspaceEdit; readonly note: string } | { readonly refusal: string };
  };
  /** "Start an ownership file": the edit that creates it, or why it cannot be. */
  'lockkeeper/owners/start': {
    params: { readonly solution: string };
    result: { readonly edit: WorkspaceEdit; readonly uri: string } | { readonly refusal: string };
  };
  /** What there is to choose from in the commands about owners. */
  'lockkeeper/owners/flows': {
    params: Record<string, never>;
    result: {
      readonly solutions: readonly { readonly id: string; readonly name: string }[];
      readonly flows: readonly {
        readonly uri: string;
        readonly name: string;
        readonly solution: string;
        readonly owner: string | null;
      }[];
    };
  };
  /** Markdown page of a rule; null for an unknown id. */
  'lockkeeper/rulePage': {
    params: { readonly ruleId: string };
    result: { readonly markdown: string } | null;
  };
  'lockkeeper/rules': { params: Record<string, never>; result: readonly RuleInfo[] };
  /** Reads everything again; answers when the scan is through. */
  'lockkeeper/rescan': { params: Record<string, never>; result: Status };
  'lockkeeper/repair': { params: RepairTarget; result: RepairResult };
  /** "Repair Safe Ones". Nothing is applied. */
  'lockkeeper/safeRepairs': { params: SafeRepairsTarget; result: RepairResult };
  /** Nothing is applied. */
  'lockkeeper/assistant': { params: AssistantParams; result: AssistantResult };
  /** The edit that adds an entry to the config, with the reason that the user gave. Nothing is applied. */
  'lockkeeper/ignore': {
    params: { readonly target: IgnoreTarget; readonly reason: string };
    result: IgnoreResult;
  };
  /** The edit that sets a rule in the config that counts for a file. Nothing is applied. */
  'lockkeeper/setRule': { params: { readonly target: SetRuleTarget }; result: IgnoreResult };
  /** The text of a new configuration, its file name, and the ways to write names of steps: preset and example. Nothing is written. */
  'lockkeeper/newConfig': {
    params: {
      readonly profile: Settings['profile'];
      /** Path of an exported policy, relative to the configuration; '' for none. */
      readonly dlp: string;
      /** As typed, between blanks or commas. */
      readonly hosts: string;
      /** A preset; '' for any way. */
      readonly steps: string;
    };
    result: {
      readonly fileName: string;
      readonly text: string;
      readonly stepNames: readonly (readonly [preset: string, example: string])[];
    } | null;
  };
  /** URI of the configuration that decides about a file or folder; null where the settings of the editor do. */
  'lockkeeper/configOf': { params: { readonly uri: string }; result: { readonly config: string | null } };
  /** An open flow over several lines, or on one. Nothing is applied. */
  'lockkeeper/format': {
    params: { readonly uri: string; readonly form: 'lines' | 'oneLine' };
    result: FormatFlowResult;
  };
  /** Two versions of a flow, one line a step. `uri`: of the file; nothing of it is read, the texts are all there is. */
  'lockkeeper/compareSteps': {
    params: { readonly uri: string; readonly before: string; readonly after: string };
    result: CompareStepsResult;
  };
  /** What an open flow is, as a page. `root`: of the workspace's folder around it, which its file is named from; null where there is none. */
  'lockkeeper/describe': {
    params: { readonly uri: string; readonly root: string | null };
    result: DescribeResult;
  };
  /** The flows of an open file as data for a picture. */
  'lockkeeper/flowGraph': { params: { readonly uri: string }; result: FlowGraphResult };
  /** One flow of an open file as the text of an SVG or Mermaid file; `secret`: the one whose way is shown, -1 for none. */
  'lockkeeper/flowPicture': {
    params: {
      readonly uri: string;
      readonly flow: number;
      readonly form: 'svg' | 'mermaid';
      readonly folded: readonly number[];
      readonly secret: number;
    };
    result: FlowPictureResult;
  };
  /** What stands behind the flows of a solution; null for the only one, or else what to choose from. */
  'lockkeeper/connectionMap': { params: { readonly solution: string | null }; result: ConnectionMapResult };
  /** The same as the text of an SVG file. */
  'lockkeeper/connectionPicture': { params: { readonly solution: string }; result: FlowPictureResult };
  'lockkeeper/fixWorkspace': { params: Record<string, never>; result: FixWorkspaceResult };
}

/** Requests of the server, for files it cannot reach itself. */
export interface ServerRequests {
  'lockkeeper/files/folder': { params: { readonly uri: string }; result: ReadFolderResult };
  'lockkeeper/files/read': { params: ReadFileParams; result: ReadFileResult };
  /** Whether there is a file or a folder; true also when nobody can tell. */
  'lockkeeper/files/exists': { params: { readonly uri: string }; result: { readonly exists: boolean } };
  /**
   * The text of an open flow in the version that it is compared with: in VS Code, the last commit. Null for a new file, and where
   * nobody knows. Asked once a flow is open, and again after `lockkeeper/baseMoved`.
   */
  'lockkeeper/base': { params: { readonly uri: string }; result: { readonly text: string | null } };
}

/** Notifications of the client. */
export interface ClientNotifications {
  /** Open flows may have another base now: somebody committed, or another branch was checked out. */
  'lockkeeper/baseMoved': Record<string, never>;
  /** Whether the client shows, or no longer shows, lines of the log about single flows (`window/logMessage` of type Debug). */
  'lockkeeper/logDetail': { readonly on: boolean };
}

/** Notifications of the server. */
export interface ServerNotifications {
  'lockkeeper/status': Status;
  /** The trees would answer differently now; told at most a few times a second. */
  'lockkeeper/treesChanged': { readonly trees: readonly TreeName[] };
}
