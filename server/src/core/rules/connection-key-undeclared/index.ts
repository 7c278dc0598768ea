import type { RuleFix } from '../../finding.ts';
import { addConnection } from '../../fixes/flow/connection.ts';
import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import { encodeString } from '../../json/escapes.ts';
import type { SolutionConnectionReference } from '../../solution/index.ts';
import {
  hasConnections,
  type KeyUse,
  ownConnector,
  sameConnector,
  usesByKey,
} from '../../solution/overview/connections.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { declaresReferences, referencesTo } from '../connectionReferences.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-key-undeclared',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A step names a connection that the flow does not have',
    fix: 'review',
    kinds: ['use-connection', 'add-connection'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow, report } = context;
      if (!hasConnections(flow)) return;
      for (const uses of undeclaredUses(flow)) {
        const [first, ...others] = uses;
        if (first === undefined) continue;
        const { step, key, node, start } = first;
        const rest =
          others.length === 0 ? '' : ` and ${others.length} more ${others.length === 1 ? 'step' : 'steps'}`;
        report({
          place: { node, part: { inString: { start, end: start + key.length } } },
          message: `${stepName(step)}${rest} ${others.length === 0 ? 'uses' : 'use'} the connection "${key}", which the flow does not declare.`,
          hint: `Use a connection that the flow has, or add "${key}" to its connectionReferences.`,
          why: 'The flow cannot be turned on.',
          related: others.map((one) => ({
            node: one.node,
            part: { inString: { start: one.start, end: one.start + one.key.length } },
            message: `${stepName(one.step)} uses it, too`,
          })),
          fix: candidates(flow, uses).length > 0 || additions(context, uses).length > 0 ? 'review' : null,
        });
      }
    },
  },
  fixes(context, finding) {
    const { flow } = context;
    const uses = undeclaredUses(flow).find(([first]) => first?.node === finding.place.node);
    const first = uses?.[0];
    if (uses === undefined || first === undefined) return [];
    const own = candidates(flow, uses).map(
      (one): RuleFix => ({
        kind: 'use-connection',
        title: `Use the connection "${one.key}"`,
        disposition: 'review',
        edits: uses.map((use) => rename(flow, use, one.key)),
        note: `The ${uses.length === 1 ? 'step then runs' : 'steps then run'} with that connection. Check that its account may do what ${uses.length === 1 ? 'it does' : 'they do'}.`,
      }),
    );
    if (own.length > 0) return own;
    const connector = connectorOf(flow, uses) ?? '';
    return additions(context, uses).flatMap(({ logicalName: { value } }): RuleFix[] => {
      const edits = addConnection(flow, first.key, connector, value);
      if (edits === undefined) return [];
      return [
        {
          kind: 'add-connection',
          title: `Add "${first.key}", bound to the connection reference "${value}"`,
          disposition: 'review',
          edits,
          note: 'It runs with the connection stored in the flow. Check that its account may do what the steps do.',
        },
      ];
    });
  },
});

/** Uses of each missing key. Keys are compared without case, as the platform compares names elsewhere in a flow. */
function undeclaredUses(flow: FlowModel): readonly (readonly KeyUse[])[] {
  const declared = new Set(flow.connections.map((one) => one.key.toLowerCase()));
  return [...usesByKey(flow)].flatMap(([key, uses]) => (declared.has(key) ? [] : [uses]));
}

/** The connector that all these steps name; undefined when one names another, or none does. */
function connectorOf(flow: FlowModel, uses: readonly KeyUse[]): string | undefined {
  const found = new Set(uses.flatMap(({ step }) => ownConnector(flow.tree, step) ?? []));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function candidates(flow: FlowModel, uses: readonly KeyUse[]): readonly ConnectionReference[] {
  const connector = connectorOf(flow, uses);
  if (connector === undefined) return [];
  return flow.connections
    .filter(({ key, apiName }) => key !== '' && apiName && sameConnector(apiName, connector) === true)
    .slice(0, 4);
}

/** References of the solution that the flow could take up. */
function additions(
  { flow, solution }: FlowRuleContext,
  uses: readonly KeyUse[],
): readonly SolutionConnectionReference[] {
  const connector = connectorOf(flow, uses);
  if (connector === undefined || connector.includes('-') || flow.wrapper !== 'solution') return [];
  // Steps on the connection of whoever starts the flow need another form of entry.
  if (uses.some(({ step }) => flow.tree.isObject(flow.tree.child(step.inputs, 'authentication')))) return [];
  return declaresReferences(solution) ? referencesTo(solution, connector) : [];
}

function rename({ tree }: FlowModel, { node, start, key }: KeyUse, to: string): TextEdit {
  const span = tree.spanInString(node, { start, end: start + key.length });
  return { span, newText: encodeString(to) };
}
