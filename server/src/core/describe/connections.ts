import { ACTS_AS, type RunsAs, runsAs } from '../editor/hover/connection.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { connectorNameIn } from '../solution/connectorNames.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { requestHost } from '../solution/overview/whatItDoes.ts';
import { compareText } from '../text/compare.ts';
import type { SafeText } from './safeText.ts';
import type { ConnectionDescription, RequestDescription } from './types.ts';

/** Ends of "these run". */
const RUN: Readonly<Record<RunsAs, string>> = {
  maker: 'with the connection that was set up for the flow, whoever starts it',
  starter: 'with the connection of the person who starts the flow',
  modifier: `as ${ACTS_AS.modifier}`,
  rowOwner: `as ${ACTS_AS.rowOwner}`,
  flowOwner: `as ${ACTS_AS.flowOwner}`,
};

/** The connections of a flow by connector, those that no step uses at the end. */
export function describeConnections(
  { flow, solution }: FlowFacts,
  overview: FlowOverview,
  safe: SafeText,
): readonly ConnectionDescription[] {
  const described = overview.connections.map((one): ConnectionDescription => {
    const { key, apiName, declared, logicalName, connectionName, binding, steps } = one;
    const own = flow.connections.find((other) => other.key.toLowerCase() === key.toLowerCase());
    const as = own && runsAs(flow, own);
    const display = logicalName && solution?.connectionReference(logicalName)?.displayName?.value;
    return {
      connector: safe.text(apiName === undefined ? 'A connector' : connectorNameIn(solution, apiName)),
      // What a package names is chosen anew at each import.
      name: safe.text(display || logicalName || (binding === 'connection' && connectionName) || key),
      binding: declared ? binding : 'undeclared',
      runsAs: as && RUN[as],
      steps: steps.map((step) => safe.name(step.name)),
    };
  });
  return together(described).sort(
    (a, b) =>
      Number(a.steps.length === 0) - Number(b.steps.length === 0) ||
      compareText(a.connector, b.connector) ||
      compareText(a.name, b.name),
  );
}

/** Several keys may stand for one connection. */
function together(all: readonly ConnectionDescription[]): ConnectionDescription[] {
  const merged = new Map<string, ConnectionDescription>();
  for (const one of all) {
    const key = JSON.stringify([one.connector, one.name, one.binding, one.runsAs]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? one : { ...known, steps: [...known.steps, ...one.steps] });
  }
  return [...merged.values()];
}

/** The steps that send HTTP requests without a connection, in the order of the file. */
export function describeRequests({ flow }: FlowFacts, safe: SafeText): readonly RequestDescription[] {
  return flow.steps
    .filter(
      ({ lowerType, operation }) =>
        operation === undefined && (lowerType === 'http' || lowerType === 'httpwebhook'),
    )
    .map((step) => {
      const host = requestHost(flow, step);
      return { step: safe.name(step.name), host: host === undefined ? undefined : safe.text(host) };
    });
}
