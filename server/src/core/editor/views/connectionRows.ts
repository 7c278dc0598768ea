import type { Effect, FlowOverview, StepOverview } from '../../solution/overview/index.ts';
import type { OwnerFact } from '../../solution/owners/index.ts';
import { count } from '../../text/count.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type {
  Badge,
  BadgeKind,
  Connection,
  ConnectionKind,
  ConnectionMapping,
  ConnectionUse,
} from '../../workspace/connections/index.ts';
import { keyOf } from './ownerIndex.ts';
import { factContent, factKey, principalIcon, principalName } from './ownerRows.ts';
import { callers } from './solutionRow.ts';
import type { RowContent, RowPlace, RowSeverity, Uses, ViewNode } from './types.ts';
import { joined, line, plain, short, stepTitle, tooltip } from './words.ts';
import type { SolutionState, WorkspaceState } from './workspaceState.ts';

/** What needs a look, and how badly; the others only tell how things are. As severe as the rules that speak of them. */
const SEVERITIES: Readonly<Record<BadgeKind, RowSeverity | undefined>> = {
  undeclared: 'error',
  direct: 'warning',
  unbound: 'warning',
  unused: 'info',
  duplicate: 'info',
  elsewhere: undefined,
  embedded: undefined,
  invoker: undefined,
};

const ICONS: Readonly<Record<ConnectionKind, string>> = {
  reference: 'link',
  connection: 'link',
  package: 'link',
  caller: 'account',
  nothing: 'debug-disconnect',
  missing: 'debug-disconnect',
  'built-in': 'globe',
};

const RANK = ['error', 'warning', 'info'] as const;

/** Of the others a badge only tells how things are. */
export const needsLook = ({ kind }: Badge): boolean => SEVERITIES[kind] !== undefined;

/** How badly a connection needs a look; undefined when it does not. */
export function severityOf({ badges, ownerConflicts }: Connection): RowSeverity | undefined {
  const all = badges.map((one) => SEVERITIES[one.kind]);
  if (ownerConflicts.length > 0) all.push('warning');
  return worst(all);
}

export function worst(all: readonly (RowSeverity | undefined)[]): RowSeverity | undefined {
  return RANK.find((one) => all.includes(one));
}

/** `connector`: its name, where no level above tells it. */
export function connectionNode(
  workspace: WorkspaceState,
  solution: SolutionState,
  connection: Connection,
  connector?: string,
): ViewNode {
  const { id, settings, uses } = connection;
  const owners = ownersOf(connection);
  const below = (): ViewNode[] => [
    ...owners.map((one) => ownerNode(workspace, connection, one)),
    ...useNodes(workspace, solution, connection),
    ...settings.map((one) => settingNode(workspace, one)),
  ];
  const isLeaf = uses.length === 0 && settings.length === 0 && owners.length === 0;
  const hasUses = uses.length > 0 || settings.length > 0;
  return {
    key: id,
    content: () => connectionContent(workspace, connection, connector),
    below: isLeaf ? undefined : below,
    uses: hasUses ? () => usesOf(connection) : undefined,
  };
}

function usesOf({ uses, settings, logicalName: name, place: { uri } }: Connection): Uses {
  if (name !== undefined) return { named: { kind: 'connectionReference', name }, uri };
  return { places: [...uses.flatMap(placesOf), ...settings.map((one) => one.place)] };
}

/** Owners by principal. What a pipeline fills in is told by the settings. */
function ownersOf({ owners }: Connection): OwnerFact[][] {
  const byPrincipal = new Map<string, OwnerFact[]>();
  for (const fact of owners) {
    if (fact.principal.form === 'token') continue;
    const key = keyOf(fact.principal);
    pushTo(byPrincipal, key, fact);
  }
  return [...byPrincipal.values()];
}

function ownerNode(
  workspace: WorkspaceState,
  { ownerConflicts }: Connection,
  facts: readonly OwnerFact[],
): ViewNode {
  const [first] = facts as readonly [OwnerFact];
  const contested = new Set(ownerConflicts.flatMap((one) => one.facts));
  const isContested = facts.some((one) => contested.has(one));
  return {
    key: `owner ${keyOf(first.principal)}`,
    content: () => ({
      ...factContent(workspace, first, isContested),
      label: principalName(first.principal),
      description: joined(
        'owns the connection',
        isContested ? 'other sources differ' : undefined,
        facts.length === 1
          ? workspace.lineText(first.sourceName, first.source)
          : count(facts.length, 'source'),
      ),
      icon: isContested ? 'warning' : principalIcon(first.principal),
    }),
    below:
      facts.length === 1
        ? undefined
        : () =>
            facts.map((fact) => ({
              key: factKey(fact),
              content: () => factContent(workspace, fact, contested.has(fact)),
            })),
  };
}

/** Where a flow names the connection, and the steps that use it. */
export function placesOf(use: ConnectionUse): RowPlace[] {
  const steps = use.steps.map((step): RowPlace => ({ uri: use.flow.uri, span: step.span }));
  // What needs no connection has the first step for its place.
  return use.key === '' ? steps : [use.namePlace ?? use.place, ...steps];
}

