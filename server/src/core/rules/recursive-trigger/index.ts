import type { FlowModel, Step } from '../../flow/model.ts';
import { orderOf } from '../../flow/order.ts';
import { NONE } from '../../json/tree.ts';
import { raises, type TableEvent, triggerEvent, writeEvent } from '../../platform/ownTrigger.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'recursive-trigger',
    category: 'reliability',
    severity: 'warning',
    profile: 'default',
    title: 'A step does what starts the flow, so that the flow starts itself without end',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  const { tree, triggers, actions } = flow;
  const [trigger, more] = triggers;
  if (trigger?.operation === undefined || more !== undefined || tree.problems.length > 0) return;
  const event = triggerEvent(flow, trigger);
  // A condition of the trigger is there to stop this.
  if (event === undefined || tree.child(trigger.node, 'conditions') !== NONE) return;
  // Where the run may end early, nobody knows whether it comes this far.
  if (actions.some(({ lowerType }) => lowerType === 'terminate')) return;
  for (const step of actions) {
    const write = step.operation && writeEvent(flow, step);
    if (write === undefined || !raises(write, event)) continue;
    if (!isOfTrigger(flow, write) || !alwaysRuns(flow, step)) continue;
    const isNew = write.row === NONE;
    report({
      place: { node: step.node, part: 'key' },
      message: isNew
        ? `${stepName(step)} adds to what starts the flow, so the flow starts itself again and again.`
        : `${stepName(step)} changes what started the flow, so the flow starts itself again and again.`,
      hint:
        event.columns === undefined && write.apiName.includes('commondataservice') && !isNew
          ? 'Select the columns in the trigger that should start the flow, without those that the step writes.'
          : 'Add a condition to the trigger that does not hold for what the step writes.',
      why: 'Each run starts the next one. Runs and requests are used up until the platform slows the flow down or switches it off.',
      related: [{ node: trigger.node, part: 'key', message: 'What the step does starts the flow' }],
    });
  }
}

/** A new row is one of those that the trigger waits for; a change has to be of the row that started the flow. */
function isOfTrigger(flow: FlowModel, { row }: TableEvent): boolean {
  if (row === NONE) return true;
  const site = flow.expressions.find(({ node, inKey }) => node === row && !inKey);
  const [reference, ...others] = site?.references ?? [];
  if (site === undefined || reference?.kind !== 'trigger' || others.length > 0) return false;
  const last = reference.path.at(-1);
  return typeof last === 'string' && /id$/i.test(last);
}

const CHOICES: ReadonlySet<string> = new Set(['if', 'switch', 'foreach', 'until']);

/** True where the step runs whenever all goes well: in no condition, in no loop, after nothing that has to fail. */
function alwaysRuns(flow: FlowModel, step: Step): boolean {
  const chain = orderOf(flow).chain(step);
  return (
    chain.length > 0 &&
    chain.every(
      ({ branch, step: one }) =>
        !CHOICES.has(branch.owner?.lowerType ?? '') &&
        one.runAfter.every(({ statuses }) => statuses.includes('succeeded')),
    )
  );
}
