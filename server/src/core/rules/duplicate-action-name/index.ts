import type { Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { MOST_RENAMED, type NewName, newNameFor, renameFixes } from '../renaming.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'duplicate-action-name',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'Two steps have the same name',
    fix: 'review',
    kinds: ['rename-step'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: ({ flow }, finding) => renameFixes(flow, finding.data as NewName),
});

function check({ flow, report }: FlowRuleContext): void {
  const { actions, actionsByName } = flow;
  if (actions.length === actionsByName.size || !namesOf(flow).isComplete) return;
  const written = new Set<string>();
  let found = 0;
  for (const step of actions) {
    const first = actionsByName.get(step.name.toLowerCase())!;
    // The same letters in the same list of actions: one key twice, which is told as broken JSON.
    const isReported = written.has(keyOf(step));
    written.add(keyOf(step));
    if (first === step || isReported) continue;
    const fresh = found++ < MOST_RENAMED ? newNameFor(flow, step) : undefined;
    const canRename = fresh !== undefined && fresh.refused === undefined;
    report({
      place: { node: step.node, part: 'key' },
      message: `${stepName(step)} has the name of an earlier step: names are unique in the whole flow.`,
      hint: canRename
        ? `Rename it, with what refers to it: ${quotedName(fresh.name)} is free.`
        : `Rename one of the two, and what refers to it. ${fresh?.refused ?? ''}`.trimEnd(),
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
      related: [{ node: first.node, part: 'key', message: 'the first step of that name' }],
      fix: canRename ? 'review' : null,
      data: fresh,
    });
  }
}

/** Tells the keys of one list of actions from those of another. */
function keyOf({ branch, name }: Step): string {
  return `${branch?.node} ${name}`;
}
