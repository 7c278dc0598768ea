import { runAfterEdits } from '../../fixes/flow/runAfter.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import {
  type FlowNames,
  type NameUse,
  namesOf,
  type Unreadable,
  unreadable,
} from '../../flow/names/index.ts';
import { isResultOfNone } from '../results.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { runAfterFixes } from '../runAfterFixes.ts';
import { stepName } from '../texts.ts';
import { keyOf, userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'action-reference-not-reachable',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression reads a step that has not run before',
    fix: 'review',
    kinds: ['add-run-after'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { step, target } = finding.data as Unreachable;
    return runAfterFixes(flow, step, target);
  },
});

/** A use of a step that its reader cannot see, and why. */
interface Unreachable {
  readonly use: NameUse;
  readonly step: Step;
  readonly target: Step;
  readonly reason: Unreadable;
}

/** A variable is known behind the step that initialises it. Undefined for a trigger, and where several steps may be meant. */
function targetOf(names: FlowNames, { kind, name }: NameUse): Step | undefined {
  if (kind === 'variable') {
    const declared = names.variable(name);
    return declared.length === 1 ? declared[0]!.step : undefined;
  }
  const target = names.action(name);
  return names.trigger(name) !== undefined || names.isAmbiguous(name) ? undefined : target;
}

function check({ flow, report }: FlowRuleContext): void {
  const names = namesOf(flow);
  if (!names.isComplete) return;
  const ofTriggers = names.uses('variable').filter(({ step }) => step?.role === 'trigger');
  for (const use of [...names.uses('step'), ...ofTriggers]) {
    const found = unreachable(flow, names, use);
    if (found === undefined) continue;
    const { step, target, reason } = found;
    report({
      place: use.place,
      message: `${userName(flow, use)} reads ${stepName(target)}, ${WHAT[reason]}.`,
      hint: HOW[reason],
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
      key: keyOf(use),
      fix: reason === 'before' && runAfterEdits(flow, step, target) !== undefined ? 'review' : null,
      data: found,
    });
  }
}

const WHAT: Readonly<Record<Unreadable, string>> = {
  trigger: 'but a trigger comes before all steps',
  itself: 'that is itself',
  inside: 'a step inside of it',
  around: 'the step around it, which has not ended',
  'nested loops': 'which stands in a loop within a loop',
  before: 'which does not run before it',
};

const HOW: Readonly<Record<Unreadable, string>> = {
  trigger: 'A trigger can use its own data only.',
  itself: 'Read a step that runs before this one.',
  inside: 'Read it in a step behind this one.',
  around: 'Read a step that runs before this one.',
  'nested loops': 'Collect the values in a variable, or read the step inside of its loop.',
  before: 'Let this step, or what it stands in, run after the step that it reads.',
};

function unreachable(flow: FlowModel, names: FlowNames, use: NameUse): Unreachable | undefined {
  const { step } = use;
  if (step === undefined) return undefined;
  const target = targetOf(names, use);
  if (target === undefined || isResultOfNone(use, target)) return undefined;
  const reason = unreadable(flow, names.visibility, use, target);
  return reason && { use, step, target, reason };
}
