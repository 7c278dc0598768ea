import type { FlowModel, Step } from '../../flow/model.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames } from '../texts.ts';
import { defaultStem } from './defaultNames.ts';

export const rule = defineRule({
  meta: {
    id: 'default-action-name',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'Steps have the names that the designer gave them',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, reportTogether }: FlowRuleContext): void {
  if (flow.tree.problems.length > 0) return;
  const places = unnamed(flow).map((step) => ({
    place: { node: step.node, part: 'key' as const },
    label: `"${step.name}" has the name that the designer gave it`,
    key: '',
    step,
  }));
  reportTogether(places, (some) => {
    const names = listNames(some.map(({ step }) => step.name));
    return {
      message:
        some.length === 1
          ? `The step ${names} has the name that the designer gave it.`
          : `The steps ${names} have the names that the designer gave them.`,
      hint: 'Name each for what it is there for, such as "Is_order_late" for a condition.',
      why: 'Expressions, the run history and reviews speak of steps by their names: those say what kind a step is, and not what it does.',
      fix: null,
    };
  });
}

/** Several of one default name: alone, `Condition` or `Get_items` says enough, also where it has a number. */
function unnamed({ actions }: FlowModel): readonly Step[] {
  const byStem = new Map<string, Step[]>();
  const found: (readonly [step: Step, alike: readonly Step[]])[] = [];
  for (const step of actions) {
    const stem = defaultStem(step);
    if (stem === undefined) continue;
    const alike = byStem.get(stem) ?? [];
    byStem.set(stem, alike);
    alike.push(step);
    found.push([step, alike]);
  }
  return found.filter(([, alike]) => alike.length > 1).map(([step]) => step);
}
