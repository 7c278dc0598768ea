import type { ExpressionSite, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { innermostLoops, mayChangeIn, readsData } from '../loopReads.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'nested-foreach',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'A loop goes through the same list for each item of another one',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  const loops = flow.actions.filter((step) => step.lowerType === 'foreach');
  if (loops.length < 2 || !namesOf(flow).isComplete) return;
  const around = innermostLoops(flow);
  for (const loop of loops) {
    const outer = around.get(loop);
    if (outer?.lowerType !== 'foreach') continue;
    const list = listOf(loop);
    // A list of constants is short, and children of the outer item are what a loop in a loop is for.
    if (!readsData(list) || mayChangeIn(flow, list, outer) || !readsData(listOf(outer))) continue;
    report({
      place: { node: loop.node, part: 'key' },
      message: `${stepName(loop)} goes through the same list for each item of ${stepName(outer)}.`,
      hint: 'Pick the items that belong to the outer item with "Filter array" before the inner loop, or make one loop of both.',
      why: 'The rounds multiply: with 100 items in each list the inner steps run 10,000 times. That takes long, and counts towards the daily limit of requests.',
      related: [{ node: outer.node, part: 'key', message: `The loop ${stepName(outer)}` }],
    });
  }
}

function listOf({ expressions, control }: Step): readonly ExpressionSite[] {
  return expressions.filter((site) => site.node === control && !site.inKey);
}
