import type { FlowModel } from '../../flow/model.ts';
import { type FlowNames, type NameUse, namesOf, unreadable } from '../../flow/names/index.ts';
import { isResultOfNone } from '../results.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName, reportUnknown, unknownNameFixes } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unknown-action-reference',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression names a step that the flow does not have',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: (context, finding) => unknownNameFixes(context, finding.data),
});

function check(context: FlowRuleContext): void {
  const names = namesOf(context.flow);
  if (!names.isComplete) return;
  const isUnknown = ({ name }: NameUse): boolean =>
    names.action(name) === undefined && names.trigger(name) === undefined;
  const unknown = names.uses('step').filter(isUnknown);
  if (unknown.length === 0) return;
  reportUnknown(
    context,
    unknown.map((use) => ({
      use,
      description: `reads the step ${quotedName(use.name)}, which is not in the flow`,
      known: () => readable(context.flow, names, use),
      otherwise: 'Name a step that runs before this one, as the file writes it: blanks are underscores.',
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
    })),
  );
}

/** The steps that can be read in its place: another one would be the next finding. */
function readable(flow: FlowModel, names: FlowNames, use: NameUse): readonly string[] {
  return flow.steps
    .filter(
      (one) =>
        one !== use.step &&
        unreadable(flow, names.visibility, use, one) === undefined &&
        !isResultOfNone(use, one),
    )
    .map((one) => one.name);
}
