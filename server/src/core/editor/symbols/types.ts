import type { FlowModel } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';

/**
 * What a name in a flow can mean. `step`: a trigger or an action, a loop included; `input`: an input of the flow's own trigger;
 * `childInput`: one of the flow that a step calls; `connection`: a key of `connectionReferences`; the last three are known beyond
 * the flow.
 */
export type SymbolKind =
  | 'step'
  | 'variable'
  | 'parameter'
  | 'connection'
  | 'input'
  | 'childInput'
  | 'connectionReference'
  | 'environmentVariable'
  | 'childFlow';

/** A thing that is named, wherever that is. */
export interface Named {
  readonly kind: SymbolKind;
  /** Any spelling: names compare without case. Of a child flow its id. */
  readonly name: string;
  /** Of an input of a called flow: the id of that flow. */
  readonly flowId?: string | undefined;
}

/** What stands at an offset of a file. */
export interface SymbolAt extends Named {
  /** As written there, quotes and escapes resolved. */
  readonly name: string;
  /** Of the name, without quotes. UTF-16 code units of the file. */
  readonly span: Span;
  /** The flow of the file that it stands in; undefined in a file beside the flows. */
  readonly flow: FlowModel | undefined;
}

/** `label`: what people call it, beside the name. */
export type Role = 'definition' | 'read' | 'write' | 'label';

/** A place in a file that names a thing. */
export interface SymbolPlace {
  readonly role: Exclude<Role, 'label'>;
  /** Of the name, without quotes. UTF-16 code units of the file. */
  readonly span: Span;
  /** All of what is defined there, `span` in it; equal to `span` for uses. */
  readonly whole: Span;
}

/** A place of a file, and the thing that it names; what is defined there is the value of `node`. */
export interface Mention extends Named {
  readonly role: Role;
  readonly node: NodeId;
  readonly inKey: boolean;
  /** Of the decoded string or key. */
  readonly part: Span;
}
