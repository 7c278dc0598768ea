import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import { addProperties } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/**
 * The flow's own reference to a connector that a new step may use: one that runs as the maker. Not everyone who starts a flow
 * may read a vault, and a step on the invoker's connection takes another form.
 */
export function connectionFor(flow: FlowModel, apiName: string): ConnectionReference | undefined {
  const { tree } = flow;
  return flow.connections.find(({ apiName: own, node, logicalName, runtimeSource }) => {
    if (own !== apiName || runtimeSource === 'invoker') return false;
    if (tree.stringAt(tree.child(node, 'impersonation'), 'source')?.toLowerCase() === 'invoker') return false;
    // A legacy package names connections, a solution the references that stand for them.
    return (
      logicalName !== undefined ||
      (flow.wrapper === 'legacy-package' && tree.stringAt(node, 'connectionName') !== undefined)
    );
  });
}

/**
 * True for a flow whose connector steps have no `authentication` at all, as the newer designer saves them: a new step is to be
 * like them.
 */
export function isWithoutAuthentication({ tree, steps: all }: FlowModel): boolean {
  const steps = all.filter((one) => one.lowerType.startsWith('openapiconnection'));
  return steps.length > 0 && steps.every((one) => tree.child(one.inputs, 'authentication') === NONE);
}

/** `shared_keyvault`, `shared_keyvault_1`, ...: the key that the designer would take. */
export function connectionKey(flow: FlowModel, apiName: string): string {
  const taken = new Set(flow.connections.map((one) => one.key.toLowerCase()));
  let key = apiName;
  for (let number = 1; taken.has(key.toLowerCase()); number++) key = `${apiName}_${number}`;
  return key;
}

/**
 * Adds a reference at the end of the flow's `connectionReferences`, which are created when missing. Undefined when they are
 * no object.
 */
export function addConnection(
  flow: FlowModel,
  key: string,
  apiName: string,
  logicalName: string,
): TextEdit[] | undefined {
  const { tree } = flow;
  const value = {
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: logicalName },
    api: { name: apiName },
  };
  const references = tree.child(flow.properties, 'connectionReferences');
  if (references === NONE)
    return addProperties(tree, flow.properties, [['connectionReferences', { [key]: value }]]);
  return tree.isObject(references) ? addProperties(tree, references, [[key, value]]) : undefined;
}
