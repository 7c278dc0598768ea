import { nearest } from '../../config/index.ts';
import { Kind, NONE, type NodeId } from '../../json/tree.ts';
import { isComputed, literalText, wholeNumber } from '../literalValue.ts';
import { isOneOf, property, replaceText, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

const FREQUENCIES: readonly string[] = ['Second', 'Minute', 'Hour', 'Day', 'Week', 'Month', 'Year'];

/** What people write for them. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['hourly', 'Hour'],
  ['daily', 'Day'],
  ['weekly', 'Week'],
  ['monthly', 'Month'],
  ['yearly', 'Year'],
]);

/**
 * The largest interval of each frequency: 500 days, and what that is in other units. Source: Microsoft's "Schedules for recurring
 * triggers in Azure Logic Apps" and "Limits of automated, scheduled, and instant flows".
 */
const LARGEST: ReadonlyMap<string, number> = new Map([
  ['second', 9_999_999],
  ['minute', 72_000],
  ['hour', 12_000],
  ['day', 500],
  ['week', 71],
  ['month', 16],
]);

/** The least time between two runs of a cloud flow, in seconds; from the limits of cloud flows. */
const LEAST_SECONDS = 60;

/** How often: frequency and interval. Gives the frequency that is meant, in lower case; undefined where nobody knows it. */
export function checkFrequency(
  check: StepCheck,
  recurrence: NodeId,
  ofPowerAutomate: boolean,
): string | undefined {
  const { flow, tree, step } = check;
  if (isComputed(flow, recurrence)) return undefined;
  if (!tree.isObject(recurrence)) {
    check.add({
      place: { node: recurrence, part: 'key' },
      message: `The "recurrence" of ${stepName(step)} must be an object.`,
      hint: 'Write a frequency and an interval, such as {"frequency": "Day", "interval": 1}.',
      key: 'form',
    });
    return undefined;
  }
  const frequency = property(tree, recurrence, 'frequency');
  const interval = property(tree, recurrence, 'interval');
  for (const [node, name] of [[frequency, 'frequency'] as const, [interval, 'interval'] as const])
    if (node === NONE)
      check.add({
        place: { node: recurrence, part: 'key' },
        message: `The recurrence of ${stepName(step)} has no "${name}".`,
        hint: 'Write how often it runs: a frequency and an interval, such as "Day" and 1.',
        key: `missing ${name}`,
      });
  const text = literalText(flow, frequency);
  let corrected = text;
  if (text !== undefined && !isOneOf(text, FREQUENCIES)) {
    corrected = MEANT.get(text.toLowerCase()) ?? nearest(text, FREQUENCIES);
    check.add({
      place: { node: frequency, part: 'value' },
      message: `The frequency of ${stepName(step)} cannot be ${quotedName(text)}.`,
      hint: 'It can be "Second", "Minute", "Hour", "Day", "Week" or "Month".',
      key: 'frequency',
      repairs: replaceText(tree, frequency, corrected),
    });
  }
  const unit = corrected?.toLowerCase();
  checkInterval(check, interval, unit, ofPowerAutomate);
  return unit;
}

function checkInterval(
  check: StepCheck,
  node: NodeId,
  unit: string | undefined,
  ofPowerAutomate: boolean,
): void {
  const { flow, tree, step } = check;
  if (node === NONE || isComputed(flow, node)) return;
  const number = wholeNumber(flow, node);
  if (number === undefined && tree.kind(node) !== Kind.Number) {
    check.add({
      place: { node, part: 'value' },
      message: `The interval of ${stepName(step)} is no number.`,
      hint: 'Write a whole number, from 1 on.',
      key: 'interval',
    });
    return;
  }
  const largest = unit === undefined ? undefined : LARGEST.get(unit);
  if (number === undefined || number < 1) {
    check.add({
      place: { node, part: 'value' },
      message: `The interval of ${stepName(step)} must be a whole number from 1 on.`,
      hint: 'For a shorter time take a smaller frequency, such as "Minute" in place of "Hour".',
      key: 'interval',
    });
  } else if (largest !== undefined && number > largest) {
    check.add({
      place: { node, part: 'value' },
      message: `The interval of ${stepName(step)} is beyond 500 days, the longest time between two runs.`,
      hint: `With this frequency it can be up to ${largest}.`,
      key: 'interval',
    });
  } else if (ofPowerAutomate && unit === 'second' && number < LEAST_SECONDS) {
    check.add({
      place: { node, part: 'value' },
      // What a polling connector takes depends on the plan.
      ...(step.lowerType === 'recurrence' ? {} : { severity: 'warning' as const }),
      message: `${stepName(step)} would run every ${number === 1 ? 'second' : `${number} seconds`}, and a cloud flow runs every 60 seconds at most.`,
      hint: 'Write 60 or more, or take the frequency "Minute".',
      key: 'interval',
    });
  }
}
