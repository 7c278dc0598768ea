import { identityOfCall, knownCalls, otherCallers } from '../childFlows.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-trigger',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A step calls a flow whose trigger takes no calls',
    fix: null,
    checklist: null,
  },
  visit: {
    flow(context) {
      for (const { id, child, name, steps } of knownCalls(context)) {
        const { trigger } = child;
        if (trigger === undefined || trigger.type === 'request') continue;
        context.report({
          place: { node: steps[0].node, part: 'key' },
          message: `${stepName(steps[0])} calls ${name}, whose trigger ${stepName(trigger)} takes no calls from other flows.`,
          hint: 'Call a flow that starts with "Manually trigger a flow", or give the child flow that trigger.',
          why: 'A schedule or an event starts the child flow. The service refuses to save or turn on a flow that calls it.',
          related: otherCallers(steps),
          key: id,
          identity: identityOfCall(context.flow, steps),
        });
      }
    },
  },
});
