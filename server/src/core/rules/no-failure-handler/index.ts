import { callerOf } from '../../callers/index.ts';
import { canHandleFailures, handleFailures } from '../../fixes/flow/handleFailures.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { isLoop, orderOf } from '../../flow/order.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { isVariableWriter } from '../../platform/secureData.ts';
import { effectOfStep } from '../../platform/stepEffects.ts';
import { flowFailures } from '../../solution/overview/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'no-failure-handler',
    category: 'reliability',
    severity: 'info',
    profile: 'team',
    title: 'A flow writes or sends several things, and nothing runs when a step fails',
    fix: 'review',
    kinds: ['handle-failures'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }) {
    const handled = handleFailures(flow);
    if (handled === undefined) return [];
    const { scope, handler, edits } = handled;
    return [
      {
        kind: 'handle-failures',
        title: `Put the steps into a scope ${stepName({ name: scope })}, and what handles their failure into ${stepName({ name: handler })}`,
        disposition: 'review',
        edits,
        note: `${stepName({ name: handler })} lists name, status and error code of the steps that failed, and ends the run as failed. Add a step to it that tells whoever looks after the flow.`,
      },
    ];
  },
});

/** Flows with fewer steps say at a glance what did not happen. */
const FEWEST_STEPS = 4;

function check(context: FlowRuleContext): void {
  const { flow, report } = context;
  const [trigger] = flow.triggers;
  if (trigger === undefined || flow.tree.problems.length > 0) return;
  // Workflows of Logic Apps are watched from outside, by settings that are not in the file.
  if (flow.actions.length < FEWEST_STEPS || !isPowerAutomate(flow)) return;
  if (flow.actions.some(({ lowerType }) => lowerType === 'response')) return;
  const writing = flow.actions.filter((step) => effectOfStep(flow, step) === 'writes');
  const [first] = writing;
  if (first === undefined || !mayStopHalfway(flow, writing)) return;
  if (flowFailures(flow).handlers.some((handler) => hasEffect(flow, handler))) return;
  // Whoever called sees that the call failed. Asked last: who asks is looked at again with each parent.
  if (callerOf(flow)?.kind === 'flow' || context.parents.length > 0) return;
  const others = writing.length - 1;
  const more = ['', ' or another step'][others] ?? ` or one of ${others} other steps`;
  report({
    place: { node: trigger.node, part: 'key' },
    message: `When ${stepName(first)}${more} fails, nothing in the flow handles it, and nobody is told.`,
    hint: 'Put the steps into a scope, and behind it one that runs when it has failed or timed out and that tells somebody.',
    why: 'A failed step leaves half of the work done. Owners hear of it in a mail of the platform days later, if at all.',
    related: [{ node: first.node, part: 'key', message: 'It changes something outside of the flow' }],
    fix: canHandleFailures(flow) ? 'review' : null,
  });
}

/** Something was written when a later step fails: several steps write, or one does in a loop. */
function mayStopHalfway(flow: FlowModel, writing: readonly Step[]): boolean {
  if (writing.length > 1) return true;
  return orderOf(flow).loopsOf(writing[0]!).some(isLoop);
}

/** False for a step that only sets a variable which nothing reads. */
function hasEffect(flow: FlowModel, handler: Step): boolean {
  if (!isVariableWriter(handler)) return true;
  const name = flow.tree.stringAt(handler.inputs, 'name')?.toLowerCase();
  return namesOf(flow)
    .uses('variable')
    .some((use) => use.name.toLowerCase() === name);
}
