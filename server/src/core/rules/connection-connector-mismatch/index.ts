import type { ConnectionReference, Step } from '../../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { normalizeApiName } from '../../platform/connectors.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { hasConnections, keyUse, ownConnector, sameConnector } from '../../solution/overview/connections.ts';
import { declaresReferences } from '../connectionReferences.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-connector-mismatch',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A step or a connection of a flow is bound to a connection for another connector',
    fix: null,
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      if (!hasConnections(flow)) return;
      for (const connection of flow.connections) checkReference(context, connection);
      const byKey = new Map(flow.connections.map((one) => [one.key.toLowerCase(), one]));
      for (const step of flow.steps) {
        const key = step.operation && keyUse(flow, step)?.key;
        const connection = key && byKey.get(key.toLowerCase());
        if (connection) checkStep(context, step, connection);
      }
    },
  },
});

/** The connector that the flow says a connection is for, against the one that the solution says. */
function checkReference(
  { flow, solution, report }: FlowRuleContext,
  { node, key, apiName, logicalName }: ConnectionReference,
): void {
  const declared = declaredConnector(solution, logicalName);
  if (!apiName || declared === undefined || sameConnector(apiName, declared) !== false) return;
  report({
    place: { node: flow.tree.descend(node, 'connection', 'connectionReferenceLogicalName'), part: 'value' },
    message: `The connection "${key}" is for ${wordsFor(solution, apiName, declared)}, and its reference "${logicalName}" for ${wordsFor(solution, declared, apiName)}.`,
    hint: `Bind "${key}" to a connection reference for ${nameOf(solution, apiName)}.`,
    why: `The connection is for ${nameOf(solution, apiName)}, and the reference for ${nameOf(solution, declared)}. ${OFF}`,
  });
}

function checkStep(
  { flow, solution, report }: FlowRuleContext,
  step: Step,
  connection: ConnectionReference,
): void {
  const { tree } = flow;
  const wanted = ownConnector(tree, step);
  const given = connection.apiName || declaredConnector(solution, connection.logicalName);
  if (wanted === undefined || given === undefined || sameConnector(wanted, given) !== false) return;
  report({
    place: { node: connectorNode(tree, step), part: 'value' },
    message: `${stepName(step)} is a step of ${wordsFor(solution, wanted, given)}, and its connection "${connection.key}" is for ${wordsFor(solution, given, wanted)}.`,
    hint: `Give the step a connection for ${nameOf(solution, wanted)}.`,
    why: OFF,
    related: [
      { node: connection.node, part: 'key', message: `The connection is for ${nameOf(solution, given)}` },
    ],
  });
}

function declaredConnector(
  solution: SolutionModel | undefined,
  logicalName: string | undefined,
): string | undefined {
  if (!logicalName || !declaresReferences(solution)) return undefined;
  const id = solution.connectionReference(logicalName)?.connectorId?.value;
  return id === undefined || !/\/apis\/[^/]+$/i.test(id) ? undefined : normalizeApiName(id);
}

function connectorNode(tree: JsonTree, step: Step): NodeId {
  const host = tree.child(step.inputs, 'host');
  const node = tree.child(host, 'apiId');
  return node === NONE ? tree.descend(host, 'api', 'id') : node;
}

const OFF = 'The flow cannot be turned on.';

/** The name for people, where it tells the two apart. */
function wordsFor(solution: SolutionModel | undefined, apiName: string, other: string): string {
  const own = normalizeApiName(apiName);
  const name = connectorNameIn(solution, own);
  return name === connectorNameIn(solution, normalizeApiName(other)) ||
    nameOf(solution, apiName) === `"${name}"`
    ? `"${own}"`
    : name;
}

/** With the name in the file where two connectors have like names for people. */
function nameOf(solution: SolutionModel | undefined, apiName: string): string {
  const own = normalizeApiName(apiName);
  const name = connectorNameIn(solution, own);
  return name === own.replace(/^shared_/, '') ? `"${name}"` : `${name} ("${own}")`;
}
