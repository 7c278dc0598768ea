import { type Caller, type CallerKind, callerOf } from '../../callers/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { NONE } from '../../json/tree.ts';
import type { FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

/** How many people can start a flow: those that it is shared with, or that its trigger names; the tenant; everyone. */
const REACH: Readonly<Record<CallerKind, number>> = {
  // Whoever sends mail or fills in a form starts no flow by that on its own account: the maker's connection does.
  sender: 0,
  respondent: 0,
  users: 1,
  app: 1,
  button: 1,
  agent: 1,
  flow: 1,
  tenant: 2,
  anyone: 3,
  page: 3,
};

/** Tells of a trigger that lets in more people than before. */
export function reportTrigger({ flow, report }: FlowRuleContext, before: FlowModel): void {
  const [trigger] = flow.triggers;
  const now = callerOf(flow);
  if (trigger === undefined || now === undefined || !isPowerAutomate(flow)) return;
  const was = callerOf(before);
  const reach = was === undefined ? 0 : REACH[was.kind];
  const setting = flow.tree.child(trigger.inputs, 'triggerAuthenticationType');
  if (REACH[now.kind] > reach && REACH[now.kind] >= REACH.tenant) {
    report({
      place: setting === NONE ? { node: trigger.node, part: 'key' } : { node: setting, part: 'value' },
      message: `${stepName(trigger)} lets ${now.who} start the flow; before, ${whoBefore(was)}.`,
      hint: 'Take the change back, or say in the review who is to start the flow and what protects it.',
      why: 'Whoever starts the flow sends it data, and it runs on the connections of the people who made it.',
      confidence: now.confidence,
      key: 'caller',
    });
    return;
  }
  if (now.kind !== 'users' || was?.kind !== 'users') return;
  const known = new Set(allowedUsers(before, before.triggers[0]!));
  const added = [...new Set(allowedUsers(flow, trigger))].filter((one) => !known.has(one));
  if (added.length === 0) return;
  report({
    place: { node: flow.tree.child(trigger.inputs, 'triggerAllowedUsers'), part: 'value' },
    message: `${stepName(trigger)} lets ${added.length} more ${added.length === 1 ? 'user' : 'users'} start the flow than before.`,
    hint: 'Check that each of them is to start the flow.',
    why: 'The flow runs on the connections of the people who made it, whoever starts it.',
    severity: 'info',
    key: 'users',
  });
}

function whoBefore(was: Caller | undefined): string {
  return was === undefined || REACH[was.kind] === 0 ? 'nobody could from outside' : `it was ${was.who}`;
}

/** Addresses and ids without case; a list, or one text with them. */
function allowedUsers({ tree }: FlowModel, trigger: Step): string[] {
  const node = tree.child(trigger.inputs, 'triggerAllowedUsers');
  const texts = tree.isArray(node) ? tree.children(node).map((one) => tree.string(one)) : [tree.string(node)];
  return texts
    .flatMap((text) => text.split(/[,;\s]/))
    .flatMap((one) => (one === '' ? [] : [one.toLowerCase()]));
}
