import { nearest } from '../../config/nearest.ts';
import type { NodePlace, RuleFix } from '../../finding.ts';
import { type FlowPart, fixAcross, inFlows } from '../../fixes/literal/otherFlows.ts';
import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import { replaceValue } from '../../json/edits.ts';
import type { NodeId } from '../../json/tree.ts';
import type { SolutionConnectionReference, SolutionModel } from '../../solution/index.ts';
import { connectionName, hasConnections, isCustomConnector } from '../../solution/overview/connections.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import {
  declareReference,
  referenceState,
  referencesTo,
  takesNewReferences,
} from '../connectionReferences.ts';
import { defineRule, type FlowRuleContext, type PlaceReport, type SharedReport } from '../rule.ts';
import { FLOW_COMPONENT, isListed } from '../solutionComponents.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-reference-undeclared',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A flow names a connection reference that its solution does not declare',
    fix: 'review',
    kinds: ['use-reference', 'declare-reference'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { document, flow, solution } = context;
      if (solution === undefined || !hasConnections(flow) || isLeftOver(solution, document.uri)) return;
      const found = new Map<string, Found[]>();
      for (const connection of flow.connections) {
        const { logicalName } = connection;
        if (!logicalName || referenceState(solution, logicalName) !== 'undeclared') continue;
        const key = logicalName.toLowerCase();
        const place = { node: nameNode(flow, connection), part: 'value' } as const;
        const label = `${connectionName(connection, solution)} is bound to it as well.`;
        found.set(key, [...(found.get(key) ?? []), { place, label, connection }]);
      }
      for (const [key, places] of found)
        context.reportTogether(places, (some) => describe(context, solution, key, some));
    },
  },
  fixes(context, finding) {
    const { flow, solution, otherFlows } = context;
    const connections = finding.data as readonly ConnectionReference[];
    const [connection] = connections;
    if (connection?.logicalName === undefined || solution === undefined) return [];
    const { logicalName, apiName } = connection;
    const holders = (otherFlows?.overviews ?? []).filter(
      (one) => names(one, logicalName) && !isLeftOver(solution, one.uri),
    );
    const fixes = replacements(solution, connection).flatMap((one) => {
      const name = one.logicalName.value;
      const title = `Use the connection reference "${name}"`;
      const edits = connections.flatMap((own) => replaceValue(flow.tree, nameNode(flow, own), name));
      const everywhere =
        otherFlows &&
        fixAcross({
          ...{
            kind: 'use-reference',
            subject: logicalName,
            solution,
            note: ACCOUNT,
            otherFlows,
            holders,
            needsOther: true,
          },
          title: `${title} ${inFlows(holders.length + 1)}`,
          subject: `${logicalName} ${name}`,
          own: { flow, edits },
          part: ({ flow: other }) => renamed(other, logicalName, name),
          left: (left) => `It leaves ${left}, which cannot be changed.`,
        });
      const here: RuleFix = {
        kind: 'use-reference',
        title: holders.length > 0 ? `${title} in this flow` : title,
        ...{ disposition: 'review', edits, note: ACCOUNT, places: connections.map((_, index) => index) },
      };
      return everywhere === undefined ? [here] : [everywhere, here];
    });
    if (apiName === undefined || !isDeclarable(context, connection)) return fixes;
    const others = declareReference(solution, apiName, logicalName);
    if (others !== undefined)
      fixes.push({
        kind: 'declare-reference',
        title: `Declare the connection reference "${logicalName}" in the solution`,
        disposition: 'review',
        edits: [],
        others,
        note: 'Its connection is chosen when the solution is imported.',
      });
    return fixes;
  },
});

const ACCOUNT =
  'The flow then runs with the connection of that reference. Check that its account may do what the steps do.';

interface Found extends PlaceReport<NodePlace> {
  readonly connection: ConnectionReference;
}

/** A flow that its manifest does not list goes nowhere with the solution, and asks nothing of its references. */
function isLeftOver(solution: SolutionModel, uri: string): boolean {
  if (solution.unknown.has('rootComponents')) return false;
  // Who lists no flow at all may list them elsewhere.
  if (!solution.rootComponents.some(({ type }) => type === FLOW_COMPONENT)) return false;
  const id = solution.flowAt(uri)?.id;
  return id !== undefined && !isListed(solution, FLOW_COMPONENT, id);
}

function describe(
  context: FlowRuleContext,
  solution: SolutionModel,
  key: string,
  found: readonly Found[],
): SharedReport {
  const [{ connection }] = found as [Found, ...Found[]];
  const isRepairable = replacements(solution, connection).length > 0 || isDeclarable(context, connection);
  return {
    message: `The solution does not declare the connection reference "${connection.logicalName}" of ${connectionName(connection, solution)}.`,
    hint: 'Add the connection reference to the solution, or bind the flows to one that the solution declares.',
    why: 'Its manifest does not say that the reference comes from elsewhere. Where it is not there already, the flow cannot be turned on.',
    fix: isRepairable ? 'review' : null,
    cause: { key, label: 'This flow is bound to it as well.' },
    data: found.map((one) => one.connection),
  };
}

function names({ connections }: FlowOverview, logicalName: string): boolean {
  const lower = logicalName.toLowerCase();
  return connections.some((one) => one.logicalName?.toLowerCase() === lower);
}

function renamed(flow: FlowModel, from: string, to: string): FlowPart | 'nothing' {
  const lower = from.toLowerCase();
  const edits = flow.connections
    .filter(({ logicalName }) => logicalName?.toLowerCase() === lower)
    .flatMap((one) => replaceValue(flow.tree, nameNode(flow, one), to));
  return edits.length === 0 ? 'nothing' : { edits };
}

function nameNode({ tree }: FlowModel, { node }: ConnectionReference): NodeId {
  return tree.descend(node, 'connection', 'connectionReferenceLogicalName');
}

/** Declared references to the same connector, the one that the name most likely meant first. */
function replacements(
  solution: SolutionModel,
  { apiName, logicalName = '' }: ConnectionReference,
): readonly SolutionConnectionReference[] {
  const declared = referencesTo(solution, apiName);
  const best = nearest(
    logicalName,
    declared.map((one) => one.logicalName.value),
  );
  return [...declared].sort(
    (a, b) => Number(b.logicalName.value === best) - Number(a.logicalName.value === best),
  );
}

function isDeclarable({ flow, solution }: FlowRuleContext, connection: ConnectionReference): boolean {
  const { apiName, logicalName = '' } = connection;
  if (solution === undefined || apiName === undefined || logicalName.length > 100) return false;
  return !isCustomConnector(flow.tree, connection) && takesNewReferences(solution);
}
