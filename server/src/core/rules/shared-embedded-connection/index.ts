import { callerOf } from '../../callers/index.ts';
import type { ConnectionReference, FlowModel, Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { connectorName, normalizeApiName } from '../../platform/connectors.ts';
import { runtimeSourceNode, writeSource } from '../connectionSource.ts';
import { defineRule } from '../rule.ts';
import { listNames } from '../texts.ts';
import { LETS } from './connectors.ts';

export const rule = defineRule({
  meta: {
    id: 'shared-embedded-connection',
    category: 'access',
    severity: 'info',
    profile: 'pedantic',
    title: "Whoever starts the flow works with the maker's connection",
    fix: 'review',
    kinds: ['connection-of-caller'],
    cwe: [441],
    checklist: {
      point: 'connections',
      one: "lets whoever starts the flow work with the maker's connection",
      many: "let whoever starts the flow work with the maker's connection",
    },
  },
  visit: {
    flow(context) {
      const { flow, report } = context;
      const trigger = flow.triggers[0];
      const caller = callerOf(flow);
      // A child flow is started by its parent, which has a caller of its own.
      if (trigger?.lowerType !== 'request' || caller === undefined || caller.kind === 'flow') return;
      if (!isPowerAutomate(flow)) return;
      for (const connection of flow.connections) {
        if (connection.runtimeSource !== 'embedded') continue;
        const lets = LETS.get(normalizeApiName(connection.apiName ?? ''));
        const steps = stepsOf(flow, connection);
        if (lets === undefined || steps.length === 0) continue;
        // Asked for what is told alone: who asks is looked at again with each parent.
        const { parents } = context;
        const fixable = takesInvoker(trigger) && parents.length === 0;
        report({
          place: { node: runtimeSourceNode(flow.tree, connection.node), part: 'value' },
          message: `${listNames(
            steps.map((step) => step.name),
            1,
          )} ${steps.length === 1 ? 'runs' : 'run'} for ${caller.who} on the flow's own connection (${connectorName(connection.apiName!)}).`,
          hint: fixable
            ? 'Let callers bring a connection of their own ("Provided by run-only user"), or use an account that may do no more than the flow needs.'
            : "Use an account that may do no more than the flow needs, and check the caller's input.",
          why: `Callers can ${lets} with the rights of the connection's account, as far as the flow lets them.${fixable ? '' : ` ${whyNot(parents)}`}`,
          related: steps.slice(0, 5).map((step) => ({
            node: step.node,
            part: 'key' as const,
            message: `"${step.name}" runs on this connection`,
          })),
          fix: fixable ? 'review' : null,
        });
      }
    },
  },
  fixes({ flow, parents }, finding) {
    const trigger = flow.triggers[0];
    const connection = flow.connections.find(
      (one) => runtimeSourceNode(flow.tree, one.node) === finding.place.node,
    );
    if (connection === undefined || trigger === undefined || !takesInvoker(trigger)) return [];
    if (parents.length > 0) return [];
    return [
      {
        kind: 'connection-of-caller',
        title: 'Let the person who starts the flow bring the connection',
        disposition: 'review',
        edits: writeSource(flow.tree, connection, 'invoker'),
      },
    ];
  },
});

/** Triggers that a person starts who can have a connection. */
function takesInvoker(trigger: Step): boolean {
  return ['button', 'powerapp', 'powerappv2', 'apiconnection'].includes(trigger.kind);
}

/** A parent has no person who could bring a connection: it could not use the flow until that is set by hand (child-flow-invoker). */
function whyNot([parent]: readonly string[]): string {
  return parent === undefined
    ? 'This trigger does not let them bring a connection of their own.'
    : `The flow "${parent}" calls it as well, and cannot bring a connection.`;
}

function stepsOf(flow: FlowModel, connection: ConnectionReference): Step[] {
  const key = connection.key.toLowerCase();
  return flow.actions.filter((step) => step.operation?.connectionKey?.toLowerCase() === key);
}
