import { derived } from '../../flow/derived.ts';
import type { ConnectionReference, FlowModel, Step } from '../../flow/model.ts';
import { isConnectorType } from '../../flow/operation.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { connectorInfo, normalizeApiName } from '../../platform/connectors.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { KnowsConnectors } from '../connectorNames.ts';

/** What several rules about connections ask of a flow. */

/** The platform writes `_` and the like as `-5f` in their names: `shared_abc-5fmyapi-5f00aa`. */
function isCustom(apiName: string): boolean {
  return apiName.includes('-');
}

/**
 * Whether two names or ids mean the same connector. Undefined when the files do not tell: the end of a custom connector's
 * name differs between environments.
 */
export function sameConnector(a: string, b: string): boolean | undefined {
  const one = normalizeApiName(a);
  const other = normalizeApiName(b);
  if (one === '' || other === '') return undefined;
  if (one === other) return true;
  return isCustom(one) && isCustom(other) ? undefined : false;
}

/** A custom connector needs more than its name where it is declared. */
export function isCustomConnector(tree: JsonTree, connection: ConnectionReference): boolean {
  return (
    isCustom(connection.apiName ?? '') ||
    tree.stringAt(tree.child(connection.node, 'api'), 'logicalName') !== undefined
  );
}

/**
 * A connection within a sentence: `"shared_office365" (Office 365 Outlook)`. `solution`: knows the names of custom connectors; one that
 * has none is told by the key alone.
 */
export function connectionName({ key, apiName }: ConnectionReference, solution: KnowsConnectors): string {
  const name = apiName && (connectorInfo(apiName)?.displayName ?? solution?.customConnectorName(apiName));
  return name ? `"${key}" (${name})` : `"${key}"`;
}

/** The connector that a step's own `host` names; undefined for built-in groups, expressions and custom connectors without id. */
export function ownConnector(tree: JsonTree, step: Step): string | undefined {
  const host = tree.child(step.inputs, 'host');
  const id = tree.stringAt(host, 'apiId') ?? tree.stringAt(tree.child(host, 'api'), 'id');
  if (id === undefined || id.includes('@') || !/\/apis\/[^/]+$/i.test(id)) return undefined;
  return normalizeApiName(id);
}

/** Where a step names its connection; undefined when it does not, or an expression works the name out. */
export interface KeyUse {
  readonly step: Step;
  readonly key: string;
  readonly node: NodeId;
  /** UTF-16 offsets of the key in the decoded string. */
  readonly start: number;
}

export function keyUse(flow: FlowModel, step: Step): KeyUse | undefined {
  const key = step.operation?.connectionKey;
  if (key === undefined || key === '' || key.includes('@')) return undefined;
  const { tree } = flow;
  const host = tree.child(step.inputs, 'host');
  const plain = tree.child(host, 'connectionName');
  if (tree.isString(plain)) return { step, key, node: plain, start: 0 };
  const node = tree.descend(host, 'connection', 'name');
  const start = tree.string(node).indexOf(`['${key}']`);
  return start === -1 ? undefined : { step, key, node, start: start + 2 };
}

/** Steps by the lower-cased key of their connection, in document order; triggers first. */
export function usesByKey(flow: FlowModel): ReadonlyMap<string, readonly KeyUse[]> {
  return derived(flow, findUses);
}

function findUses(flow: FlowModel): ReadonlyMap<string, readonly KeyUse[]> {
  const uses = new Map<string, KeyUse[]>();
  for (const step of flow.steps) {
    if (step.operation === undefined) continue;
    const use = keyUse(flow, step);
    if (use === undefined) continue;
    pushTo(uses, use.key.toLowerCase(), use);
  }
  return uses;
}

/** True when surely nothing in the flow uses the connection; false also when the file does not tell. */
export function isUnused(flow: FlowModel, connection: ConnectionReference): boolean {
  return unusedConnections(flow).has(connection);
}

/** Connections that surely nothing in the flow uses. */
export function unusedConnections(flow: FlowModel): ReadonlySet<ConnectionReference> {
  return derived(flow, findUnused);
}

const NONE_UNUSED: ReadonlySet<ConnectionReference> = new Set();

function findUnused(flow: FlowModel): ReadonlySet<ConnectionReference> {
  const { tree } = flow;
  if (flow.connections.length === 0 || tree.problems.length > 0 || tree.duplicates.length > 0)
    return NONE_UNUSED;
  const uses = usesByKey(flow);
  const left = flow.connections.filter((one) => !uses.has(one.key.toLowerCase()));
  if (left.length === 0) return NONE_UNUSED;
  const words = definitionWords(flow);
  if (words === undefined) return NONE_UNUSED;
  // Keys of other letters would not be found as words.
  return new Set(left.filter(({ key }) => /^[\w-]+$/.test(key) && !words.has(key.toLowerCase())));
}

/**
 * The lower-cased words in strings and keys of a definition that can name a connection, also in steps of types that nobody
 * knows yet: `shared_x_1` is one word. Undefined when a name is worked out while the flow runs.
 */
function definitionWords(flow: FlowModel): ReadonlySet<string> | undefined {
  const { tree } = flow;
  const words = new Set<string>();
  const take = (text: string): void => {
    for (const word of text.split(/[^\w-]+/)) words.add(word);
  };
  const end = tree.after(flow.definition);
  for (let node = flow.definition + 1; node < end; node++) {
    if (tree.hasKey(node)) take(tree.key(node).toLowerCase());
    if (!tree.isString(node)) continue;
    // The id of the connector ends like the key.
    if (tree.keyIs(node, 'apiId')) continue;
    const text = tree.string(node).toLowerCase();
    if (tree.valueHasAt(node) && choosesConnection(text)) return undefined;
    if (tree.keyIs(node, 'connectionName') && text.includes('@')) return undefined;
    take(text);
  }
  for (const step of flow.steps) {
    if (!isConnectorType(step.lowerType) || usesKeyOf(flow, step)) continue;
    return undefined;
  }
  return words;
}

/** True when the step says by name which connection it uses. */
function usesKeyOf(flow: FlowModel, step: Step): boolean {
  if (keyUse(flow, step) !== undefined) return true;
  const { tree } = flow;
  return CONNECTIONS_KEY.test(tree.string(tree.descend(step.inputs, 'host', 'connection', 'name')));
}

/** `parameters('$connections')['key']` and `json(...)['$connections']['key']`. */
const CONNECTIONS_KEY = /\$connections'[)\]]\??\['[^']{1,200}'\]/i;

/** `parameters('$connections')[variables('x')]`: which one cannot be told. */
function choosesConnection(text: string): boolean {
  const marker = '$connections';
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + marker.length)) {
    if (!/^'[)\]]\??\['/.test(text.slice(at + marker.length, at + marker.length + 6))) return true;
  }
  return false;
}

/** True for a flow whose connections can be judged: of Power Automate, with readable `connectionReferences`. */
export function hasConnections(flow: FlowModel): boolean {
  const { tree } = flow;
  if (flow.wrapper !== 'solution' && flow.wrapper !== 'legacy-package') return false;
  const node = tree.child(flow.properties, 'connectionReferences');
  return node !== NONE && tree.isObject(node) && tree.problems.length === 0 && tree.duplicates.length === 0;
}
