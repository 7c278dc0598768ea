import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'run-after-empty',
    category: 'integrity',
    severity: 'info',
    profile: 'pedantic',
    title: 'A step runs after another one with no status',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow: { tree, actions }, report }: FlowRuleContext): void {
  if (tree.problems.length > 0) return;
  for (const step of actions) {
    for (const { name, node, statuses } of step.runAfter) {
      if (statuses.length > 0 || !tree.isArray(node)) continue;
      report({
        place: { node, part: 'property' },
        message: `${stepName(step)} runs after ${quotedName(name)} with no status to wait for.`,
        hint: 'Name the statuses that it waits for: Succeeded, Failed, Skipped or TimedOut.',
        why: 'No documentation says when such a step runs.',
      });
    }
  }
}
