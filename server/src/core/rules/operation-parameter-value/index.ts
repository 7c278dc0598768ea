import { replaceValue } from '../../json/edits.ts';
import { parameterFaults, titleOf, type WrongValue } from '../operationParameters.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

/** Values named in the hint, and in the reason where these are not all. */
const FEW = 4;
const MANY = 20;

export const rule = defineRule({
  meta: {
    id: 'operation-parameter-value',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A step gives a parameter a value that its operation does not take',
    fix: 'review',
    kinds: ['correct-parameter-value'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: ({ flow: { tree } }, { data }) => {
    const { node, value, near } = data as WrongValue;
    if (near === undefined) return [];
    return [
      {
        kind: 'correct-parameter-value',
        title: `Write ${quotedName(near)} in place of ${quotedName(value)}`,
        disposition: 'review',
        edits: replaceValue(tree, node, near),
      },
    ];
  },
});

function check({ flow, report }: FlowRuleContext): void {
  for (const fault of parameterFaults(flow).values) {
    const { step, operation, node, value, parameter, near } = fault;
    // A value that is like none of them may be anything, and the place shows it.
    const given = near === undefined ? 'a value' : quotedName(value);
    const { values } = parameter;
    const taken = `The operation takes ${listNames(values, FEW)}.`;
    const all = values.length > FEW ? ` It takes ${listNames(values, MANY)}.` : '';
    report({
      place: { node, part: 'value' },
      message: `${stepName(step)} sets ${quotedName(parameter.path)} to ${given}, which ${titleOf(operation)} does not take.`,
      hint: near === undefined ? taken : `Perhaps ${quotedName(near)} is meant. ${taken}`,
      why: `The connector refuses the value, and the step fails when it runs.${all}`,
      fix: near === undefined ? null : 'review',
      data: fault,
    });
  }
}
