import type { FlowModel, Step } from '../../flow/model.ts';
import { MAX_STEP_NAME, type NameFault, nameFault, refusedCharacters } from '../../flow/names/stepName.ts';
import { MOST_RENAMED, type NewName, newNameFor, renameFixes } from '../renaming.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'invalid-action-name',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step has a name that is too long, or that the designer refuses',
    fix: 'review',
    kinds: ['rename-step'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: ({ flow }, finding) => renameFixes(flow, finding.data as NewName),
});

function check({ flow, report }: FlowRuleContext): void {
  if (flow.tree.problems.length > 0) return;
  let found = 0;
  for (const step of flow.steps) {
    const fault = nameFault(step.name);
    if (fault === undefined) continue;
    const fresh = found++ < MOST_RENAMED ? newName(flow, step) : undefined;
    const canRename = fresh !== undefined && fresh.refused === undefined;
    const isRefused = fault === 'too long';
    report({
      place: { node: step.node, part: 'key' },
      message: messageOf(step, fault),
      hint: canRename
        ? `Rename it, with what refers to it: ${quotedName(fresh.name)} is free.`
        : `Rename it, and what refers to it. ${fresh?.refused ?? ''}`.trimEnd(),
      why: isRefused
        ? 'The flow cannot be saved or turned on, and an import does not tell.'
        : 'The designer takes no such name: whoever changes the step there is asked for another one first.',
      severity: isRefused ? 'error' : 'warning',
      fix: canRename ? 'review' : null,
      data: fresh,
    });
  }
}

/** A trigger is renamed by hand: references to it are those of the whole flow. */
function newName(flow: FlowModel, step: Step): NewName | undefined {
  return step.role === 'action' ? newNameFor(flow, step) : undefined;
}

function messageOf(step: Step, fault: NameFault): string {
  const { name } = step;
  switch (fault) {
    case 'too long':
      return `The name of ${stepName(step)} has ${name.length} characters, and the platform takes ${MAX_STEP_NAME}.`;
    case 'empty':
      return `${step.role === 'trigger' ? 'A trigger' : 'An action'} of the flow has no name.`;
    case 'white space':
      return `The name of ${quotedName(name)} ${name.trim() === name ? 'has a line break, a tab or a control character in it' : 'begins or ends with white space'}.`;
    case 'characters':
      return `The name of ${stepName(step)} has ${listNames(refusedCharacters(name))} in it, which the designer refuses.`;
  }
}
