import { capitalise } from '../../rules/texts.ts';
import type { ConnectionOverview, FlowOverview, TriggerOverview } from '../../solution/overview/index.ts';
import type { OwnerFact } from '../../solution/owners/index.ts';
import { connectorsOfFlow } from '../../workspace/connections/index.ts';
import type { GatheredFlow, GatheredSolution } from './types.ts';

export interface ConnectorOfFlow {
  readonly name: string;
  readonly apiName: string;
  readonly tier: 'standard' | 'premium' | undefined;
}

export interface ConnectionOfFlow {
  readonly key: string;
  readonly apiName: string | undefined;
  readonly binding: ConnectionOverview['binding'] | 'undeclared';
  readonly logicalName: string | undefined;
  /** Of a flow that is bound to a connection itself. */
  readonly connectionName: string | undefined;
  readonly source: ConnectionOverview['source'];
}

export interface OwnerOfFlow {
  readonly name: string;
  readonly kind: OwnerFact['principal']['kind'];
  readonly form: OwnerFact['principal']['form'];
  readonly role: OwnerFact['role'];
  readonly environment: string | undefined;
  /** For people. */
  readonly source: string;
  readonly file: string;
}

/** One flow of the inventory. Texts are without secrets. */
export interface FlowRow {
  readonly solution: string;
  readonly folder: string;
  readonly name: string;
  readonly id: string | undefined;
  readonly state: GatheredFlow['state'];
  readonly trigger: { readonly name: string; readonly type: string; readonly what: string } | undefined;
  /** Who or what starts it, for people. */
  readonly startedBy: string;
  readonly caller: TriggerOverview['caller'];
  /** All that files tell, the most deliberate first. */
  readonly owners: readonly OwnerOfFlow[];
  readonly connectors: readonly ConnectorOfFlow[];
  readonly connections: readonly ConnectionOfFlow[];
  readonly securedSteps: number;
  readonly steps: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** How many of these the baseline knows. */
  readonly known: number;
  readonly file: string;
}

/** One row a flow, in the order of the solutions and of their flows. */
export function flowRows(solutions: readonly GatheredSolution[]): readonly FlowRow[] {
  return solutions.flatMap((solution) => solution.flows.map((flow) => flowRow(solution, flow)));
}

function flowRow(solution: GatheredSolution, flow: GatheredFlow): FlowRow {
  const { overview, findings } = flow;
  const { mask } = solution;
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  return {
    solution: mask(solution.name),
    folder: solution.folder,
    name: mask(flow.name),
    id: flow.id,
    state: flow.state,
    trigger: overview?.trigger && triggerOf(overview.trigger, mask),
    startedBy: overview === undefined ? '' : startedBy(overview),
    caller: overview?.trigger?.caller,
    owners: (flow.owners?.facts ?? []).map((one) => ownerOf(one, solution)),
    connectors: overview === undefined ? [] : connectorsOfFlow(overview, solution.model),
    connections: (overview?.connections ?? []).map((one) => connectionOf(one, mask)),
    securedSteps: overview?.secured.length ?? 0,
    steps: overview?.steps ?? 0,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    known: findings.filter((one) => one.known === true).length,
    file: mask(flow.file),
  };
}

function triggerOf({ name, type, kind, what }: TriggerOverview, mask: GatheredSolution['mask']) {
  return { name: mask(name), type: kind === '' ? type : `${type} (${kind})`, what: mask(what) };
}

function startedBy({ trigger }: FlowOverview): string {
  if (trigger === undefined) return '';
  if (trigger.who !== undefined) return capitalise(trigger.who);
  if (trigger.type === 'recurrence' || trigger.type === 'slidingwindow') return 'A schedule';
  return trigger.type === 'request' ? 'A request' : 'An event';
}

export function ownerOf(
  { principal, role, environment, source, sourceName }: OwnerFact,
  { mask, fileOf }: Pick<GatheredSolution, 'mask' | 'fileOf'>,
): OwnerOfFlow {
  const { name, kind, form } = principal;
  return { name: mask(name), kind, form, role, environment, source: sourceName, file: fileOf(source.uri) };
}

function connectionOf(one: ConnectionOverview, mask: GatheredSolution['mask']): ConnectionOfFlow {
  return {
    key: mask(one.key),
    apiName: one.apiName,
    binding: one.declared ? one.binding : 'undeclared',
    logicalName: one.logicalName === undefined ? undefined : mask(one.logicalName),
    connectionName: one.connectionName === undefined ? undefined : mask(one.connectionName),
    source: one.source,
  };
}
