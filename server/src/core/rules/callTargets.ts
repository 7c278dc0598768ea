import type { FlowModel, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { requestKeys } from '../platform/operations.ts';

/** The strings that name the address which a step calls: HTTP, webhooks, and the "send any request" operations of connectors. */
export function callTargets(flow: FlowModel, step: Step): readonly NodeId[] {
  const { tree } = flow;
  const { inputs } = step;
  let nodes: NodeId[] = [];
  if (step.lowerType === 'http') nodes = [tree.child(inputs, 'uri')];
  else if (step.lowerType === 'httpwebhook') {
    nodes = [tree.descend(inputs, 'subscribe', 'uri'), tree.descend(inputs, 'unsubscribe', 'uri')];
  } else if (step.operation !== undefined) {
    const keys = requestKeys(step.operation);
    if (keys !== undefined) nodes = [parameter(tree, step.operation.parameters, keys.uri)];
  }
  return nodes.filter((node) => node !== NONE && tree.isString(node));
}

/** A connector's parameter, written flat (`request/url`) or nested (`request: {url}`). */
function parameter(tree: JsonTree, parameters: NodeId, key: string): NodeId {
  const flat = tree.child(parameters, key);
  return flat === NONE ? tree.descend(parameters, ...key.split('/')) : flat;
}
