import type { Step } from '../../flow/model.ts';
import { removeNode, replaceValue } from '../../json/edits.ts';
import { type JsonTree, Kind, NONE, type NodeId } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { isComputed } from '../literalValue.ts';
import { defineRule } from '../rule.ts';
import { problemFixes, StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'setting-conflict',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step has two settings that exclude each other',
    fix: 'safe',
    kinds: ['remove-setting'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      if (flow.tree.problems.length > 0) return;
      for (const step of flow.steps) {
        if (step.operationOptions === '' || step.runtimeConfiguration === NONE) continue;
        const check = new StepCheck(flow, step);
        for (const conflict of CONFLICTS) if (conflict.isFor(step)) checkConflict(check, conflict);
        check.report(context);
      }
    },
  },
  fixes: (_, finding) => problemFixes(finding),
});

/** A word of `operationOptions` and a number of `concurrency` that a step cannot both have (Microsoft's schema reference). */
interface Conflict {
  readonly isFor: (step: Step) => boolean;
  readonly option: string;
  readonly setting: string;
  /** What each of the two means. */
  readonly describeOption: string;
  readonly describeSetting: (count: string) => string;
  /** Both say the same where the number is 1. */
  readonly sameAsOne: boolean;
}

const CONFLICTS: readonly Conflict[] = [
  {
    isFor: ({ lowerType }) => lowerType === 'foreach',
    option: 'Sequential',
    setting: 'repetitions',
    describeOption: 'Run the rounds one after the other',
    describeSetting: (count) =>
      count === '1' ? 'Run one round at a time' : `Run up to ${count} rounds at once`,
    sameAsOne: true,
  },
  {
    isFor: ({ role }) => role === 'trigger',
    option: 'SingleInstance',
    setting: 'runs',
    describeOption: 'Start no run while one is going on',
    describeSetting: (count) =>
      count === '1' ? 'Let one run go on at a time' : `Let up to ${count} runs go on at once`,
    // The one skips what comes in meanwhile, the other lets it wait.
    sameAsOne: false,
  },
];

function checkConflict(check: StepCheck, conflict: Conflict): void {
  const { flow, tree, step } = check;
  const { option, setting, describeOption, describeSetting, sameAsOne } = conflict;
  const options = tree.child(step.node, 'operationOptions');
  const number = tree.descend(step.runtimeConfiguration, 'concurrency', setting);
  if (number === NONE || tree.kind(number) === Kind.Null) return;
  if (isComputed(flow, options) || !optionsOf(step).some((one) => isSame(one, option))) return;
  const isNumber = tree.kind(number) === Kind.Number;
  const count = isNumber ? tree.text.slice(tree.start(number), tree.end(number)).slice(0, 20) : 'so many';
  const isOne = sameAsOne && count === '1';
  check.add({
    place: { node: options, part: 'value' },
    message: `${stepName(step)} has "${option}" and a number of "${setting}", which exclude each other.`,
    hint: isOne
      ? 'Both say the same: keep one of them.'
      : 'Keep the one that is meant, and remove the other.',
    key: setting,
    repairs: [
      {
        kind: 'remove-setting',
        title: `${describeSetting(count)}: remove "${option}"`,
        disposition: isOne ? 'safe' : 'review',
        edits: () => withoutOption(tree, step, options, option),
      },
      {
        kind: 'remove-setting',
        title: `${describeOption}: remove "${setting}"`,
        edits: () => removeNode(tree, number, step.node),
      },
    ],
  });
}

/** Several options stand in one text, with commas between them. */
function optionsOf({ operationOptions }: Step): readonly string[] {
  return operationOptions.split(',').map((one) => one.trim());
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function withoutOption(tree: JsonTree, step: Step, node: NodeId, option: string): readonly TextEdit[] {
  const left = optionsOf(step).filter((one) => !isSame(one, option));
  return left.length === 0 ? removeNode(tree, node) : replaceValue(tree, node, left.join(', '));
}
