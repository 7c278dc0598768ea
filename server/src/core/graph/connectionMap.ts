// What stands behind the flows of a solution as data for a picture, from what the trees are made of.
import { plainLine } from '../editor/plainLine.ts';
import { needsLook, severityOf } from '../editor/views/connectionRows.ts';
import { keyOf, ownerIndex, type Subject } from '../editor/views/ownerIndex.ts';
import { principalKind, principalName, ROLE_WORDS } from '../editor/views/ownerRows.ts';
import type { RowPlace, RowSeverity } from '../editor/views/types.ts';
import { joined } from '../editor/views/words.ts';
import type { SolutionState, WorkspaceState } from '../editor/views/workspaceState.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import type { OwnerRole, Principal } from '../solution/owners/index.ts';
import { compareText } from '../text/compare.ts';
import { count } from '../text/count.ts';
import {
  type Connection,
  type ConnectionUse,
  type Connector,
  groupText,
} from '../workspace/connections/index.ts';
import type { ConnectionMap, MapCard, MapLine } from './picture/map/types.ts';

/** Words of one card that need a look. */
const MOST_NOTES = 3;
const OWNING: readonly OwnerRole[] = ['owner', 'co-owner'];

/** The map of a solution; undefined where there is none with this id. `id`: '' for the flows outside of solutions. */
export function connectionMap(workspace: WorkspaceState, id: string): ConnectionMap | undefined {
  const solution = workspace.solutions.find((one) => one.id === id);
  return solution && new MapBuilder(workspace, solution).map();
}

class MapBuilder {
  readonly #workspace: WorkspaceState;
  readonly #solution: SolutionState;
  readonly #cards: MapCard[] = [];
  readonly #lines: MapLine[] = [];
  /** Pairs that are tied. */
  readonly #tied = new Set<string>();
  readonly #owners = new Map<string, number>();
  readonly #flows = new Map<FlowOverview, number>();

  constructor(workspace: WorkspaceState, solution: SolutionState) {
    this.#workspace = workspace;
    this.#solution = solution;
  }

  map(): ConnectionMap {
    const { name, connectors } = this.#solution;
    this.#addOwners();
    this.#addFlows();
    const connections = connectors.flatMap((connector) =>
      connector.connections.map((connection) => ({ connector, connection })),
    );
    const places = connections.map(({ connection }) => this.#addConnection(connection));
    const hosts = new Map(connectors.map((connector) => [connector, this.#addConnector(connector)]));
    connections.forEach(({ connector, connection }, at) => {
      const own = places[at]!;
      this.#line(own, hosts.get(connector)!, 'is one of this connector');
      for (const { flow, source } of connection.uses) {
        const from = this.#flows.get(flow);
        if (from !== undefined) this.#line(from, own, ...runs(connection, source));
      }
      for (const { principal } of connection.owners)
        this.#line(this.#owners.get(keyOf(principal)), own, 'owns the connection');
    });
    this.#linkOwners();
    return { name: plainLine(name), cards: this.#cards, lines: this.#lines };
  }

  #add(card: Omit<MapCard, 'severity' | 'place'>, severity?: RowSeverity, place?: RowPlace): number {
    const { name, what, notes } = card;
    this.#cards.push({
      ...card,
      ...{ name: plainLine(name), what: plainLine(what) },
      ...(severity === undefined || severity === 'passed' ? {} : { severity }),
      notes: notes.slice(0, MOST_NOTES).map(plainLine),
      ...(place === undefined || place.uri === '' ? {} : { place }),
    });
    return this.#cards.length - 1;
  }

  /** A pair is tied once. */
  #line(from: number | undefined, to: number, label: string, isOther = false): void {
    const pair = `${from} ${to}`;
    if (from === undefined || this.#tied.has(pair)) return;
    this.#tied.add(pair);
    this.#lines.push({ from, to, label, isOther });
  }

  /** Everybody who owns a flow or a connection here; whoever a pipeline fills in is nobody yet. */
  #addOwners(): void {
    const owning = ({ solution }: Subject): boolean => solution === this.#solution;
    const ofConnections = new Set(
      this.#solution.connectors.flatMap(({ connections }) =>
        connections.flatMap(({ owners }) => owners.map(({ principal }) => keyOf(principal))),
      ),
    );
    for (const { principal, roles } of ownerIndex(this.#workspace).holders) {
      if (principal.form === 'token') continue;
      const holdings = OWNING.flatMap((role) => roles.get(role) ?? []).filter(({ subject }) =>
        owning(subject),
      );
      const running = ofConnections.has(keyOf(principal)) ? (roles.get('runs connection') ?? []) : [];
      const [first] = [...holdings, ...running.filter(({ subject }) => owning(subject))];
      if (first !== undefined) this.#addOwner(principal, first.facts[0]?.source);
    }
  }

  #addOwner(principal: Principal, place: RowPlace | undefined): void {
    const key = keyOf(principal);
    const card = {
      ...{ kind: 'owner' as const, key: `owner ${key}`, name: principalName(principal) },
      ...{ what: principalKind(principal), notes: [] },
    };
    this.#owners.set(key, this.#add(card, undefined, place));
  }

