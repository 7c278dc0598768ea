import { duplicateReferences } from '../../rules/duplicateReferences.ts';
import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { fileNameWithEnvironment } from '../../solution/owners/environment.ts';
import type { ConnectionOwners } from '../../solution/owners/index.ts';
import { byText, compareText } from '../../text/compare.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { badgesOf } from './badges.ts';
import { apiNameOf, describeConnector, groupsOf, HTTP } from './connectors.ts';
import { Draft } from './draft.ts';
import type { Connection, ConnectionContext, ConnectionMapping, Connector } from './types.ts';

/**
 * What stands behind the steps of a solution's flows, by connector. Takes in declared references that nothing uses, and
 * flows without a solution (`model` undefined). Settings for references that the solution neither declares nor uses are left
 * out. Sorted by name; never throws.
 */
export function connectionsOf(
  model: SolutionModel | undefined,
  flows: readonly FlowOverview[],
  context: ConnectionContext = {},
): readonly Connector[] {
  const drafts = new Drafts(model);
  for (const flow of flows) drafts.addFlow(flow);
  const settings = settingsByName(model);
  const owners = ownersByName(context.owners?.connections ?? []);
  const all = [...drafts.all()];
  for (const draft of all) draft.settings = settings.get(draft.ownerKey) ?? [];
  const known = context.complete ?? true;
  const duplicates = model !== undefined && known ? duplicateReferences(model, flows).flat() : [];
  const facts = {
    model,
    duplicates: new Set(duplicates.map((one) => one.logicalName.value.toLowerCase())),
    // A flow whose file is not here may use anything.
    complete:
      known && flows.every((one) => one.whole) && (model?.flows ?? []).every((one) => one.uri !== undefined),
  };
  const byConnector = new Map<string, Connection[]>();
  for (const draft of all) {
    const own = owners.get(draft.ownerKey);
    const connection: Connection = {
      ...draft.build(),
      badges: badgesOf(draft, facts),
      owners: own?.facts ?? [],
      ownerConflicts: own?.conflicts ?? [],
    };
    pushTo(byConnector, draft.apiName, connection);
  }
  return [...byConnector]
    .map(
      ([apiName, connections]): Connector => ({
        ...describeConnector(apiName, model),
        groups: groupsOf(apiName, context.policy),
        connections: connections.sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id)),
      }),
    )
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.apiName, b.apiName));
}

/** Sorts what flows say by what stands behind it. */
class Drafts {
  readonly #model: SolutionModel | undefined;
  readonly #byId = new Map<string, Draft>();
  readonly #flowNames = new Map<string, string>();
  readonly #resources: ReadonlyMap<string, SolutionModel['resources'][number]>;
  /** Legacy package: keys of a flow to resources, by URI. */
  readonly #keys = new Map<string, ReadonlyMap<string, string>>();

  constructor(model: SolutionModel | undefined) {
    this.#model = model;
    this.#resources = new Map((model?.resources ?? []).map((one) => [one.id, one]));
    for (const { uri, displayName, connections } of model?.flows ?? []) {
      if (uri === undefined) continue;
      if (displayName !== undefined) this.#flowNames.set(uri, displayName.value);
      if (connections.size > 0) this.#keys.set(uri, connections);
    }
    for (const { logicalName, displayName, connectorId, sources } of model?.connectionReferences ?? []) {
      const draft = this.#draft('reference', logicalName.value, apiNameOf(connectorId?.value));
      draft.logicalName = logicalName.value;
      draft.name = displayName?.value || logicalName.value;
      draft.declarations = sources;
      draft.place = { uri: logicalName.uri, span: logicalName.span };
    }
  }

  all(): Iterable<Draft> {
    return this.#byId.values();
  }

  addFlow(flow: FlowOverview): void {
    const flowName = this.#flowNames.get(flow.uri) ?? flow.name;
    for (const one of flow.connections) {
      const draft = this.#draftOf(flow, one);
      draft.uses.push({
        flow,
        flowName,
        key: one.key,
        place: { uri: flow.uri, span: one.span },
        namePlace: one.logicalNameSpan && { uri: flow.uri, span: one.logicalNameSpan },
        source: one.source,
        steps: one.steps,
      });
      if (!one.unused) draft.used = true;
    }
    const [first] = flow.http;
    if (first === undefined) return;
    const place = { uri: flow.uri, span: first.span };
    const uses = this.#draft('built-in', '', HTTP).uses;
    uses.push({ flow, flowName, key: '', place, namePlace: undefined, source: undefined, steps: flow.http });
  }

  #draftOf(flow: FlowOverview, one: FlowOverview['connections'][number]): Draft {
    const apiName = apiNameOf(one.apiName);
    if (!one.declared) return this.#draft('missing', '', apiName);
    if (one.binding === 'reference') {
      const draft = this.#draft('reference', one.logicalName ?? '', apiName);
      draft.logicalName ??= one.logicalName;
      return draft;
    }
    if (one.binding === 'connection') return this.#draft('connection', one.connectionName ?? '', apiName);
    if (one.binding === 'nothing')
      return this.#draft(one.source === 'invoker' ? 'caller' : 'nothing', '', apiName);
    const id = this.#keys.get(flow.uri)?.get(one.key) ?? '';
    const draft = this.#draft('package', id === '' ? (one.connectionName ?? '') : id, apiName);
    const resource = this.#resources.get(id);
    if (resource !== undefined && draft.declarations.length === 0) {
      draft.name = resource.displayName?.value || draft.name;
      draft.declarations = [resource.source];
      draft.place = resource.displayName ?? resource.source;
    }
    return draft;
  }

  #draft(kind: Draft['kind'], name: string, apiName: string): Draft {
    // A reference or a resource has one connector; whatever else has a name of its own within the connector.
    const own = kind === 'reference' || (kind === 'package' && this.#model !== undefined && name !== '');
    const id = own ? `${kind} ${name.toLowerCase()}` : `${kind} ${apiName} ${name.toLowerCase()}`;
    let draft = this.#byId.get(id);
    if (draft === undefined) {
      draft = new Draft(id, kind, name, apiName);
      this.#byId.set(id, draft);
    }
    if (draft.apiName === '') draft.apiName = apiName;
    return draft;
  }
}

function settingsByName(model: SolutionModel | undefined): ReadonlyMap<string, readonly ConnectionMapping[]> {
  const byName = new Map<string, ConnectionMapping[]>();
  const files = [...(model?.deploymentSettings ?? [])].sort(byText((one) => one.uri));
  for (const { uri, connectionReferences } of files) {
    const fileName = fileNameWithEnvironment(uri);
    for (const { logicalName, connectionId, owner } of connectionReferences) {
      const value = connectionId?.value.trim() ?? '';
      const state = value === '' ? 'empty' : isPlaceholder(value) ? 'token' : 'mapped';
      const mapping: ConnectionMapping = {
        fileName,
        place: { uri, span: logicalName.span },
        state,
        target: value,
        owner: owner?.value ?? '',
      };
      const key = logicalName.value.toLowerCase();
      pushTo(byName, key, mapping);
    }
  }
  return byName;
}

function ownersByName(all: readonly ConnectionOwners[]): ReadonlyMap<string, ConnectionOwners> {
  return new Map(all.map((one) => [one.connection.toLowerCase(), one]));
}
