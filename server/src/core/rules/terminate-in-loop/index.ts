import type { Step } from '../../flow/model.ts';
import { orderOf } from '../../flow/order.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'terminate-in-loop',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step ends the flow within a loop',
    fix: null,
    checklist: null,
  },
  visit: { action: check },
});

function check({ flow, report }: FlowRuleContext, step: Step): void {
  if (step.lowerType !== 'terminate' || flow.tree.problems.length > 0) return;
  // What is nested far too deep has another problem.
  const loop = orderOf(flow).loopsOf(step).at(-1);
  if (loop === undefined) return;
  report({
    place: { node: step.node, part: 'key' },
    message: `${stepName(step)} ends the flow within the loop ${stepName(loop)}, which the service refuses.`,
    hint: 'Set a variable in the loop, and end the flow behind the loop when it is set.',
    why: 'The flow cannot be saved or turned on, and an import does not tell.',
    related: [{ node: loop.node, part: 'key', message: `The loop ${stepName(loop)}` }],
  });
}
