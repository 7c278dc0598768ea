import type { RuleFix } from '../../finding.ts';
import { declareVariable, typesThatFit } from '../../fixes/variable/declare.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, type NameUse, namesOf } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName, reportUnknown, type UnknownName, unknownNameFixes } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unknown-variable',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step uses a variable that the flow does not have',
    fix: 'review',
    kinds: ['correct-name', 'declare-variable'],
    checklist: null,
  },
  visit: { flow: check },
  fixes(context, finding) {
    const { use } = finding.data as Pick<UnknownName, 'use'>;
    return [...unknownNameFixes(context, finding.data), ...declaring(context.flow, use.name)];
  },
});

function check(context: FlowRuleContext): void {
  const names = namesOf(context.flow);
  if (!names.isComplete) return;
  const isUnknown = ({ name }: NameUse): boolean => names.variable(name).length === 0;
  const unknown = [...names.uses('variable'), ...names.uses('write')].filter(isUnknown);
  if (unknown.length === 0) return;
  const settings = settingsBySteps(names);
  const canBeDeclared = new Map<string, boolean>();
  const canDeclare = (name: string): boolean => {
    const key = name.toLowerCase();
    const known = canBeDeclared.get(key);
    if (known !== undefined || canBeDeclared.size === MOST_NAMES) return known === true;
    const can = declareVariable(context.flow, name) !== undefined;
    canBeDeclared.set(key, can);
    return can;
  };
  reportUnknown(
    context,
    unknown.map((use) => ({
      use,
      description: `${use.kind === 'write' ? 'sets' : 'reads'} the variable ${quotedName(use.name)}, which the flow does not have`,
      known: () => usable(context.flow, settings, use),
      otherwise: 'Add a step "Initialize variable" of that name at the beginning of the flow.',
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
    })),
    ({ use }) => (canDeclare(use.name) ? 'review' : null),
  );
}

/** The variables, in lower case, that a step "Set variable" names, each with its step: to set, and in its value. */
function settingsBySteps(names: FlowNames): ReadonlyMap<Step, ReadonlySet<string>> {
  const found = new Map<Step, Set<string>>();
  for (const { step, name } of [...names.uses('write'), ...names.uses('variable')]) {
    if (step?.lowerType !== 'setvariable') continue;
    const known = found.get(step);
    if (known === undefined) found.set(step, new Set([name.toLowerCase()]));
    else known.add(name.toLowerCase());
  }
  return found;
}

/** The variables that can stand in its place: initialised before, of a type that the use goes with, not set to a value of their own. */
function usable(
  flow: FlowModel,
  settings: ReadonlyMap<Step, ReadonlySet<string>>,
  use: NameUse,
): readonly string[] {
  const { step } = use;
  if (step?.role === 'trigger') return [];
  const names = namesOf(flow);
  const fits = typesThatFit(flow, use);
  const others = step && settings.get(step);
  return names.variables
    .filter(
      (one) =>
        (step === undefined || names.visibility.sees(step, one.step) || !names.visibility.isKnown(step)) &&
        fits(one.type) &&
        others?.has(one.name.toLowerCase()) !== true,
    )
    .map((one) => one.name);
}

/** Each look costs as much as the flow has uses of variables. */
const MOST_NAMES = 100;

function declaring(flow: FlowModel, name: string): readonly RuleFix[] {
  const declared = declareVariable(flow, name);
  if (declared === undefined) return [];
  return [
    {
      kind: 'declare-variable',
      title: `Initialise ${quotedName(name)} at the beginning of the flow`,
      disposition: 'review',
      edits: declared.edits,
      note: `A new step ${stepName({ name: declared.step })} makes a variable of type ${declared.type}, as far as its uses tell.`,
    },
  ];
}
