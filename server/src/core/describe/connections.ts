import { ACTS_AS, type RunsAs, runsAs } from '../editor/hover/connection.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { connectorNameIn } from '../solution/connectorNames.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { requestHost } from '../solution/overview/whatItDoes.ts';
import { compareText } from '../text/compare.ts';
import type { Say } from './say.ts';
import type { ConnectionTold, RequestTold } from './types.ts';

/** Ends of "these run". */
const RUN: Readonly<Record<RunsAs, string>> = {
  maker: 'with the connection that was set up for the flow, whoever starts it',
  starter: 'with the connection of the person who starts the flow',
  modifier: `as ${ACTS_AS.modifier}`,
  rowOwner: `as ${ACTS_AS.rowOwner}`,
  flowOwner: `as ${ACTS_AS.flowOwner}`,
};

/** The connections of a flow by connector, those that no step uses at the end. */
export function connectionsTold(
  { flow, solution }: FlowFacts,
  overview: FlowOverview,
  say: Say,
): readonly ConnectionTold[] {
  const told = overview.connections.map((one): ConnectionTold => {
    const { key, apiName, declared, logicalName, connectionName, binding, steps } = one;
    const own = flow.connections.find((other) => other.key.toLowerCase() === key.toLowerCase());
    const as = own && runsAs(flow, own);
    const display = logicalName && solution?.connectionReference(logicalName)?.displayName?.value;
    return {
      connector: say.text(apiName === undefined ? 'A connector' : connectorNameIn(solution, apiName)),
      // What a package names is chosen anew at each import.
      name: say.text(display || logicalName || (binding === 'connection' && connectionName) || key),
      binding: declared ? binding : 'undeclared',
      runsAs: as && RUN[as],
      steps: steps.map((step) => say.name(step.name)),
    };
  });
  return together(told).sort(
    (a, b) =>
      Number(a.steps.length === 0) - Number(b.steps.length === 0) ||
      compareText(a.connector, b.connector) ||
      compareText(a.name, b.name),
  );
}

/** Several keys may stand for one connection. */
function together(all: readonly ConnectionTold[]): ConnectionTold[] {
  const merged = new Map<string, ConnectionTold>();
  for (const one of all) {
    const key = JSON.stringify([one.connector, one.name, one.binding, one.runsAs]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? one : { ...known, steps: [...known.steps, ...one.steps] });
  }
  return [...merged.values()];
}

/** The steps that send HTTP requests without a connection, in the order of the file. */
export function requestsTold({ flow }: FlowFacts, say: Say): readonly RequestTold[] {
  return flow.steps
    .filter(
      ({ lowerType, operation }) =>
        operation === undefined && (lowerType === 'http' || lowerType === 'httpwebhook'),
    )
    .map((step) => {
      const host = requestHost(flow, step);
      return { step: say.name(step.name), host: host === undefined ? undefined : say.text(host) };
    });
}
