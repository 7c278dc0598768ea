import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { lowerCase } from '../text/lower.ts';
import type { ConnectionReference, Operation } from './model.ts';

const CONNECTOR_TYPES = new Set([
  'openapiconnection',
  'openapiconnectionwebhook',
  'openapiconnectionnotification',
  'apiconnection',
  'apiconnectionwebhook',
  'apiconnectionnotification',
]);

/** True for the types whose `inputs.host` names a connector. */
export function isConnectorType(lowerType: string): boolean {
  return CONNECTOR_TYPES.has(lowerType);
}

/** Reads both shapes of `inputs.host` (flow-format 2.5). Undefined for steps that use no connector. */
export function readOperation(
  tree: JsonTree,
  lowerType: string,
  inputs: NodeId,
  metadata: NodeId,
  connections: ReadonlyMap<string, ConnectionReference>,
): Operation | undefined {
  const hybridTrigger = lowerType === 'request' && tree.child(inputs, 'host') !== NONE;
  if (!isConnectorType(lowerType) && !hybridTrigger) return undefined;
  const host = tree.child(inputs, 'host');
  const connectionKey =
    tree.stringAt(host, 'connectionName') ??
    connectionKeyOf(tree.stringAt(tree.child(host, 'connection'), 'name'));
  const declared = connectionKey === undefined ? undefined : connections.get(connectionKey.toLowerCase());
  const apiId = tree.stringAt(host, 'apiId') ?? tree.stringAt(tree.child(host, 'api'), 'name');
  const apiName = (apiId && lastSegment(lowerCase(apiId))) || declared?.apiName;
  return {
    apiName: apiName ?? keyAsApiName(connectionKey),
    operationId:
      tree.stringAt(host, 'operationId') ??
      tree.stringAt(tree.child(metadata, 'flowSystemMetadata'), 'swaggerOperationId'),
    method: tree.stringAt(inputs, 'method')?.toLowerCase(),
    path: tree.stringAt(inputs, 'path'),
    connectionKey,
    parameters: tree.child(inputs, 'parameters'),
  };
}

/** `@parameters('$connections')['shared_x']['connectionId']` -> `shared_x`. */
function connectionKeyOf(expression: string | undefined): string | undefined {
  const marker = "parameters('$connections')['";
  const start = expression?.indexOf(marker) ?? -1;
  if (expression === undefined || start === -1) return undefined;
  const from = start + marker.length;
  const end = expression.indexOf("']", from);
  return end === -1 ? undefined : expression.slice(from, end);
}

/** Keys follow the connector's name, with `_1`, `_2` for further references. */
function keyAsApiName(key: string | undefined): string | undefined {
  if (key === undefined || !key.startsWith('shared_')) return undefined;
  return key.replace(/_[0-9]{1,3}$/, '').toLowerCase();
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
