import type { Span } from '../../text/span.ts';

export type CompletionKind =
  | 'function'
  | 'keyword'
  | 'step'
  | 'variable'
  | 'parameter'
  | 'property'
  | 'flow'
  | 'value'
  | 'connection'
  | 'operation'
  | 'snippet';

/** What an item is about: enough to tell more of it when somebody looks at it. */
export interface About {
  /** `named`: a name that a function takes. */
  readonly kind: 'function' | 'named' | 'input' | 'workflow';
  readonly name: string;
  /** Of `named`: the function, in lower case. */
  readonly function?: string;
}

/** A property that may follow a value. */
export interface Property {
  readonly key: string;
  /** What people call it, where that is not the key. */
  readonly title?: string;
  readonly type?: string;
  readonly about?: About;
}

/** One thing that may stand at a place. */
export interface Completion {
  /** Plain text, for people. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** Plain text in one line; absent where there is nothing to say. */
  readonly detail?: string;
  /** Text of the file, quoted as its place needs it. Where `isSnippet`, in the snippet syntax of LSP. */
  readonly newText: string;
  readonly isSnippet?: boolean;
  /** What is typed to find it, as it stands in the file; the label where absent. */
  readonly filter?: string;
  readonly isDeprecated?: boolean;
  readonly about?: About;
}

/** What may stand at a caret, the best first. */
export interface Completions {
  /** At most 200. */
  readonly items: readonly Completion[];
  /** What is replaced up to the caret, and what is replaced when the whole word goes; both on one line, with the caret. */
  readonly insert: Span;
  readonly replace: Span;
  /** Which of the flows of the file, 0-based. */
  readonly flow: number;
}

/** What the editor can do, and what is known beside the file. */
export interface CompletionOptions {
  /** The editor fills in snippets. */
  readonly snippets: boolean;
  /** The editor offers by itself what the schemas of flows list. */
  readonly hasSchemas: boolean;
  /** Ids of the operations of a connector that other flows use. */
  readonly operations?: (apiName: string) => readonly string[];
}
