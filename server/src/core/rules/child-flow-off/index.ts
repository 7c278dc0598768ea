import type { Step } from '../../flow/model.ts';
import { callsOf, identityOfCall, otherCallers } from '../childFlows.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-off',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A flow that is on calls a child flow that is off',
    fix: null,
    checklist: null,
  },
  visit: {
    flow({ document, flow, solution, report }) {
      if (flow.wrapper !== 'solution' || solution?.flowAt(document.uri)?.state !== 'activated') return;
      for (const [id, steps] of callsOf(flow)) {
        const child = solution.flow(id);
        if (child?.state !== 'draft' && child?.state !== 'suspended') continue;
        const callers = steps as readonly [Step, ...Step[]];
        report({
          place: { node: callers[0].node, part: 'key' },
          message: `${stepName(callers[0])} calls "${child.displayName?.value ?? id}", which the solution brings turned off.`,
          hint: 'Turn the child flow on and export again, or turn it on after each import.',
          why: 'This flow is on in the solution, and its run fails at the step while the child flow is off.',
          related: otherCallers(callers),
          key: id,
          identity: identityOfCall(flow, callers),
        });
      }
    },
  },
});