  #addFlows(): void {
    const seen = new Map<string, number>();
    const { flows } = this.#solution;
    const named = flows.map((flow) => {
      const at = seen.get(flow.uri) ?? 0;
      seen.set(flow.uri, at + 1);
      return { flow, at, name: this.#solution.nameOf(flow) };
    });
    named.sort((a, b) => compareText(a.name, b.name));
    for (const { flow, at, name } of named) {
      const found = this.#workspace.source.findingsAt(flow.uri)[at] ?? [];
      const errors = found.filter(({ severity }) => severity === 'error').length;
      const warnings = found.filter(({ severity }) => severity === 'warning').length;
      const severity = errors > 0 ? 'error' : warnings > 0 ? 'warning' : undefined;
      const notes = [
        ...(errors > 0 ? [count(errors, 'error')] : []),
        ...(warnings > 0 ? [count(warnings, 'warning')] : []),
      ];
      const card = {
        ...{ kind: 'flow' as const, key: `flow ${flow.uri} ${at}`, name },
        ...{ what: flow.trigger?.what ?? '', notes: notes.length === 0 ? [] : [notes.join(', ')] },
      };
      this.#flows.set(flow, this.#add(card, severity, { uri: flow.uri }));
    }
  }

  #addConnection(connection: Connection): number {
    const { id, name, logicalName, badges, ownerConflicts, place } = connection;
    const what = logicalName === name ? '' : (logicalName ?? '');
    const severity = severityOf(connection);
    const notes = badges.filter(needsLook).map(({ label }) => label);
    return this.#add(
      {
        ...{ kind: 'connection', key: `connection ${id}`, name, what },
        notes: ownerConflicts.length > 0 ? [...notes, 'sources disagree'] : notes,
      },
      severity,
      place,
    );
  }

  #addConnector({ apiName, name, tier, groups, connections }: Connector): number {
    const isBlocked = groups.some(({ group }) => group === 'blocked');
    return this.#add(
      {
        ...{ kind: 'connector', key: `connector ${apiName}`, name },
        ...{ what: joined(tier, count(connections.length, 'connection')) ?? '' },
        notes: [groupText(groups)].filter((one) => one !== ''),
      },
      isBlocked ? 'error' : undefined,
    );
  }

  #linkOwners(): void {
    const byUri = new Map<string, number[]>();
    for (const [{ uri }, card] of this.#flows) byUri.set(uri, [...(byUri.get(uri) ?? []), card]);
    for (const { principal, roles } of ownerIndex(this.#workspace).holders)
      for (const role of OWNING)
        for (const { subject } of roles.get(role) ?? []) {
          if (subject.solution !== this.#solution || subject.kind !== 'flow') continue;
          for (const card of byUri.get(subject.place?.uri ?? '') ?? [])
            this.#line(this.#owners.get(keyOf(principal)), card, ROLE_WORDS[role].title.toLowerCase());
        }
  }
}

function runs({ kind }: Connection, source: ConnectionUse['source']): [label: string, isOther: boolean] {
  if (kind === 'built-in') return ['sends HTTP requests by itself', false];
  if (source === 'invoker') return ['runs as the person who starts the flow', true];
  return [source === 'embedded' ? "runs as the maker's connection" : 'uses the connection', false];
}
