import { defineRule, type FlowRuleContext } from '../rule.ts';

/** What fewer steps do is seen at a glance. */
const FROM_STEPS = 10;

export const rule = defineRule({
  meta: {
    id: 'flow-description-missing',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'A flow of ten steps or more has no description',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, document, solution, report }: FlowRuleContext): void {
  const { tree, actions, definition } = flow;
  if (actions.length < FROM_STEPS || tree.problems.length > 0) return;
  // Undefined where nothing tells: no solution around the file, or one whose form has no place for it.
  if (solution?.flowAt(document.uri)?.hasDescription !== false) return;
  if ((tree.stringAt(definition, 'description') ?? '').trim() !== '') return;
  report({
    place: { node: definition, part: 'key' },
    message: `The flow has ${actions.length} actions, and no description says what they are for.`,
    hint: 'Write in the details of the flow what it does, for whom, and what has to happen when it fails.',
    why: 'Whoever takes it over, or is called at night, has nothing but its steps to go by.',
  });
}
