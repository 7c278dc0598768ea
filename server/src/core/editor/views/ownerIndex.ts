import type { FlowOverview } from '../../solution/overview/index.ts';
import {
  type FlowOwners,
  flowName,
  type OwnerConflict,
  type OwnerFact,
  type OwnerPlace,
  type OwnerRole,
  type Principal,
  principalOf,
  principalsIn,
} from '../../solution/owners/index.ts';
import { compareText } from '../../text/compare.ts';
import type { RowPlace } from './types.ts';
import type { SolutionState, WorkspaceState } from './workspaceState.ts';

/** What somebody owns or may do something with: a flow, or a connection. */
export interface Subject {
  readonly kind: 'flow' | 'connection';
  readonly solution: SolutionState;
  readonly key: string;
  readonly name: string;
  /** The flow's file, or where the connection is declared. */
  readonly place: RowPlace | undefined;
  readonly flowId: string | undefined;
  readonly facts: readonly OwnerFact[];
  readonly conflicts: readonly OwnerConflict[];
  readonly review: FlowOwners['review'];
  /** Where an owner could be recorded; of flows without one. */
  readonly places: readonly OwnerPlace[];
}

export interface Holding {
  readonly subject: Subject;
  /** Of one role and principal; at least one. */
  readonly facts: readonly OwnerFact[];
}

export interface Holder {
  readonly principal: Principal;
  readonly roles: ReadonlyMap<OwnerRole, readonly Holding[]>;
}

/** All subjects of a workspace, and who stands behind them. */
export interface OwnerIndex {
  /** By name. */
  readonly holders: readonly Holder[];
  /** Flows and connections about which files contradict each other. */
  readonly contested: readonly Subject[];
  /** Flows whose owner no file tells. */
  readonly ownerless: readonly Subject[];
}

const indexes = new WeakMap<WorkspaceState, OwnerIndex>();

/** Worked out once for a state of the workspace. */
export function ownerIndex(workspace: WorkspaceState): OwnerIndex {
  let index = indexes.get(workspace);
  if (index === undefined) {
    index = build(workspace);
    indexes.set(workspace, index);
  }
  return index;
}

function build(workspace: WorkspaceState): OwnerIndex {
  const subjects = workspace.solutions
    .flatMap((one) => subjectsOf(one))
    .sort((a, b) => compareText(a.name, b.name));
  const principals = new Map(
    principalsIn(subjects.flatMap((one) => one.facts)).map((one) => [keyOf(one), one]),
  );
  type BySubject = Map<Subject, OwnerFact[]>;
  const roles = new Map<string, Map<OwnerRole, BySubject>>();
  for (const subject of subjects) {
    for (const fact of subject.facts) {
      const byRole = get(roles, keyOf(fact.principal), () => new Map<OwnerRole, BySubject>());
      const bySubject = get(byRole, fact.role, (): BySubject => new Map());
      get(bySubject, subject, (): OwnerFact[] => []).push(fact);
    }
  }
  const holders = [...roles].map(([key, byRole]): Holder => {
    const holdings = [...byRole].map(([role, bySubject]): [OwnerRole, Holding[]] => [
      role,
      [...bySubject].map(([subject, facts]) => ({ subject, facts })),
    ]);
    return { principal: principals.get(key)!, roles: new Map(holdings) };
  });
  return {
    holders: holders.sort((a, b) => compareText(a.principal.name, b.principal.name)),
    contested: subjects.filter((one) => one.conflicts.length > 0),
    ownerless: subjects.filter(
      (one) => one.kind === 'flow' && !one.facts.some((fact) => fact.role === 'owner'),
    ),
  };
}

export function keyOf({ form, id }: Principal): string {
  return `${form} ${id}`;
}

function get<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function subjectsOf(solution: SolutionState): Subject[] {
  const { model, owners } = solution;
  if (model === undefined) return solution.flows.map((flow) => looseFlow(solution, flow));
  const flows = owners.flows.map(
    ({ flow, facts, conflicts, review, places }): Subject => ({
      kind: 'flow',
      solution,
      key: `flow ${solution.id} ${flow.uri ?? flow.id ?? flowName(flow)}`,
      name: flowName(flow),
      place: flow.uri === undefined ? flow.metadata[0] : { uri: flow.uri },
      flowId: flow.id,
      facts,
      conflicts,
      review,
      places,
    }),
  );
  const connections = owners.connections.map(({ connection, facts, conflicts }): Subject => {
    const declared = model.connectionReference(connection);
    return {
      kind: 'connection',
      solution,
      key: `connection ${solution.id} ${connection.toLowerCase()}`,
      name: declared?.displayName?.value || connection,
      place: declared?.logicalName,
      flowId: undefined,
      facts,
      conflicts,
      review: undefined,
      places: [],
    };
  });
  return [...flows, ...connections];
}

/** Of a flow without a solution only its own file tells. */
function looseFlow(solution: SolutionState, flow: FlowOverview): Subject {
  const { uri, flowId } = flow;
  const facts = flow.owners.map(({ role, name, type, span }): OwnerFact => {
    const kind = type?.toLowerCase() === 'serviceprincipal' ? ('service' as const) : undefined;
    return {
      principal: principalOf(name, { kind }),
      role,
      source: { uri, span },
      sourceKind: 'flow',
      sourceName: "the flow's file",
      environment: undefined,
    };
  });
  return {
    kind: 'flow',
    solution,
    key: `flow ${uri} ${flow.trigger?.name ?? ''}`,
    name: flow.name,
    place: { uri },
    flowId,
    facts,
    conflicts: [],
    review: undefined,
    places: [],
  };
}
