import { numberOption } from '../numberOption.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';

/** Of some 400 real flows, one in a hundred has more. */
const DEFAULT_MAX = 15;

export const rule = defineRule({
  meta: {
    id: 'large-flow-without-scope',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'A flow has many steps in one row, and no scope puts them in order',
    fix: null,
    options: [
      {
        name: 'max',
        type: 'integer',
        description: `How many steps a flow may have at its top level without a scope; ${DEFAULT_MAX} without it`,
      },
    ],
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, options, report }: FlowRuleContext): void {
  const { steps, node } = flow.topLevel;
  const max = numberOption(options.max, DEFAULT_MAX);
  if (steps.length <= max || flow.tree.problems.length > 0) return;
  if (steps.some((step) => step.lowerType === 'scope')) return;
  // A variable can be initialised at the top level alone.
  const count = steps.filter((step) => step.lowerType !== 'initializevariable').length;
  if (count <= max) return;
  report({
    place: { node, part: 'key' },
    message: `The flow has ${count} steps at its top level, and no scope groups them.`,
    hint: 'Put steps that belong together into a scope, and name it for what they do.',
    why: 'A scope is opened and closed as a whole, stands in the run history as one step, and can have one handler for all failures in it.',
  });
}
