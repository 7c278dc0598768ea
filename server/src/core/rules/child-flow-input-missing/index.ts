import { declaredInputs, inputName, knownCalls, passedInputs } from '../childFlows.ts';
import { unknownInputs } from '../childInputs.ts';
import { defineRule } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-input-missing',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A step does not pass an input that its child flow asks for',
    fix: null,
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      for (const { child, name, steps } of knownCalls(context)) {
        const required = (declaredInputs(child) ?? []).filter((one) => one.required);
        if (required.length === 0) continue;
        for (const step of steps) {
          const body = passedInputs(flow, step);
          if (body === undefined) continue;
          const passed = new Set(flow.tree.children(body).map((one) => flow.tree.key(one)));
          // A name that is near is told as the wrong one.
          const candidates = new Set(unknownInputs(flow, step, child).map(({ near }) => near?.key));
          const missing = required.filter(({ key }) => !passed.has(key) && !candidates.has(key));
          if (missing.length === 0) continue;
          context.report({
            place: { node: step.node, part: 'key' },
            message: `${stepName(step)} does not pass ${listNames(
              missing.map(({ title }) => title),
              2,
            )} to ${name}, which asks for it.`,
            hint: `Pass ${missing.map(inputName).join(', ')}, or make it optional in the trigger of the child flow.`,
            why: 'The child flow refuses a call without a required input, and the step fails.',
          });
        }
      }
    },
  },
});
