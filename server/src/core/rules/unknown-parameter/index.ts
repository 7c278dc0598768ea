import type { RuleFix } from '../../finding.ts';
import { addDeclaration } from '../../fixes/flow/parameter.ts';
import type { Parameter } from '../../flow/model.ts';
import { type NameUse, namesOf } from '../../flow/names/index.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName, reportUnknown, type UnknownName, unknownNameFixes } from '../unknownNames.ts';
import { declarationOf } from './declaration.ts';

export const rule = defineRule({
  meta: {
    id: 'unknown-parameter',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression reads a parameter that the flow does not declare',
    fix: 'review',
    kinds: ['correct-name', 'declare-parameter'],
    checklist: null,
  },
  visit: { flow: check },
  fixes(context, finding) {
    const { use } = finding.data as Pick<UnknownName, 'use'>;
    return [...unknownNameFixes(context, finding.data), ...declaring(context, use.name)];
  },
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
      description: `reads the parameter ${quotedName(use.name)}, which the flow does not declare`,
      known: () => known,
      titles: () => titles,
      otherwise: `Declare ${quotedName(use.name)} among the parameters of the flow.`,
      why: use.name.startsWith('$')
        ? 'The flow cannot be saved or turned on.'
        : 'The flow can be turned on, and fails when it runs.',
    })),
    ({ use }) => (declaring(context, use.name).length === 0 ? null : 'review'),
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

function declaring(context: FlowRuleContext, name: string): readonly RuleFix[] {
  const declaration = declarationOf(context, name);
  const edits = declaration && addDeclaration(context.flow, name, declaration.value);
  if (edits === undefined) return [];
  return [
    {
      kind: 'declare-parameter',
      title: `Declare the parameter ${quotedName(name)}`,
      disposition: 'review',
      edits,
      note: declaration?.note ?? '',
    },
  ];
}
