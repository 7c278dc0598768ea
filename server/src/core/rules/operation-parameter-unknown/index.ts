import { encodeString } from '../../json/escapes.ts';
import { parameterFaults, titleOf, type UnknownParameter } from '../operationParameters.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'operation-parameter-unknown',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A step gives a parameter that its operation does not have',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: ({ flow: { tree } }, { data }) => {
    const { node, key, near } = data as UnknownParameter;
    if (near === undefined) return [];
    return [
      {
        kind: 'correct-name',
        title: `Name ${quotedName(near)} in place of ${quotedName(key)}`,
        disposition: 'review',
        edits: [{ span: tree.keySpan(node), newText: `"${encodeString(near)}"` }],
      },
    ];
  },
});

function check({ flow, report }: FlowRuleContext): void {
  for (const fault of parameterFaults(flow).unknown) {
    const { step, operation, node, key, near, mayBeNewer } = fault;
    const otherwise =
      'Open the step in the designer, which shows what the operation takes, or remove the parameter.';
    const gives = `${stepName(step)} gives the parameter ${quotedName(key)}`;
    if (mayBeNewer) {
      report({
        place: { node, part: 'key' },
        severity: 'info',
        message: `${gives}, which ${titleOf(operation)} did not have when it was described.`,
        hint: `The connector may have got it since. ${otherwise}`,
        why: 'The connector does not get the value where it has no such parameter, and the flow may be refused when it is saved or imported.',
        fix: null,
        data: fault,
      });
      continue;
    }
    report({
      place: { node, part: 'key' },
      message: `${gives}, which ${titleOf(operation)} does not have.`,
      hint: near === undefined ? otherwise : `Perhaps ${quotedName(near)} is meant. ${otherwise}`,
      why: 'The connector does not get the value, and the flow may be refused when it is saved or imported.',
      fix: near === undefined ? null : 'review',
      data: fault,
    });
  }
}
