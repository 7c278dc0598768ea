import { derived } from '../flow/derived.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { requestKeys } from '../platform/operations.ts';

const NO_TARGETS: readonly NodeId[] = [];

/** The strings that name the address which a step calls: HTTP, webhooks, and the "send any request" operations of connectors. */
export function callTargets(flow: FlowModel, step: Step): readonly NodeId[] {
  return derived(flow, targetsByStep).get(step) ?? NO_TARGETS;
}

/** Several rules ask for every step, and few steps have any. */
function targetsByStep(flow: FlowModel): ReadonlyMap<Step, readonly NodeId[]> {
  const found = new Map<Step, readonly NodeId[]>();
  for (const step of flow.steps) {
    const nodes = targetsOf(flow.tree, step).filter((node) => flow.tree.isString(node));
    if (nodes.length > 0) found.set(step, nodes);
  }
  return found;
}

function targetsOf(tree: JsonTree, { lowerType, inputs, operation }: Step): readonly NodeId[] {
  if (lowerType === 'http') return [tree.child(inputs, 'uri')];
  if (lowerType === 'httpwebhook')
    return [tree.descend(inputs, 'subscribe', 'uri'), tree.descend(inputs, 'unsubscribe', 'uri')];
  const keys = operation && requestKeys(operation);
  return keys === undefined ? NO_TARGETS : [parameter(tree, operation!.parameters, keys.uri)];
}

/** A connector's parameter, written flat (`request/url`) or nested (`request: {url}`). */
function parameter(tree: JsonTree, parameters: NodeId, key: string): NodeId {
  const flat = tree.child(parameters, key);
  return flat === NONE ? tree.descend(parameters, ...key.split('/')) : flat;
}
