import type { Reference } from '../../expressions/index.ts';
import type { NodePlace } from '../../json/nodePlace.ts';
import type { NodeId } from '../../json/tree.ts';
import type { ExpressionSite, Step } from '../model.ts';

/** A variable of the flow, as a step of type InitializeVariable declares it. */
export interface Variable {
  /** As written. */
  readonly name: string;
  /** Lower-cased; '' when missing. */
  readonly type: string;
  /** The object with name, type and value. */
  readonly node: NodeId;
  /** The string with its name. */
  readonly nameNode: NodeId;
  readonly value: NodeId;
  readonly step: Step;
}

/** An input of a Request trigger, as its schema declares it. */
export interface TriggerInput {
  /** As written: what expressions name it by. */
  readonly key: string;
  /** What people call it; the key where it has no title. */
  readonly title: string;
  readonly isRequired: boolean;
  /** Its schema; its key is the name. */
  readonly node: NodeId;
  readonly trigger: Step;
}

/** How a name is used. */
export type NameKind =
  | 'step'
  | 'loop'
  | 'item'
  | 'runAfter'
  | 'variable'
  | 'write'
  | 'parameter'
  | 'input'
  | 'connection'
  | 'childFlow';

/**
 * A name that somebody uses: `step` in `outputs('…')` and its like, `loop` in `items('…')` and `iterationIndexes('…')`,
 * `item` in `item()`, which names no loop and has an empty name, `runAfter` among a step's predecessors, `variable` in `variables('…')`, `write` in a step that sets one, `parameter`,
 * `input` in `triggerBody()?['…']` and `triggerOutputs()?['body/…']`, by its key, `connection` in `host.connectionName` and in
 * `parameters('$connections')['…']`, by its key, `childFlow` in a step that calls a flow, by its id.
 */
export interface NameUse {
  readonly kind: NameKind;
  /** As written, quotes of the expression language resolved. */
  readonly name: string;
  /** Without the quotes around it; in run-after the key with them. */
  readonly place: NodePlace;
  /** The trigger or action that uses it; undefined for outputs of the flow. */
  readonly step: Step | undefined;
  /** In expressions: the string and the call; else undefined. */
  readonly site: ExpressionSite | undefined;
  readonly reference: Reference | undefined;
}
