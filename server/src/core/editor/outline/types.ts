import type { Span } from '../../text/span.ts';

/** What a node of an outline stands for. */
export type OutlineKind =
  | 'flow'
  | 'trigger'
  /** A step that does something: a connector, HTTP, a child flow, an answer. */
  | 'operation'
  /** A step that makes one value of others. */
  | 'data'
  | 'variableStep'
  /** A condition, a switch, a loop, a scope. */
  | 'control'
  | 'branch'
  | 'group'
  | 'variable'
  | 'parameter';

/** A node of an outline. The spans of its children lie in `span`, as `nameSpan` does. */
export interface OutlineNode {
  readonly kind: OutlineKind;
  /** Plain text, never empty. */
  readonly name: string;
  /** Plain text; may be empty. */
  readonly detail: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineNode[];
}
