import { type DlpPolicy, groupOf } from '../../config/policy/index.ts';
import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { runtimeSourceNode } from '../connectionSource.ts';
import { usesIn } from '../connectorUses.ts';
import type { FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

/** Tells of connections that came from the caller and are stored in the flow now, and of connectors of another group of a policy. */
export function reportConnections(context: FlowRuleContext, before: FlowModel): void {
  reportEmbedded(context, before);
  for (const policy of context.policy?.dlp ?? []) reportGroup(context, before, policy);
}

function reportEmbedded({ flow, solution, report }: FlowRuleContext, before: FlowModel): void {
  for (const connection of flow.connections) {
    if (connection.runtimeSource !== 'embedded' || !isUsed(flow, connection)) continue;
    if (sameBefore(before, connection)?.runtimeSource !== 'invoker') continue;
    const name =
      connection.apiName === undefined ? '' : ` (${connectorNameIn(solution, connection.apiName)})`;
    report({
      place: { node: runtimeSourceNode(flow.tree, connection.node), part: 'value' },
      message: `The connection "${connection.key}"${name} came from the person who starts the flow, and is stored in the flow now.`,
      hint: 'Let callers bring their own connection, or say in the review what everyone who starts the flow can do with the stored one.',
      why: 'Whoever starts the flow works with the rights of the person whose connection is stored, and no longer with their own.',
    });
  }
}

/** By key; a connection whose key was changed is known by its reference. */
function sameBefore(before: FlowModel, connection: ConnectionReference): ConnectionReference | undefined {
  const { key, apiName, logicalName } = connection;
  const same = before.connections.find(
    (one) => one.key.toLowerCase() === key.toLowerCase() && one.apiName === apiName,
  );
  if (same !== undefined || logicalName === undefined) return same;
  return before.connections.find((one) => one.logicalName?.toLowerCase() === logicalName.toLowerCase());
}

function isUsed(flow: FlowModel, { key }: ConnectionReference): boolean {
  return flow.steps.some((step) => step.operation?.connectionKey?.toLowerCase() === key.toLowerCase());
}

/** A flow that mixes groups, or uses what is blocked, breaks the policy: rule dlp-policy tells that. */
function reportGroup(
  { flow, solution, report }: FlowRuleContext,
  before: FlowModel,
  policy: DlpPolicy,
): void {
  const groupsOf = (uses: ReturnType<typeof usesIn>) =>
    new Set(uses.flatMap((use) => groupOf(policy, use.connector) ?? []));
  const uses = usesIn(flow, solution).filter(({ call }) => call === undefined);
  const [group, ...others] = groupsOf(uses);
  if (group === undefined || others.length > 0 || group === 'blocked') return;
  const older = groupsOf(usesIn(before, solution).filter(({ call }) => call === undefined));
  if (older.size === 0 || older.has(group)) return;
  const first = uses.find((use) => groupOf(policy, use.connector) === group)!;
  const kind = group === 'business' ? 'business data' : 'non-business data';
  report({
    place: { node: first.step.node, part: 'key' },
    message: `${stepName(first.step)} uses ${first.label}, which the policy has for ${kind}; the connectors before were of another group.`,
    hint: 'Check that the data of this flow may go to connectors of this group.',
    why: 'Policies for data loss prevention keep the groups apart so that data of one does not reach the other.',
    key: `group ${policy.name}`,
  });
}
