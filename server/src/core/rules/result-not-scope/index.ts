import type { Step } from '../../flow/model.ts';
import { type FlowNames, type NameUse, namesOf } from '../../flow/names/index.ts';
import { isResultOfNone } from '../results.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { keyOf, userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'result-not-scope',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression asks for the results of a step that holds no steps',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  const names = namesOf(flow);
  if (!names.isComplete) return;
  for (const use of names.uses('step')) {
    if (use.reference?.function !== 'result') continue;
    const target = targetOf(names, use);
    if (target === undefined || !isResultOfNone(use, target)) continue;
    report({
      place: use.place,
      message: `${userName(flow, use)} asks for the results of ${stepName(target)}, which is no scope, loop or condition.`,
      hint: 'Name the scope, loop or condition whose steps are meant, or read the step itself with body() or actions().',
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
      key: keyOf(use),
    });
  }
}

/** Undefined where the name is unknown, or several steps may be meant. */
function targetOf(names: FlowNames, { name }: NameUse): Step | undefined {
  const [action, trigger] = [names.action(name), names.trigger(name)];
  if (action !== undefined && trigger !== undefined) return undefined;
  return names.isAmbiguous(name) ? undefined : (action ?? trigger);
}
