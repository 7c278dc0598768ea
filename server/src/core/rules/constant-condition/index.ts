import type { Step } from '../../flow/model.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { comparisonsIn } from './comparisons.ts';
import { constantAt } from './constants.ts';
import { type Judgement, judge } from './judge.ts';

export const rule = defineRule({
  meta: {
    id: 'constant-condition',
    category: 'integrity',
    severity: 'info',
    profile: 'pedantic',
    title: 'A condition, switch or loop always decides the same',
    fix: null,
    checklist: null,
  },
  visit: { action: check },
});

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const { lowerType, control } = step;
  const isSwitch = lowerType === 'switch';
  if (!isSwitch && lowerType !== 'if' && lowerType !== 'until') return;
  if (control < 0 || flow.tree.problems.length > 0) return;
  const whole = constantAt(flow.tree, control);
  if (whole !== undefined) {
    // Plain text where a condition belongs is no condition at all.
    if (!isSwitch && whole.kind === 'text') return;
    report({
      place: { node: control, part: 'value' },
      message: isSwitch
        ? `${stepName(step)} chooses by a constant, so it always takes the same case.`
        : `The condition of ${stepName(step)} is a constant.`,
      ...TEXTS.constant,
    });
    return;
  }
  if (isSwitch) return;
  for (const comparison of comparisonsIn(flow.tree, control)) {
    const judgement = judge(flow, comparison);
    if (judgement === undefined) continue;
    report({
      place: comparison.place,
      message: `${stepName(step)} ${SAYS[judgement.kind]}${outcomeOf(judgement)}.`,
      ...TEXTS[judgement.kind],
      key: comparison.key,
    });
  }
}

const SAYS: Readonly<Record<Judgement['kind'], string>> = {
  constant: 'compares two constants',
  itself: 'compares a value with itself',
  text: 'compares true or false with a text',
};

const BRANCH = 'One branch never runs, or a loop never ends by itself, and a reader looks for the reason.';

const TEXTS: Readonly<Record<Judgement['kind'], { readonly hint: string; readonly why: string }>> = {
  constant: { hint: 'Compare with a value of the flow, or remove the condition.', why: BRANCH },
  itself: { hint: 'Compare it with another value, or remove the condition.', why: BRANCH },
  text: {
    hint: 'Write @true or @false in place of the text.',
    why: 'A text never equals true or false, whatever it says.',
  },
};

function outcomeOf({ outcome }: Judgement): string {
  return outcome === undefined ? '' : `, which is always ${outcome}`;
}
