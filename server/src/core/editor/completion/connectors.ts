import type { ConnectionReference } from '../../flow/model.ts';
import { encodeString } from '../../json/escapes.ts';
import type { NodeId } from '../../json/tree.ts';
import {
  type CatalogueParameter,
  catalogueOperation,
  catalogueOperations,
} from '../../platform/catalogue/index.ts';
import { operationsOf } from '../../platform/catalogue/usedOperations.ts';
import { normalizeApiName } from '../../platform/connectors.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { type KeyItem, presentKeys, type Slot } from './slot.ts';
import type { Completion } from './types.ts';

/** Keys of the connections that the flow declares, those of the step's connector first. */
export function connectionItems({ facts: { flow, solution }, node }: Slot): readonly Completion[] {
  const { tree } = flow;
  const host = tree.parent(node);
  // The key itself may be half written: only the connector's own name counts.
  const apiId = tree.stringAt(host, 'apiId');
  const wanted = apiId === undefined ? undefined : normalizeApiName(apiId);
  const isWanted = (one: ConnectionReference): boolean =>
    wanted !== undefined && one.apiName !== undefined && normalizeApiName(one.apiName) === wanted;
  const all = flow.connections;
  return [...all.filter(isWanted), ...all.filter((one) => !isWanted(one))].map((one) =>
    connectionItem(one, solution),
  );
}

function connectionItem(
  { key, apiName, logicalName, runtimeSource }: ConnectionReference,
  solution: FlowFacts['solution'],
): Completion {
  const as = runtimeSource === 'invoker' ? 'runs as the person who starts the flow' : undefined;
  const detail = [apiName && connectorNameIn(solution, apiName), logicalName, as].filter(
    (one) => one !== undefined,
  );
  return { label: key, kind: 'connection', detail: detail.join(', '), newText: encodeString(key) };
}

/** The connection references of the solution, those of the right connector first. */
export function referenceItems({ flow, solution }: FlowFacts, node: NodeId): readonly Completion[] {
  const { tree } = flow;
  const own = flow.connections.find((one) => node > one.node && node < tree.after(one.node));
  const wanted = own?.apiName === undefined ? undefined : normalizeApiName(own.apiName);
  const items = (solution?.connectionReferences ?? []).map(({ logicalName, displayName, connectorId }) => {
    const apiName = connectorId && normalizeApiName(connectorId.value);
    const detail = [apiName && connectorNameIn(solution, apiName), displayName?.value]
      .filter(Boolean)
      .join(', ');
    const name = logicalName.value;
    const item: Completion = { label: name, kind: 'connection', detail, newText: encodeString(name) };
    return { item, isWanted: wanted !== undefined && apiName === wanted };
  });
  return [...items.filter((one) => one.isWanted), ...items.filter((one) => !one.isWanted)].map(
    ({ item }) => item,
  );
}

/** Operations of the step's connector: of the catalogue, the important ones first, then those that flows use besides. */
export function operationItems({ facts: { flow }, step, options }: Slot): readonly Completion[] {
  const apiName = step.operation?.apiName;
  if (apiName === undefined) return [];
  const known = catalogueOperations(apiName);
  const order = (one: (typeof known)[number]): number =>
    one.isDeprecated ? 3 : one.visibility === 'important' ? 0 : one.visibility === '' ? 1 : 2;
  const items = [...known]
    .sort((a, b) => order(a) - order(b))
    .map(
      (one): Completion => ({
        label: one.id,
        kind: 'operation',
        ...(one.title === undefined
          ? {}
          : { detail: one.title, filter: `${encodeString(one.id)} ${encodeString(one.title)}` }),
        newText: encodeString(one.id),
        ...(one.isDeprecated ? { isDeprecated: true } : {}),
      }),
    );
  const ids = new Set(known.map(({ id }) => id.toLowerCase()));
  const wanted = normalizeApiName(apiName);
  const used = [
    ...operationsOf([flow]).flatMap((one) =>
      normalizeApiName(one.apiName) === wanted ? [one.operationId] : [],
    ),
    ...(options.operations?.(wanted) ?? []),
  ];
  // What is half written at the caret is no operation.
  const half = step.operation?.operationId?.toLowerCase();
  const isElsewhere = flow.steps.some(
    (one) => one !== step && one.operation?.operationId?.toLowerCase() === half,
  );
  for (const id of used) {
    const lower = id.toLowerCase();
    if (ids.has(lower) || (lower === half && !isElsewhere)) continue;
    ids.add(lower);
    items.push({ label: id, kind: 'operation', detail: 'used in flows', newText: encodeString(id) });
  }
  return items;
}

/** Parameters of the step's operation that it does not have yet, the required ones first. */
export function parameterItems({ facts: { flow }, step, node, written, options }: Slot): readonly KeyItem[] {
  const { apiName, operationId } = step.operation ?? {};
  if (apiName === undefined || operationId === undefined) return [];
  const present = presentKeys(flow.tree, node, written);
  const known = catalogueOperation(apiName, operationId)?.parameters ?? [];
  const fixed = known.filter(({ isDynamic }) => !isDynamic);
  const items = [...fixed.filter((one) => one.isRequired), ...fixed.filter((one) => !one.isRequired)].map(
    (one) => parameterItem(one, options.snippets),
  );
  const names = new Set(fixed.map(({ path }) => path.toLowerCase()));
  for (const used of operationsOf([flow])) {
    if (used.operationId.toLowerCase() !== operationId.toLowerCase()) continue;
    if (normalizeApiName(used.apiName) !== normalizeApiName(apiName)) continue;
    for (const key of used.keys) {
      if (names.has(key.toLowerCase())) continue;
      items.push({
        label: key,
        kind: 'property',
        detail: 'used in this flow',
        key,
        value: options.snippets ? '"$1"' : '""',
        isSnippet: options.snippets,
      });
    }
  }
  return items.filter(({ key }) => !present.has(key.toLowerCase()));
}

function parameterItem({ path, title, isRequired, values }: CatalogueParameter, snippets: boolean): KeyItem {
  const detail = [title === path ? '' : title, isRequired ? 'required' : '']
    .filter((one) => one !== '')
    .join(', ');
  const isText = values.some((one) => !/^(?:true|false|-?\d+)$/.test(one)) || values.length === 0;
  const value = isText ? (snippets ? '"$1"' : '""') : snippets ? '$1' : values[0]!;
  return {
    label: path,
    kind: 'property',
    ...(detail === '' ? {} : { detail }),
    filter: `${encodeString(path)} ${encodeString(title)}`,
    key: path,
    value,
    isSnippet: snippets,
  };
}

/** The values that a parameter may have, where its operation lists them. */
export function parameterValueItems({
  facts: { flow },
  step,
  node,
}: Slot): readonly Completion[] | undefined {
  const { apiName, operationId } = step.operation ?? {};
  if (apiName === undefined || operationId === undefined) return undefined;
  const key = flow.tree.key(node).toLowerCase();
  const known = catalogueOperation(apiName, operationId)?.parameters.find(
    ({ path }) => path.toLowerCase() === key,
  );
  if (known === undefined || known.values.length === 0) return undefined;
  return known.values.map(
    (label): Completion => ({ label, kind: 'value', detail: known.title, newText: encodeString(label) }),
  );
}
