import { callerOf } from '../../callers/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { isVariableWriter } from '../../platform/secureData.ts';
import { flowFailures } from '../../solution/overview/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'silent-catch',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'What runs after a failure tells nobody, and the run counts as succeeded',
    fix: null,
    // A repaired run-after shows what was meant.
    mayFollowRepair: true,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  if (flow.tree.problems.length > 0 || !isPowerAutomate(flow)) return;
  const { handlers, report: failureReport } = flowFailures(flow);
  const [first, ...others] = handlers;
  if (first === undefined || failureReport !== undefined) return;
  // The parent hears of it, or a variable says later on what has happened.
  if (callerOf(flow)?.kind === 'flow' || handlers.some((handler) => keeps(flow, handler))) return;
  report({
    place: { node: first.node, part: 'key' },
    message: `${stepName(first)} runs after a failure, tells nobody, and lets the run count as succeeded.`,
    hint: 'Let it tell somebody, or end the run as failed with a step "Terminate".',
    why: 'A failure that is handled no longer shows in the list of runs: whoever looks after the flow does not hear of it.',
    related: others.map((step) => ({ node: step.node, part: 'key', message: 'So does this one' })),
  });
}

/** True where a handler, or a step in it, sets a variable: what comes of that is told elsewhere. */
function keeps(flow: FlowModel, handler: Step): boolean {
  const end = flow.tree.after(handler.node);
  return flow.actions.some((step) => isVariableWriter(step) && step.node >= handler.node && step.node < end);
}
