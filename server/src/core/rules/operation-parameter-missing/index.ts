import { NONE } from '../../json/tree.ts';
import { parameterFaults, titleOf } from '../operationParameters.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';

/** More of them are counted. */
const MOST_NAMED = 2;

export const rule = defineRule({
  meta: {
    id: 'operation-parameter-missing',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A step does not give a parameter that its operation requires',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  for (const { step, operation, node, missing } of parameterFaults(flow).missing) {
    const paths = missing.map((one) => one.path);
    const what = missing.length === 1 ? 'the parameter' : 'the parameters';
    report({
      place: { node: node === NONE ? step.node : node, part: 'key' },
      message: `${stepName(step)} lacks ${what} ${listNames(paths, MOST_NAMED)}, which ${titleOf(operation)} requires.`,
      hint: `Give ${missing.length === 1 ? 'it' : 'each of them'} a value: in the designer ${listNames(
        missing.map((one) => one.title),
        missing.length,
      )}.`,
      why: 'The flow cannot be saved in the designer, and the step fails when it runs.',
    });
  }
}
