import { isComputed } from '../../expressions/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { detached, lowerCase } from '../../text/lower.ts';

/** An operation as flows use it. */
export interface UsedOperation {
  /** `shared_office365`. */
  readonly apiName: string;
  /** As the first flow writes it. */
  readonly operationId: string;
  /** Keys below `inputs.parameters`, as written, each once, sorted. */
  readonly keys: readonly string[];
}

/**
 * The operations that flows use, each once, by connector and id, with all keys that their steps give. Custom connectors are among
 * them; keys and ids are compared without case. Steps of the old form, which name no parameters, and keys that are expressions are
 * left out. What is returned keeps no flow in memory.
 */
export function operationsOf(flows: Iterable<FlowModel>): UsedOperation[] {
  const found = new Map<string, { apiName: string; operationId: string; keys: Map<string, string> }>();
  for (const { tree, steps } of flows) {
    for (const { operation, lowerType } of steps) {
      if (operation?.apiName === undefined || operation.operationId === undefined) continue;
      if (!lowerType.startsWith('openapiconnection')) continue;
      const id = `${operation.apiName}\n${lowerCase(operation.operationId)}`;
      let known = found.get(id);
      if (known === undefined) {
        const operationId = detached(operation.operationId);
        known = { apiName: detached(operation.apiName), operationId, keys: new Map() };
        found.set(detached(id), known);
      }
      addKeys(tree, operation.parameters, known.keys);
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { apiName, operationId, keys }]) => ({ apiName, operationId, keys: [...keys.values()].sort() }));
}

function addKeys(tree: JsonTree, parameters: NodeId, keys: Map<string, string>): void {
  if (!tree.isObject(parameters)) return;
  for (let at = tree.firstChild(parameters); at >= 0; at = tree.nextSibling(at)) {
    const key = tree.key(at);
    if (tree.keyHasAt(at) && isComputed(key)) continue;
    const lower = lowerCase(key);
    if (!keys.has(lower)) keys.set(detached(lower), detached(key));
  }
}
