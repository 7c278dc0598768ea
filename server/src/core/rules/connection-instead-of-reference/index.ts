import type { RuleFix } from '../../finding.ts';
import { fixAcross, inFlows } from '../../fixes/literal/otherFlows.ts';
import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import { addProperties, replaceValue } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import { uniqueLogicalName } from '../../solution/index.ts';
import {
  connectionName,
  hasConnections,
  isCustomConnector,
  isUnused,
} from '../../solution/overview/connections.ts';
import type { ConnectionOverview } from '../../solution/overview/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import {
  declareReference,
  declaresReferences,
  referencesTo,
  takesNewReferences,
} from '../connectionReferences.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-instead-of-reference',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A flow is bound to a connection, not to a connection reference',
    fix: 'review',
    kinds: ['use-reference', 'declare-reference'],
    checklist: {
      point: 'connections',
      one: 'is bound to one connection, not to a reference',
      many: 'are bound to one connection, not to a reference',
    },
  },
  visit: {
    flow(context) {
      const { flow, solution, report } = context;
      if (flow.wrapper !== 'solution' || !declaresReferences(solution) || !hasConnections(flow)) return;
      for (const connection of flow.connections) {
        const binding = bindingOf(flow, connection);
        if (binding === undefined || isUnused(flow, connection)) continue;
        report({
          place: { node: connection.node, part: 'key' },
          message:
            binding === 'connection'
              ? `${connectionName(connection, solution)} is bound to one connection, not to a connection reference.`
              : `${connectionName(connection, solution)} is bound to no connection reference.`,
          hint: 'Bind it to a connection reference of the solution: whoever imports it then chooses the connection once, for all flows.',
          why: consequence(binding),
          fix: isRepairable(context, connection) ? 'review' : null,
        });
      }
    },
  },
  fixes(context, finding) {
    const { flow, solution } = context;
    const connection = flow.connections.find((one) => one.node === finding.place.node);
    if (connection?.apiName === undefined || solution === undefined) return [];
    const { key, apiName } = connection;
    const declared = referencesTo(solution, apiName);
    if (declared.length > 0) {
      return declared.flatMap(({ logicalName: { value } }) => {
        const here: RuleFix = {
          kind: 'use-reference',
          title: `Bind "${key}" to the connection reference "${value}"`,
          disposition: 'review',
          edits: bind(flow, connection, value),
          note: 'The flow then runs with the connection of that reference. Check that its account may do what the steps do.',
        };
        return [here, ...inAllFlows(context, apiName, value, here, `Bind to "${value}"`)];
      });
    }
    if (!isRepairable(context, connection)) return [];
    const logicalName = uniqueLogicalName(solution, apiName);
    const others = declareReference(solution, apiName, logicalName);
    if (others === undefined) return [];
    const here: RuleFix = {
      kind: 'declare-reference',
      title: `Declare a connection reference for "${key}" and bind to it`,
      disposition: 'review',
      edits: bind(flow, connection, logicalName),
      others,
      note: `The new reference is ${logicalName}. Its connection is chosen when the solution is imported.`,
    };
    return [here, ...inAllFlows(context, apiName, logicalName, here, 'Declare and bind')];
  },
});

function consequence(binding: 'connection' | 'nothing'): string {
  return binding === 'connection'
    ? 'In another environment that connection is not there, and the flow does not turn on.'
    : 'Without, somebody has to open the flow after every import and choose a connection before it can be turned on.';
}

/** The same for every connection to the connector, in this flow and in the others of the solution. */
function inAllFlows(
  { flow, solution, otherFlows }: FlowRuleContext,
  apiName: string,
  logicalName: string,
  { kind, note = '', others }: RuleFix,
  title: string,
): readonly RuleFix[] {
  if (solution === undefined || otherFlows === undefined) return [];
  const bindAll = (one: FlowModel): TextEdit[] =>
    unbound(one, apiName).flatMap((connection) => bind(one, connection, logicalName));
  const holders = otherFlows.overviews.filter(
    ({ wrapper, connections }) =>
      wrapper === 'solution' && connections.some((one) => one.declared && isUnbound(one, apiName)),
  );
  const fix = fixAcross({
    ...{ kind, solution, note, otherFlows, holders, needsOther: true, widens: true },
    subject: `${apiName} ${logicalName}`,
    title: `${title} ${inFlows(holders.length + 1)}`,
    own: { flow, edits: bindAll(flow) },
    shared: others === undefined ? undefined : () => others,
    part({ flow: other }) {
      const edits = bindAll(other);
      return edits.length === 0 ? 'nothing' : { edits };
    },
    left: (names) => `It leaves ${names}, which cannot be changed.`,
  });
  return fix === undefined ? [] : [fix];
}

/** As `unbound`, as far as the overview of a flow tells. */
function isUnbound({ binding, source, unused, apiName }: ConnectionOverview, wanted: string): boolean {
  if (unused || apiName !== wanted) return false;
  return binding === 'connection' || (binding === 'nothing' && source !== 'invoker');
}

/** Connections to a connector that this rule finds. */
function unbound(flow: FlowModel, apiName: string): readonly ConnectionReference[] {
  return flow.connections.filter(
    (one) => one.apiName === apiName && bindingOf(flow, one) !== undefined && !isUnused(flow, one),
  );
}

/** Undefined when it is bound to a reference, needs none, or has a form that nobody knows. */
function bindingOf(flow: FlowModel, connection: ConnectionReference): 'connection' | 'nothing' | undefined {
  const { tree } = flow;
  const { node, logicalName, runtimeSource } = connection;
  if (logicalName || !tree.isObject(node)) return undefined;
  const own = tree.child(node, 'connection');
  const name =
    tree.stringAt(node, 'connectionName') ?? tree.stringAt(own, 'name') ?? tree.stringAt(own, 'id');
  if (name) return 'connection';
  // Whoever starts the flow brings the connection.
  if (runtimeSource === 'invoker') return undefined;
  const isKnown = own === NONE ? runtimeSource !== undefined : tree.isObject(own);
  return isKnown && connection.apiName !== undefined ? 'nothing' : undefined;
}

function isRepairable({ flow, solution }: FlowRuleContext, connection: ConnectionReference): boolean {
  const { apiName } = connection;
  if (solution === undefined || apiName === undefined) return false;
  if (referencesTo(solution, apiName).length > 0) return true;
  return !isCustomConnector(flow.tree, connection) && takesNewReferences(solution);
}

function bind(flow: FlowModel, { node, apiName }: ConnectionReference, logicalName: string): TextEdit[] {
  const { tree } = flow;
  const connection = { connectionReferenceLogicalName: logicalName };
  const own = tree.child(node, 'connection');
  if (tree.isObject(own)) {
    const isEmpty = tree.children(own).length === 0;
    return isEmpty
      ? addProperties(tree, own, Object.entries(connection))
      : replaceValue(tree, own, connection);
  }
  if (tree.child(node, 'api') !== NONE) return addProperties(tree, node, [['connection', connection]]);
  // The form of packages, with the connector in `id`.
  const runtimeSource = (tree.stringAt(node, 'source') ?? 'embedded').toLowerCase();
  return replaceValue(tree, node, { runtimeSource, connection, api: { name: apiName } });
}