function connectionContent(
  workspace: WorkspaceState,
  connection: Connection,
  connector: string | undefined,
): RowContent {
  const { kind, name, logicalName, badges, settings, declarations, place } = connection;
  const owners = ownersOf(connection).flat();
  const severity = severityOf(connection);
  const ordered = [...badges.filter(needsLook), ...badges.filter((one) => !needsLook(one))];
  const own = logicalName === name ? undefined : logicalName;
  return {
    label: short(name),
    description: joined(
      connector,
      ...ordered.map((one) => one.label),
      connection.ownerConflicts.length > 0 ? 'sources disagree' : undefined,
      own,
    ),
    tooltip: tooltip(
      name,
      line('Logical name', logicalName),
      ...ordered.map((one) => `${plain(sentence(one.label))}: ${plain(one.tip)}`),
      ...owners.map((one) =>
        line(
          'Owner of the connection',
          `${one.principal.name} (${workspace.lineText(one.sourceName, one.source)})`,
        ),
      ),
      ...settings.map((one) => line(`Settings (${STATES[one.state]})`, one.fileName)),
      declarations.length > 1 ? `Declared ${declarations.length} times.` : undefined,
      useWords(connection),
    ),
    icon: severity === undefined ? ICONS[kind] : severity,
    severity,
    place: place.uri === '' ? undefined : place,
    kind: 'reference',
    copy: logicalName,
    what: kind === 'reference' ? 'connection reference' : undefined,
  };
}

function useWords({ uses }: Connection): string {
  const flows = new Set(uses.map((one) => one.flow)).size;
  const steps = uses.reduce((sum, one) => sum + one.steps.length, 0);
  return flows === 0 ? 'In no flow.' : `In ${count(flows, 'flow')}, ${count(steps, 'step')}.`;
}

const STATES: Readonly<Record<ConnectionMapping['state'], string>> = {
  mapped: 'mapped',
  token: 'filled in by the pipeline',
  empty: 'no connection set',
};

function settingNode(
  workspace: WorkspaceState,
  { fileName, place, state, owner }: ConnectionMapping,
): ViewNode {
  return {
    key: `setting ${place.uri}`,
    content: () => ({
      label: fileName,
      description: STATES[state],
      tooltip: tooltip(
        fileName,
        `Deployment settings: ${STATES[state]}.`,
        line('Owner of the connection', owner),
        line('File', workspace.lineText(workspace.source.pathOf(place.uri), place)),
      ),
      icon: 'settings-gear',
      place,
      kind: 'setting',
      what: 'deployment settings',
    }),
  };
}

/** What the flows of one connection have in common, so that a row tells only how it differs. */
interface UseContext {
  readonly connection: Connection;
  /** Flows with several keys for the connection. */
  readonly repeated: ReadonlySet<FlowOverview>;
  /** It does not run alike in all flows. */
  readonly isMixed: boolean;
}

function useNodes(workspace: WorkspaceState, solution: SolutionState, connection: Connection): ViewNode[] {
  const { uses } = connection;
  const seen = new Set<FlowOverview>();
  const repeated = new Set<FlowOverview>();
  for (const { flow } of uses) (seen.has(flow) ? repeated : seen).add(flow);
  const isMixed = new Set(uses.map((one) => one.source)).size > 1;
  return uses.map((use) => useNode(workspace, solution, use, { connection, repeated, isMixed }));
}

function useNode(
  workspace: WorkspaceState,
  solution: SolutionState,
  use: ConnectionUse,
  { connection, repeated, isMixed }: UseContext,
): ViewNode {
  const { flow, flowName, key, steps } = use;
  const [declaration] = connection.declarations;
  return {
    key: `flow ${flow.uri} ${key}`,
    content: () => ({
      label: short(flowName),
      description: joined(
        steps.length === 0 ? 'in no step' : count(steps.length, 'step'),
        isMixed ? RUNS[use.source ?? 'unknown'] : undefined,
        repeated.has(flow) ? key : undefined,
        solution.pathIfLoose(flow),
      ),
      tooltip: tooltip(
        flowName,
        line('Key in the flow', key),
        line('File', workspace.source.pathOf(flow.uri)),
      ),
      icon: 'zap',
      place: use.place,
      kind: 'flow',
      copy: flow.flowId,
      declaration,
      flow: flow.uri,
      what: 'flow',
    }),
    below: steps.length === 0 ? undefined : () => steps.map((step) => stepNode(use, step, connection.kind)),
    uses: callers(workspace, flow),
  };
}

const RUNS = { embedded: "maker's connection", invoker: "starter's connection", unknown: '' } as const;

const EFFECT_ICONS: Readonly<Record<Effect, string>> = {
  reads: 'eye',
  writes: 'edit',
  unknown: 'symbol-method',
};

function stepNode({ flow, place, key }: ConnectionUse, step: StepOverview, kind: ConnectionKind): ViewNode {
  const { name, what, effect, role, operationId, span } = step;
  const title = stepTitle(name);
  return {
    key: `${role} ${name}`,
    content: () => ({
      label: short(title),
      description: joined(
        role === 'trigger' ? 'trigger' : undefined,
        what.toLowerCase() === title.toLowerCase() ? undefined : short(what),
        effect === 'unknown' || role === 'trigger' ? undefined : effect,
      ),
      tooltip: tooltip(title, plain(what), line('Operation', operationId)),
      icon: role === 'trigger' ? 'symbol-event' : EFFECT_ICONS[effect],
      place: { uri: flow.uri, span },
      kind: 'step',
      copy: name,
      // A key that is not declared has none.
      declaration: key === '' || kind === 'missing' ? undefined : place,
      flow: flow.uri,
      what: 'step',
    }),
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
