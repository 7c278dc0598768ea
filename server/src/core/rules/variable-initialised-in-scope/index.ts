import type { RuleFix } from '../../finding.ts';
import { type ToTopLevel, toTopLevel } from '../../fixes/variable/toTopLevel.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'variable-initialised-in-scope',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A variable is initialised below the top level of the flow',
    fix: 'review',
    kinds: ['initialise-at-top-level'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { step, isRepairable } = finding.data as Misplaced;
    const repair = isRepairable ? toTopLevel(flow, step) : undefined;
    return repair === undefined ? [] : [fixOf(flow, step, repair)];
  },
});

interface Misplaced {
  readonly step: Step;
  readonly isRepairable: boolean;
}

/** Looking for a repair costs as much as the flow has steps. */
const MOST_REPAIRS = 100;

function check({ flow, report }: FlowRuleContext): void {
  const isNested = ({ lowerType, branch }: Step): boolean =>
    lowerType === 'initializevariable' && branch?.owner !== undefined;
  const nested = flow.actions.filter(isNested);
  if (nested.length === 0 || !namesOf(flow).isComplete) return;
  for (const [index, step] of nested.entries()) {
    const isRepairable = index < MOST_REPAIRS && toTopLevel(flow, step) !== undefined;
    report({
      place: { node: step.node, part: 'key' },
      message: `${stepName(step)} initialises ${variablesText(flow, step)} inside ${stepName(step.branch!.owner!)}, not at the top level of the flow.`,
      hint: 'Initialise it at the top level, and set it here.',
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
      fix: isRepairable ? 'review' : null,
      data: { step, isRepairable } satisfies Misplaced,
    });
  }
}

function variablesText(flow: FlowModel, step: Step): string {
  const { tree } = flow;
  const list = tree.children(tree.child(step.inputs, 'variables'));
  const names = list.flatMap((one) => tree.stringAt(one, 'name') ?? []);
  const [only, more] = names;
  if (only === undefined) return 'a variable';
  return more === undefined ? `the variable ${quotedName(only)}` : `the variables ${listNames(names)}`;
}

function fixOf(flow: FlowModel, step: Step, { how, before, edits }: ToTopLevel): RuleFix {
  const what = variablesText(flow, step).replace(/^the /, '');
  const title =
    how === 'set'
      ? `Set the ${what} in ${stepName(step)}, since ${stepName(before)} initialises it`
      : how === 'move'
        ? `Move ${stepName(step)} up, before ${stepName(before)}`
        : `Initialise the ${what} before ${stepName(before)}, and set it in ${stepName(step)}`;
  return {
    kind: 'initialise-at-top-level',
    title,
    disposition: 'review',
    edits,
    note: 'Every step sees the values that it saw before.',
  };
}
