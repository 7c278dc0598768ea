import type { FlowModel, Step } from '../../flow/model.ts';
import { orderOf } from '../../flow/order.ts';
import { defineRule, type FlowRuleContext, type Report } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'response-without-request',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step answers where nobody waits for an answer',
    fix: null,
    checklist: null,
  },
  visit: { action: check },
});

const OFF = 'The flow cannot be saved or turned on, and an import does not tell.';

function check({ flow, report }: FlowRuleContext, step: Step): void {
  if (step.lowerType !== 'response' || flow.tree.problems.length > 0) return;
  // One fault, one finding: where nobody asks, it does not matter that the answer stands in a loop.
  const found =
    underSchedule(flow, step) ?? inLoop(flow, step) ?? underWebhook(flow, step) ?? behindSplit(flow, step);
  if (found !== undefined) report({ place: { node: step.node, part: 'key' }, ...found });
}

type Found = Omit<Report, 'place'> | undefined;

function underSchedule({ tree, triggers }: FlowModel, step: Step): Found {
  const [trigger] = triggers;
  if (trigger === undefined) return undefined;
  const runsBySchedule = (one: Step): boolean =>
    one.lowerType === 'recurrence' || tree.isObject(tree.child(one.node, 'recurrence'));
  // Logic Apps may have several triggers: one of them may be asked.
  if (!triggers.every(runsBySchedule)) return undefined;
  const how = trigger.lowerType === 'recurrence' ? 'runs on a schedule' : 'looks for news on a schedule';
  return {
    message: `${stepName(step)} answers, but nobody asks: the trigger ${stepName(trigger)} ${how}.`,
    hint: 'Remove the answer, or start the flow with a request: by HTTP, by an app, as a child flow.',
    why: OFF,
    related: [{ node: trigger.node, part: 'key', message: `The trigger ${stepName(trigger)}` }],
  };
}

function inLoop(flow: FlowModel, step: Step): Found {
  const loop = orderOf(flow).loopsOf(step).at(-1);
  if (loop === undefined) return undefined;
  return {
    message: `${stepName(step)} answers within the loop ${stepName(loop)}, and a request has one answer.`,
    hint: 'Collect in the loop what the answer needs, and answer behind the loop.',
    why: OFF,
    related: [{ node: loop.node, part: 'key', message: `The loop ${stepName(loop)}` }],
  };
}

/** An answer to an app is accepted there: flows that run have it. */
function underWebhook({ triggers }: FlowModel, step: Step): Found {
  const [trigger] = triggers;
  if (trigger?.lowerType !== 'openapiconnectionwebhook' || triggers.length > 1 || step.kind !== 'http')
    return undefined;
  return {
    severity: 'warning',
    message: `${stepName(step)} answers by HTTP, but the trigger ${stepName(trigger)} takes no answer.`,
    hint: 'Remove the answer, or start the flow with a request.',
    why: 'A connector calls this trigger and waits for no answer of the flow: at best nobody reads it.',
    related: [{ node: trigger.node, part: 'key', message: `The trigger ${stepName(trigger)}` }],
  };
}

/** What splits a list into runs has answered its caller when they begin. */
function behindSplit({ tree, triggers }: FlowModel, step: Step): Found {
  const [trigger] = triggers;
  if (trigger?.lowerType !== 'request' || triggers.length > 1) return undefined;
  const split = tree.child(trigger.node, 'splitOn');
  if (!tree.isString(split)) return undefined;
  return {
    severity: 'warning',
    message: `${stepName(step)} answers, but the trigger ${stepName(trigger)} splits a list, and its caller does not wait.`,
    hint: 'Take "splitOn" off the trigger and loop over the list, or remove the answer.',
    why: 'The caller gets the status 202 at once, and never this answer.',
    related: [{ node: split, part: 'key', message: 'It splits the list here' }],
  };
}
