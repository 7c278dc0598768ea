import { type NameUse, namesOf, type Variable } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { keyOf, quotedName, userName } from '../unknownNames.ts';
import page from './README.md';

export const rule = defineRule({
  page,
  meta: {
    id: 'variable-used-before-initialised',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step uses a variable before it is initialised',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  const names = namesOf(flow);
  if (!names.isComplete) return;
  const { visibility } = names;
  const isTooEarly = ({ step }: NameUse, declared: readonly Variable[]): boolean =>
    step !== undefined &&
    step.role === 'action' &&
    declared.every((one) => !visibility.sees(step, one.step)) &&
    visibility.isKnown(step) &&
    declared.every((one) => visibility.isKnown(one.step));
  for (const use of [...names.uses('variable'), ...names.uses('write')]) {
    const declared = names.variable(use.name);
    const [first] = declared;
    if (first === undefined || !isTooEarly(use, declared)) continue;
    const isOwn = first.step === use.step;
    const verb = use.kind === 'write' ? 'sets' : 'reads';
    const when = isOwn ? 'to initialise it' : `which ${stepName(first.step)} does not initialise before`;
    report({
      place: use.place,
      message: `${userName(flow, use)} ${verb} the variable ${quotedName(first.name)}${isOwn ? ' ' : ', '}${when}.`,
      hint: isOwn
        ? 'Initialise it with another value.'
        : `Let it run after ${stepName(first.step)}, or initialise the variable at the beginning of the flow.`,
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
      key: keyOf(use),
      related: isOwn ? [] : [{ node: first.step.node, part: 'key', message: 'It is initialised here' }],
    });
  }
}
