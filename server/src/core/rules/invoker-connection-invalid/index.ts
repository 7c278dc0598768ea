import type { ConnectionReference, FlowModel, Step } from '../../flow/model.ts';
import { isConnectorType } from '../../flow/operation.ts';
import { replaceValue } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { runtimeSourceNode, writeSource } from '../connectionSource.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'invoker-connection-invalid',
    category: 'access',
    severity: 'error',
    profile: 'default',
    title: 'A connection is to come from the person who starts the flow, and nobody does',
    fix: 'review',
    kinds: ['connection-of-flow'],
    checklist: {
      point: 'connections',
      one: 'has no connection to run on',
      many: 'have no connection to run on',
    },
  },
  visit: {
    flow({ flow, solution, report }) {
      const trigger = flow.triggers[0];
      if (flow.wrapper !== 'solution' || trigger === undefined || !hasNoUser(trigger)) return;
      for (const connection of flow.connections) {
        if (connection.runtimeSource !== 'invoker' || !isUsed(flow, connection)) continue;
        const name =
          connection.apiName === undefined ? connection.key : connectorNameIn(solution, connection.apiName);
        report({
          place: { node: runtimeSourceNode(flow.tree, connection.node), part: 'value' },
          message: `${stepName(trigger)} starts the flow without a user, who is to bring the connection "${connection.key}" (${name}).`,
          hint: 'Store a connection in the flow ("embedded"), or start the flow from a button or an app.',
          why: 'The steps have no connection to run on.',
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const connection = flow.connections.find(
      (one) => runtimeSourceNode(flow.tree, one.node) === finding.place.node,
    );
    if (connection === undefined) return [];
    return [
      {
        kind: 'connection-of-flow',
        title: `Use the connection stored in the flow for "${connection.key}"`,
        disposition: 'review',
        edits: [...writeSource(flow.tree, connection, 'embedded'), ...authenticationEdits(flow, connection)],
      },
    ];
  },
});

/** Schedules, events and HTTP requests: nobody signs in with a connection. */
function hasNoUser({ lowerType, kind }: Step): boolean {
  if (lowerType === 'request') return kind === 'http';
  return lowerType === 'recurrence' || lowerType === 'slidingwindow' || isConnectorType(lowerType);
}

function usesOf(flow: FlowModel, connection: ConnectionReference): Step[] {
  const key = connection.key.toLowerCase();
  return flow.steps.filter((step) => step.operation?.connectionKey?.toLowerCase() === key);
}

const isUsed = (flow: FlowModel, connection: ConnectionReference): boolean =>
  usesOf(flow, connection).length > 0;

/** Steps on a caller's connection take its key from the request; on a stored one, from the flow. */
function authenticationEdits(flow: FlowModel, connection: ConnectionReference): TextEdit[] {
  const { tree } = flow;
  return usesOf(flow, connection).flatMap((step) => {
    const node = tree.child(step.inputs, 'authentication');
    const value = tree.stringAt(node, 'value') ?? '';
    const fromCaller = node !== NONE && /x-ms-apim-tokens/i.test(value);
    return fromCaller ? replaceValue(tree, node, "@parameters('$authentication')") : [];
  });
}
