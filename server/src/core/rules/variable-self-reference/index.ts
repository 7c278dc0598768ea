import type { RuleFix } from '../../finding.ts';
import {
  type Change,
  changeOfVariable,
  readBefore,
  type WithoutSelf,
} from '../../fixes/variable/selfReference.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type NameUse, namesOf, type Variable } from '../../flow/names/index.ts';
import { NONE } from '../../json/tree.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { keyOf, quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'variable-self-reference',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step sets a variable to a value that reads the variable',
    fix: 'review',
    kinds: ['change-step-of-variable', 'read-before-setting'],
    checklist: null,
  },
  visit: { flow: check },
  fixes(context, finding) {
    const found = finding.data as SelfReference;
    const repair = repairOf(context, found);
    return repair === undefined ? [] : [fixOf(found, repair)];
  },
});

interface SelfReference {
  readonly step: Step;
  readonly variable: Variable;
  readonly reads: readonly NameUse[];
  /** False beyond the first findings: looking for a repair costs as much as the flow has steps. */
  readonly isLookedInto: boolean;
}

const MOST_REPAIRS = 100;

function check(context: FlowRuleContext): void {
  const names = namesOf(context.flow);
  if (!names.isComplete) return;
  const byStep = new Map<Step, NameUse[]>();
  for (const use of names.uses('variable')) {
    if (use.step?.lowerType !== 'setvariable' || !isOwn(context.flow, use.step, use)) continue;
    pushTo(byStep, use.step, use);
  }
  let looked = 0;
  for (const [step, reads] of byStep) {
    const [first, ...others] = reads;
    const [variable] = names.variable(first?.name ?? '');
    // That nobody declares it is told already.
    if (first === undefined || variable === undefined) continue;
    const found = { step, variable, reads, isLookedInto: looked++ < MOST_REPAIRS };
    const repair = repairOf(context, found);
    context.report({
      place: first.place,
      message: `${stepName(step)} sets the variable ${quotedName(variable.name)} to a value that reads it.`,
      hint:
        repair?.change === undefined
          ? 'Read it in a step "Compose" before, and use the output of that step.'
          : `Use a step "${DESIGNER_NAMES[repair.change]}" instead.`,
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
      key: keyOf(first),
      related: others.map(({ place }) => ({ ...place, message: 'It is read here as well' })),
      fix: repair === undefined ? null : 'review',
      data: found,
    });
  }
}

/** True where the value that a step sets reads the variable that it sets. */
function isOwn({ tree }: FlowModel, { inputs }: Step, { name, place: { node } }: NameUse): boolean {
  const value = tree.child(inputs, 'value');
  if (value === NONE || node < value || node >= tree.after(value)) return false;
  return tree.stringAt(inputs, 'name')?.toLowerCase() === name.toLowerCase();
}

/** As the designer calls the steps. */
const DESIGNER_NAMES: Readonly<Record<Change, string>> = {
  increment: 'Increment variable',
  decrement: 'Decrement variable',
  append: 'Append to string variable',
};

function repairOf(
  context: FlowRuleContext,
  { step, variable, reads, isLookedInto }: SelfReference,
): WithoutSelf | undefined {
  if (!isLookedInto) return undefined;
  const { flow } = context;
  const isOne = namesOf(flow).variable(variable.name).length === 1;
  const change = isOne ? changeOfVariable(flow, step, variable) : undefined;
  if (change !== undefined) return change;
  // A step "Compose" would show a secret in the run history.
  const isSecret =
    step.secured.size > 0 || reads.some(({ site }) => context.exposure.carriedBy(site!).length > 0);
  return isSecret ? undefined : readBefore(flow, step, reads);
}

function fixOf({ step, variable }: SelfReference, { change, reader, edits }: WithoutSelf): RuleFix {
  const name = quotedName(variable.name);
  if (change === undefined)
    return {
      kind: 'read-before-setting',
      title: `Read ${name} in a new step ${stepName({ name: reader })} before ${stepName(step)}`,
      disposition: 'review',
      edits,
    };
  return {
    kind: 'change-step-of-variable',
    title: `Make ${stepName(step)} a step "${DESIGNER_NAMES[change]}" of ${name}`,
    disposition: 'review',
    edits,
    note: `The step does what its value says: ${NOTES[change]}.`,
  };
}

const NOTES: Readonly<Record<Change, string>> = {
  increment: 'it adds to the variable',
  decrement: 'it takes away from the variable',
  append: 'it adds a text at the end of the variable',
};
