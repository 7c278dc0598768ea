import type { Step } from '../../flow/model.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import type { Completion, CompletionOptions } from './types.ts';

/** A place of a step where the file lists something, or names something that is listed elsewhere. */
export interface Slot {
  readonly facts: FlowFacts;
  readonly step: Step;
  /** Of the file. */
  readonly uri: string;
  /** The property or value at the caret, which is being written; `NONE` in an empty place. */
  readonly written: NodeId;
  /** Of a list of properties: the object. Of a value: the node, or the array that it goes into. */
  readonly node: NodeId;
  readonly options: CompletionOptions;
}

/**
 * What may be added to an object as a property, or stand there as its value. `value`: JSON that goes with it, as a snippet where
 * `isSnippet`.
 */
export interface KeyItem extends Omit<Completion, 'newText'> {
  readonly key: string;
  readonly value: string;
  /** The name is a proposal, which the snippet asks for first. */
  readonly isNameAsked?: boolean;
}

/** Names that stand in an object already, without case. */
export function presentKeys(tree: JsonTree, object: NodeId, except: NodeId): ReadonlySet<string> {
  return new Set(
    tree
      .children(object)
      .filter((one) => one !== except)
      .map((one) => tree.key(one).toLowerCase()),
  );
}
