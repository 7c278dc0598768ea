import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { addProperties } from '../jsonEdits.ts';

/** The flow's own reference to a connector that a step may use; one that runs as the maker comes first. */
export function connectionFor(flow: FlowModel, apiName: string): ConnectionReference | undefined {
  const all = flow.connections.filter((one) => one.apiName === apiName && one.logicalName !== undefined);
  return all.find((one) => one.runtimeSource !== 'invoker') ?? all[0];
}

/** `shared_keyvault`, `shared_keyvault_1`, ...: the key that the designer would take. */
export function connectionKey(flow: FlowModel, apiName: string): string {
  const taken = new Set(flow.connections.map((one) => one.key.toLowerCase()));
  let key = apiName;
  for (let number = 1; taken.has(key.toLowerCase()); number++) key = `${apiName}_${number}`;
  return key;
}

/** Adds a reference at the end of the flow's `connectionReferences`, which are created when missing. */
export function addConnection(
  flow: FlowModel,
  key: string,
  apiName: string,
  logicalName: string,
): TextEdit[] {
  const { tree } = flow;
  const value = {
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: logicalName },
    api: { name: apiName },
  };
  const references = tree.child(flow.properties, 'connectionReferences');
  if (references === NONE)
    return addProperties(tree, flow.properties, [['connectionReferences', { [key]: value }]]);
  return addProperties(tree, references, [[key, value]]);
}
