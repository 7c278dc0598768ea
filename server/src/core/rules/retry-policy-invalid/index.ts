import { nearest } from '../../config/index.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { secondsOf } from '../duration.ts';
import { isComputed, literalText, wholeNumber } from '../literalValue.ts';
import { defineRule } from '../rule.ts';
import { isOneOf, problemFixes, property, replaceText, StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'retry-policy-invalid',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A retry policy has a value that the platform does not take',
    fix: 'review',
    kinds: ['correct-value'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      if (flow.tree.problems.length > 0) return;
      for (const step of flow.steps) {
        // Of any other step its inputs are data.
        if (step.lowerType === 'compose') continue;
        const policy = flow.tree.child(step.inputs, 'retryPolicy');
        if (policy === NONE || isComputed(flow, policy)) continue;
        const check = new StepCheck(flow, step);
        checkPolicy(check, policy);
        check.report(context);
      }
    },
  },
  fixes: (_, finding) => problemFixes(finding),
});

/** Source: Microsoft's "Handle errors and exceptions in Azure Logic Apps" and the limits of cloud flows. */
const TYPES: readonly string[] = ['none', 'fixed', 'exponential', 'default'];
const MOST_RETRIES = 90;
const SHORTEST = 5;
const LONGEST = 86_400;

function checkPolicy(check: StepCheck, policy: NodeId): void {
  const { flow, tree, step } = check;
  if (!tree.isObject(policy)) {
    check.add({
      place: { node: policy, part: 'key' },
      message: `The "retryPolicy" of ${stepName(step)} must be an object.`,
      hint: 'Write it as {"type": "fixed", "count": 2, "interval": "PT20S"}, or remove it.',
      key: 'form',
    });
    return;
  }
  const type = property(tree, policy, 'type');
  if (type === NONE)
    check.add({
      place: { node: policy, part: 'key' },
      message: `The retry policy of ${stepName(step)} has no "type".`,
      hint: 'Write "none", "fixed" or "exponential", or remove the policy: the platform then takes its own.',
      key: 'missing type',
    });
  const text = literalText(flow, type);
  let corrected = text;
  if (text !== undefined && !isOneOf(text, TYPES)) {
    corrected = nearest(text, TYPES);
    check.add({
      place: { node: type, part: 'value' },
      message: `The retry policy of ${stepName(step)} cannot have the type ${quotedName(text)}.`,
      hint: 'It can be "none", "fixed" or "exponential".',
      key: 'type',
      repairs: replaceText(tree, type, corrected),
    });
  }
  // Without a policy of its own nothing else is read.
  const lower = corrected?.toLowerCase();
  if (lower === 'none' || lower === 'default') return;
  if (lower !== undefined) checkMissing(check, policy, lower);
  checkCount(check, property(tree, policy, 'count'));
  for (const name of ['interval', 'minimumInterval', 'maximumInterval'])
    checkInterval(check, property(tree, policy, name), name);
}

function checkMissing(check: StepCheck, policy: NodeId, type: string): void {
  for (const name of ['count', 'interval']) {
    if (property(check.tree, policy, name) !== NONE) continue;
    check.add({
      place: { node: policy, part: 'key' },
      message: `The retry policy of ${stepName(check.step)} has no "${name}", which the type "${type}" needs.`,
      hint: 'Write how often and after which time it tries again, such as "count": 2 and "interval": "PT20S".',
      key: `missing ${name}`,
    });
  }
}

function checkCount(check: StepCheck, node: NodeId): void {
  const { flow, step } = check;
  if (node === NONE || isComputed(flow, node)) return;
  const number = wholeNumber(flow, node);
  if (number !== undefined && number >= 1 && number <= MOST_RETRIES) return;
  check.add({
    place: { node, part: 'value' },
    message: `The "count" of the retry policy of ${stepName(step)} must be a whole number from 1 to ${MOST_RETRIES}.`,
    hint: 'For no retry at all take the type "none".',
    key: 'count',
  });
}

function checkInterval(check: StepCheck, node: NodeId, name: string): void {
  const { flow, tree, step } = check;
  if (node === NONE || isComputed(flow, node)) return;
  const seconds = tree.isString(node) ? secondsOf(tree.string(node)) : undefined;
  if (seconds !== undefined && seconds >= SHORTEST && seconds <= LONGEST) return;
  const problem =
    seconds === undefined
      ? 'is no time span such as "PT20S"'
      : seconds < SHORTEST
        ? 'is shorter than 5 seconds'
        : 'is longer than a day';
  check.add({
    place: { node, part: 'value' },
    message: `The "${name}" of the retry policy of ${stepName(step)} ${problem}.`,
    hint: 'Write a time span from "PT5S" to "P1D": "PT20S" is 20 seconds, "PT1M" a minute.',
    key: name,
  });
}
