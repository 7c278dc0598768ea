// What requests about one flow answer. Part of `protocol.ts`, which is all that the client imports.
import type {
  CompletionList,
  Diagnostic,
  Hover,
  Position,
  SignatureHelp,
  WorkspaceEdit,
} from 'vscode-languageserver';

/** `page`: Markdown in which texts of the flow are plain text, secrets masked. `reason`: one sentence for the user. */
export type DescribeResult =
  | { readonly kind: 'page'; readonly markdown: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** `reason`: one sentence for the user. */
export type FormatFlowResult =
  | { readonly kind: 'edit'; readonly edit: WorkspaceEdit }
  | { readonly kind: 'refused'; readonly reason: string };

/** `steps`: both versions as outlines, plain text with secrets masked; '' for one that is empty. `reason`: one sentence for the user. */
export type CompareStepsResult =
  | { readonly kind: 'steps'; readonly before: string; readonly after: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** An expression of a flow that is edited by itself. `hole`: position among the `@{…}` of the string; null for all of it. */
export interface PeekAddress {
  /** Of the flow. */
  readonly uri: string;
  /** RFC 6901, of the string. */
  readonly pointer: string;
  readonly hole: number | null;
}

/** What can be opened at a place, the nearest first. Labels are plain text, secrets masked. */
export type PeekTargetsResult =
  | {
      readonly kind: 'targets';
      readonly pointer: string;
      readonly targets: readonly { readonly hole: number | null; readonly label: string }[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** `text`: the document. `source`: the string as it is now, which comes back with what is asked about the document. */
export type PeekReadResult =
  | { readonly kind: 'text'; readonly text: string; readonly source: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** `edit`: null where nothing changed. `source`: the string with the edit. */
export type PeekSaveResult =
  | { readonly kind: 'edit'; readonly edit: WorkspaceEdit | null; readonly source: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** A document as its editor shows it. */
export interface PeekDocument extends PeekAddress {
  readonly source: string;
  readonly text: string;
}

/** What is known at a place of a document, in its own lines and characters; null for nothing. */
export interface PeekAnswers {
  readonly completion: CompletionList | null;
  readonly hover: Hover | null;
  readonly signature: SignatureHelp | null;
  /** As `textDocument/semanticTokens/full`. */
  readonly tokens: readonly number[] | null;
  readonly diagnostics: readonly Diagnostic[] | null;
}

/** Requests of the client about such documents. */
export interface PeekRequests {
  /** The expressions at a place of an open flow. */
  'lockkeeper/peek/targets': {
    params: { readonly uri: string; readonly position: Position };
    result: PeekTargetsResult;
  };
  'lockkeeper/peek/read': { params: PeekAddress; result: PeekReadResult };
  /** The edit of the flow that brings an edited document back into its string. Nothing is applied. */
  'lockkeeper/peek/save': { params: PeekDocument; result: PeekSaveResult };
  /** One of the answers; `position` where it is about one. */
  'lockkeeper/peek/ask': {
    params: PeekDocument & { readonly about: keyof PeekAnswers; readonly position: Position };
    result: Partial<PeekAnswers>;
  };
}
