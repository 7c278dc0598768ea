import { type NameUse, namesOf } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName, reportUnknown, unknownNameFixes } from '../unknownNames.ts';
import page from './README.md';

export const rule = defineRule({
  page,
  meta: {
    id: 'unknown-variable',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step uses a variable that the flow does not have',
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
  const isUnknown = ({ name }: NameUse): boolean => names.variable(name).length === 0;
  const unknown = [...names.uses('variable'), ...names.uses('write')].filter(isUnknown);
  if (unknown.length === 0) return;
  const known = names.variables.map((one) => one.name);
  reportUnknown(
    context,
    unknown.map((use) => ({
      use,
      says: `${use.kind === 'write' ? 'sets' : 'reads'} the variable ${quotedName(use.name)}, which the flow does not have`,
      known: () => known,
      otherwise: 'Add a step "Initialize variable" of that name at the beginning of the flow.',
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
    })),
  );
}
