import type { Parameter } from '../../flow/model.ts';
import { type NameUse, namesOf } from '../../flow/names/index.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName, reportUnknown, unknownNameFixes } from '../unknownNames.ts';
import page from './README.md';

export const rule = defineRule({
  page,
  meta: {
    id: 'unknown-parameter',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression reads a parameter that the flow does not declare',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: (context, finding) => unknownNameFixes(context, finding.data),
});

function check(context: FlowRuleContext): void {
  const { flow } = context;
  // The parameters of Standard logic apps stand in a file of their own, and some templates add the connections when deployed.
  if (!isPowerAutomate(flow)) return;
  const names = namesOf(flow);
  if (!names.isComplete) return;
  const isUnknown = ({ name }: NameUse): boolean => names.parameter(name) === undefined;
  const unknown = names.uses('parameter').filter(isUnknown);
  if (unknown.length === 0) return;
  const known = flow.parameters.map((one) => one.name);
  const titles = titlesOf(flow.parameters);
  reportUnknown(
    context,
    unknown.map((use) => ({
      use,
      says: `reads the parameter ${quotedName(use.name)}, which the flow does not declare`,
      known: () => known,
      titles: () => titles,
      otherwise: `Declare ${quotedName(use.name)} among the parameters of the flow.`,
      why: use.name.startsWith('$')
        ? 'The flow cannot be saved or turned on.'
        : 'The flow can be turned on, and fails when it runs.',
    })),
  );
}

/** A parameter `Site (abc_Site)` stands for an environment variable, which people know by either of the two. */
function titlesOf(parameters: readonly Parameter[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const { name, schemaName } of parameters) {
    if (schemaName === undefined) continue;
    titles.set(schemaName, name);
    if (name.endsWith(` (${schemaName})`)) titles.set(name.slice(0, -schemaName.length - 3), name);
  }
  return titles;
}
