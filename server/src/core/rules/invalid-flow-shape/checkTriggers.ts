import { isPowerAutomate } from '../../flow/wrapper.ts';
import type { FlowRuleContext } from '../rule.ts';

/** A cloud flow has exactly one trigger; a workflow of Azure Logic Apps may have several. */
export function checkTriggers({ flow, report }: FlowRuleContext): void {
  const { tree, triggers } = flow;
  if (triggers.length === 1 || !isPowerAutomate(flow)) return;
  const second = triggers[1];
  if (second === undefined) {
    report({
      place: { node: tree.child(flow.definition, 'triggers'), part: 'key' },
      message: 'This flow has no trigger, so nothing can start it.',
      why: 'The flow does not turn on.',
      hint: 'Add the trigger again, or take it from the last version that worked.',
    });
    return;
  }
  report({
    place: { node: second.node, part: 'key' },
    message: `This flow has ${triggers.length} triggers, and a cloud flow can have only one.`,
    why: 'The flow cannot be saved or turned on.',
    hint: 'Keep one trigger. For a second way to start it, make a second flow that calls this one as a child flow.',
    related: triggers
      .filter((trigger) => trigger !== second)
      .map((trigger) => ({ node: trigger.node, part: 'key' as const, message: 'another trigger' })),
  });
}
