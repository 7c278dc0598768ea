import type { FlowModel, Step } from '../../flow/model.ts';
import { isConnectorType } from '../../flow/operation.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { count } from '../../text/count.ts';
import { literalText } from '../literalValue.ts';
import { numberOption } from '../numberOption.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { property } from '../stepProblems.ts';
import { stepName } from '../texts.ts';

const DEFAULT_MINUTES = 5;
/** What the designer of Azure Logic Apps writes for triggers of connectors. */
const USUAL_POLL = 3;

export const rule = defineRule({
  meta: {
    id: 'recurrence-too-frequent',
    category: 'reliability',
    severity: 'info',
    profile: 'team',
    title: 'A trigger runs or asks every few minutes',
    fix: null,
    options: [
      {
        name: 'minutes',
        type: 'integer',
        description: `The least time between two runs, in minutes; ${DEFAULT_MINUTES} without it, and triggers of connectors count only with it`,
      },
    ],
    checklist: null,
  },
  visit: { trigger: check },
});

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
]);

function check({ flow, options, report }: FlowRuleContext, trigger: Step): void {
  const recurrence = property(flow.tree, trigger.node, 'recurrence');
  if (recurrence === NONE || flow.tree.problems.length > 0) return;
  const least = leastMinutes(flow, trigger, options.minutes);
  const seconds = secondsOf(flow, recurrence);
  if (seconds === undefined || seconds <= 0 || seconds >= least * 60) return;
  const often =
    seconds % 60 === 0
      ? count(seconds / 60, 'minute').replace(/^1 /, '')
      : count(seconds, 'second').replace(/^1 /, '');
  const polls = trigger.lowerType !== 'recurrence' && trigger.lowerType !== 'slidingwindow';
  report({
    place: { node: recurrence, part: 'key' },
    message: `The trigger ${stepName(trigger)} ${polls ? 'asks' : 'starts the flow'} every ${often}, where ${count(least, 'minute')} ${least === 1 ? 'is' : 'are'} the least.`,
    hint: polls
      ? 'Ask less often, or use a trigger that is told of changes.'
      : 'Run it less often, or start it by what it waits for: a trigger of the connector in place of a schedule.',
    why: polls
      ? 'Each time is a request, whether there is something new or not: they count towards the limits of the service and, in Azure, cost.'
      : `That is ${Math.floor(86_400 / seconds)} runs a day, whether there is something to do or not. They use up the daily limit of requests of the owner, and run into each other when one takes longer.`,
  });
}

/** In minutes; 0 for a trigger that polls as its designer has it. */
function leastMinutes(flow: FlowModel, { lowerType }: Step, option: unknown): number {
  const least = numberOption(option, DEFAULT_MINUTES);
  if (option !== undefined || !isConnectorType(lowerType)) return least;
  return isPowerAutomate(flow) ? 0 : Math.min(least, USUAL_POLL);
}

/** Between two runs; undefined for what is computed, wrong, or seldom enough. */
function secondsOf(flow: FlowModel, recurrence: NodeId): number | undefined {
  const { tree } = flow;
  const unit = literalText(flow, property(tree, recurrence, 'frequency'));
  const factor = unit === undefined ? undefined : SECONDS.get(unit.toLowerCase());
  if (factor === undefined) return undefined;
  const interval = Number(tree.toValue(property(tree, recurrence, 'interval')));
  return Number.isInteger(interval) ? interval * factor : undefined;
}
