import type { ConnectionReference, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { lowerCase } from '../../text/lower.ts';
import type { ConnectionChange, RunsAs } from '../types/flows.ts';
import type { Tally } from './tally.ts';
import type { FlowView } from './view.ts';

/** Which connections of two versions of a flow are the same. */
export interface ConnectionMatches {
  readonly pairs: readonly (readonly [was: ConnectionReference, now: ConnectionReference])[];
  readonly removed: readonly ConnectionReference[];
  readonly added: readonly ConnectionReference[];
  /** Lower-cased keys of base to what they count as in head. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * By key and reference, by the reference alone, by the key alone, and by the connector where each side has one left of it. A key that
 * head uses for something else counts as another one.
 */
export function matchConnections(base: FlowView, head: FlowView): ConnectionMatches {
  const pairs: [ConnectionReference, ConnectionReference][] = [];
  let old = base.flow.connections;
  const left = new Set(head.flow.connections);
  const boundKey = (view: FlowView, one: ConnectionReference): string | undefined => {
    const bound = boundTo(view, one);
    return bound === undefined ? undefined : JSON.stringify([lowerCase(bound), one.apiName]);
  };
  const keys: readonly ((view: FlowView, one: ConnectionReference) => string | undefined)[] = [
    (view, one) => JSON.stringify([lowerCase(one.key), boundKey(view, one)]),
    boundKey,
    (_, one) => lowerCase(one.key),
    (_, one) => one.apiName,
  ];
  for (const keyOf of keys) {
    const was = unique(base, old, keyOf);
    const now = unique(head, left, keyOf);
    for (const [key, one] of was) {
      const other = now.get(key);
      if (one === undefined || other === undefined) continue;
      pairs.push([one, other]);
      left.delete(other);
    }
    const taken = new Set(pairs.map(([one]) => one));
    old = old.filter((one) => !taken.has(one));
  }
  const names = new Map(pairs.map(([was, now]) => [lowerCase(was.key), now.key]));
  const inHead = new Set(head.flow.connections.map(({ key }) => lowerCase(key)));
  for (const { key } of old) if (inHead.has(lowerCase(key))) names.set(lowerCase(key), `${key} (before)`);
  return { pairs, removed: old, added: [...left], names };
}

/** By key; undefined for a key that several have. */
function unique(
  view: FlowView,
  list: Iterable<ConnectionReference>,
  keyOf: (view: FlowView, one: ConnectionReference) => string | undefined,
): Map<string, ConnectionReference | undefined> {
  const found = new Map<string, ConnectionReference | undefined>();
  for (const one of list) {
    const key = keyOf(view, one);
    if (key !== undefined) found.set(key, found.has(key) ? undefined : one);
  }
  return found;
}

/** The reference, else the connection itself; undefined for nothing. */
function boundTo({ tree }: FlowView, { logicalName, node }: ConnectionReference): string | undefined {
  if (logicalName !== undefined) return logicalName;
  return tree.stringAt(tree.child(node, 'connection'), 'name') ?? tree.stringAt(node, 'connectionName');
}

/** What changed in the connections of a flow, and in the references behind them. */
export function connectionChanges(
  base: FlowView,
  head: FlowView,
  { pairs, removed, added }: ConnectionMatches,
  tally: Tally,
): ConnectionChange[] {
  const users = { base: usersOf(base), head: usersOf(head) };
  const changes = pairs.flatMap(([was, now]): ConnectionChange[] => {
    if (lowerCase(was.key) !== lowerCase(now.key)) tally.add('connectionKey', head.masks.name(now.key));
    const kind = changeOf(base, was, head, now);
    if (kind === undefined) return [];
    const [old, young] = [runsAs(was), runsAs(now)];
    const [before, after] = [connector(base, was), connector(head, now)];
    return [
      {
        kind,
        key: head.masks.name(now.key),
        connector: after,
        connectorWas: before === after ? undefined : before,
        was: shown(base, was),
        now: kind === 'definition' && !isDefined(head, now) ? undefined : shown(head, now),
        runsAs: old === young ? undefined : { was: old, now: young },
        usedBy: users.head.get(lowerCase(now.key)) ?? [],
        pointers: { base: base.pointer(was.node), head: head.pointer(now.node) },
      },
    ];
  });
  const alone = (view: FlowView, one: ConnectionReference, kind: 'added' | 'removed'): ConnectionChange => {
    const pointer = view.pointer(one.node);
    const [isBase, bound] = [kind === 'removed', shown(view, one)];
    return {
      kind,
      key: view.masks.name(one.key),
      connector: connector(view, one),
      connectorWas: undefined,
      was: isBase ? bound : undefined,
      now: isBase ? undefined : bound,
      runsAs: undefined,
      usedBy: (isBase ? users.base : users.head).get(lowerCase(one.key)) ?? [],
      pointers: { base: isBase ? pointer : undefined, head: isBase ? undefined : pointer },
    };
  };
  return [
    ...changes,
    ...removed.map((one) => alone(base, one, 'removed')),
    ...added.map((one) => alone(head, one, 'added')),
  ];
}

function changeOf(
  base: FlowView,
  was: ConnectionReference,
  head: FlowView,
  now: ConnectionReference,
): ConnectionChange['kind'] | undefined {
  if (connectorId(base, was) !== connectorId(head, now)) return 'connector';
  if (lowerCase(boundTo(base, was) ?? '') !== lowerCase(boundTo(head, now) ?? '')) return 'reference';
  if (runsAs(was) !== runsAs(now)) return 'runsAs';
  return isDefined(base, was) && !isDefined(head, now) ? 'definition' : undefined;
}

/** Whether the solution still has the reference; true where that cannot be told. */
function isDefined({ solution }: FlowView, { logicalName }: ConnectionReference): boolean {
  if (solution === undefined || logicalName === undefined || solution.unknown.has('connectionReferences'))
    return true;
  return solution.connectionReference(logicalName) !== undefined;
}

/** The connector as the solution says, else as the flow does; lower-cased, '' where neither tells. */
function connectorId({ solution }: FlowView, { logicalName, apiName }: ConnectionReference): string {
  const id =
    logicalName === undefined ? undefined : solution?.connectionReference(logicalName)?.connectorId?.value;
  const last = id?.slice(id.lastIndexOf('/') + 1);
  return last ? last.toLowerCase() : (apiName ?? '');
}

function connector(view: FlowView, one: ConnectionReference): string {
  const id = connectorId(view, one);
  return view.masks.name(id === '' ? one.key : connectorNameIn(view.solution, id));
}

function shown(view: FlowView, one: ConnectionReference): string | undefined {
  const bound = boundTo(view, one);
  return bound === undefined ? undefined : view.masks.name(bound);
}

function runsAs({ runtimeSource }: ConnectionReference): RunsAs | undefined {
  return runtimeSource === 'embedded' || runtimeSource === 'invoker' ? runtimeSource : undefined;
}

/** Names of steps by the lower-cased key of their connection. */
function usersOf(view: FlowView): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const step of view.flow.steps) {
    const key = keyOf(view, step);
    if (key === undefined) continue;
    pushTo(found, lowerCase(key), view.stepName(step));
  }
  return found;
}

function keyOf({ tree }: FlowView, { operation, inputs }: Step): string | undefined {
  if (operation === undefined || inputs === NONE) return undefined;
  return operation.connectionKey ?? tree.stringAt(tree.child(inputs, 'host'), 'connectionReferenceName');
}
