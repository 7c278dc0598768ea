import { nearest } from '../../config/nearest.ts';
import type { Fix } from '../../finding.ts';
import { replaceValue } from '../../fixes/jsonEdits.ts';
import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import type { SolutionConnectionReference, SolutionModel } from '../../solution/index.ts';
import {
  declareReference,
  referenceState,
  referencesTo,
  takesNewReferences,
} from '../connectionReferences.ts';
import { connectionName, hasConnections, isCustomConnector } from '../connections.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-reference-undeclared',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A flow names a connection reference that its solution does not declare',
    fix: 'review',
  },
  visit: {
    flow(context) {
      const { flow, solution, report } = context;
      if (solution === undefined || !hasConnections(flow)) return;
      for (const connection of flow.connections) {
        const { logicalName } = connection;
        if (!logicalName || referenceState(solution, logicalName) !== 'undeclared') continue;
        report({
          place: { node: nameNode(flow, connection), part: 'value' },
          message: `${connectionName(connection)} is bound to the connection reference "${logicalName}". The solution does not declare it, and its manifest does not say that it comes from elsewhere. Where it is not there already, the flow cannot be turned on.`,
          hint: 'Add the connection reference to the solution, or bind the flow to one that the solution declares.',
          fix:
            replacements(solution, connection).length > 0 || isDeclarable(context, connection)
              ? 'review'
              : null,
        });
      }
    },
  },
  fixes(context, finding) {
    const { flow, solution } = context;
    const connection = flow.connections.find((one) => nameNode(flow, one) === finding.place.node);
    if (connection?.logicalName === undefined || solution === undefined) return [];
    const { logicalName, apiName } = connection;
    const fixes = replacements(solution, connection).map(
      (one): Fix => ({
        title: `Use the connection reference ${one.logicalName.value}`,
        disposition: 'review',
        edits: replaceValue(flow.tree, finding.place.node, one.logicalName.value),
        note: 'The flow then runs with the connection of that reference. Check that its account may do what the steps do.',
      }),
    );
    if (apiName === undefined || !isDeclarable(context, connection)) return fixes;
    const others = declareReference(solution, apiName, logicalName);
    if (others !== undefined)
      fixes.push({
        title: `Declare the connection reference ${logicalName} in the solution`,
        disposition: 'review',
        edits: [],
        others,
        note: 'Its connection is chosen when the solution is imported.',
      });
    return fixes;
  },
});

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
