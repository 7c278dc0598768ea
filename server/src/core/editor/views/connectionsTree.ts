import { compareText } from '../../text/compare.ts';
import { count } from '../../text/count.ts';
import { type Connection, type Connector, groupText } from '../../workspace/connections/index.ts';
import { connectionNode, placesOf, severityOf, worst } from './connectionRows.ts';
import { solutionContent } from './solutionRow.ts';
import type { RowContent, ViewNode, ViewOptions } from './types.ts';
import { joined, line, tooltip } from './words.ts';
import type { SolutionState, WorkspaceState } from './workspaceState.ts';

/** Solution, connector, connection reference, flow, step. */
export function connectionsTree(workspace: WorkspaceState, options: ViewOptions): readonly ViewNode[] {
  const nodes = workspace.solutions.flatMap((solution) => solutionNode(workspace, solution, options) ?? []);
  return nodes.length === 1 ? nodes.map((node) => ({ ...node, expanded: true })) : nodes;
}

function solutionNode(
  workspace: WorkspaceState,
  solution: SolutionState,
  options: ViewOptions,
): ViewNode | undefined {
  // The filter alone needs to look closer before anybody opens the solution.
  if (options.onlyProblems === true ? shownIn(solution, options).length === 0 : !hasConnections(solution))
    return undefined;
  const below = (): readonly ViewNode[] => {
    const connectors = shownIn(solution, options);
    if (options.groupByConnector !== false)
      return connectors.map((one) => connectorNode(workspace, solution, one));
    return connectors
      .flatMap((connector) =>
        isBuiltIn(connector)
          ? [{ name: connector.name, node: connectorNode(workspace, solution, connector) }]
          : connector.connections.map((one) => ({
              name: one.name,
              node: connectionNode(workspace, solution, one, connector.name),
            })),
      )
      .sort((a, b) => compareText(a.name, b.name))
      .map((one) => one.node);
  };
  return { key: solution.id, content: () => solutionContent(workspace, solution), below };
}

function hasConnections({ flows, model }: SolutionState): boolean {
  if ((model?.connectionReferences.length ?? 0) > 0) return true;
  return flows.some((one) => one.connections.length > 0 || one.http.length > 0);
}

/** What the filter leaves, by connector. */
function shownIn(solution: SolutionState, { onlyProblems }: ViewOptions): readonly Connector[] {
  if (onlyProblems !== true) return solution.connectors;
  return solution.connectors
    .map((one) => ({ ...one, connections: one.connections.filter((each) => severityOf(each) !== undefined) }))
    .filter((one) => one.connections.length > 0);
}

function connectorNode(workspace: WorkspaceState, solution: SolutionState, connector: Connector): ViewNode {
  const { apiName, connections } = connector;
  const [only] = connections;
  // What needs no connection has no level for it.
  if (only !== undefined && isBuiltIn(connector))
    return { ...connectionNode(workspace, solution, only), content: () => connectorContent(connector) };
  return {
    key: `connector ${apiName}`,
    transparent: true,
    content: () => connectorContent(connector),
    below: () => connections.map((one) => connectionNode(workspace, solution, one)),
    uses: connections.every((one) => one.uses.length === 0)
      ? undefined
      : () => ({ places: connections.flatMap((one) => one.uses.flatMap(placesOf)) }),
  };
}

/** Steps that send HTTP requests by themselves. */
function isBuiltIn({ connections }: Connector): boolean {
  return connections.length === 1 && connections[0]?.kind === 'built-in';
}

function connectorContent({ apiName, name, tier, groups, connections }: Connector): RowContent {
  const group = groupText(groups);
  const blocked = groups.some((one) => one.group === 'blocked');
  const severity = worst([blocked ? 'error' : undefined, ...connections.map(severityOf)]);
  return {
    label: name,
    description: joined(tier, group, countOf(connections)),
    tooltip: tooltip(
      name,
      line('Connector', apiName),
      tier === undefined ? undefined : `Licence: ${tier}`,
      ...groups.map(({ policy, group: one }) =>
        one === undefined ? undefined : line(`Policy group (${GROUPS[one]})`, policy),
      ),
    ),
    icon: apiName === 'http' ? 'globe' : 'plug',
    severity,
    kind: 'connector',
    copy: apiName || undefined,
    what: 'connector',
  };
}

const GROUPS = { business: 'business', nonBusiness: 'non-business', blocked: 'blocked' } as const;

/** How many connections there are to look at. */
function countOf(connections: readonly Connection[]): string {
  const problems = connections.filter((one) => severityOf(one) !== undefined).length;
  const isBuiltInOnly = connections.every((one) => one.kind === 'built-in');
  const shown = isBuiltInOnly ? 'needs no connection' : count(connections.length, 'connection');
  return joined(shown, problems === 0 ? undefined : `${problems} to look at`) ?? '';
}
