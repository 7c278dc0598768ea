import { nearest } from '../../config/index.ts';
import { Kind, NONE, type NodeId } from '../../json/tree.ts';
import { isComputed, literalText } from '../literalValue.ts';
import { property, replaceText, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';
import { DAYS, isDay, parseDay } from './weekDays.ts';

/** Each part of a schedule with the frequencies that it goes with (Microsoft: "Schedules for recurring triggers"). */
const GOES_WITH: ReadonlyMap<string, readonly string[]> = new Map([
  ['weekDays', ['week']],
  // The documentation has them with days and weeks, and nothing says that months refuse them.
  ['hours', ['day', 'week', 'month']],
  ['minutes', ['day', 'week', 'month']],
  ['monthDays', ['month']],
  ['monthlyOccurrences', ['month']],
]);

/** Least and largest number in a list. */
const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['hours', [0, 23]],
  ['minutes', [0, 59]],
  ['monthDays', [-31, 31]],
]);

/** A list has 60 entries at most; more wrong ones have one cause. */
const MOST = 60;

/** When: days, hours, minutes. `frequency`: as it is meant, in lower case. */
export function checkSchedule(check: StepCheck, recurrence: NodeId, frequency: string | undefined): void {
  const { flow, tree, step } = check;
  const schedule = property(tree, recurrence, 'schedule');
  if (schedule === NONE || isComputed(flow, schedule) || tree.kind(schedule) === Kind.Null) return;
  if (!tree.isObject(schedule)) {
    check.add({
      place: { node: schedule, part: 'key' },
      message: `The "schedule" of ${stepName(step)} must be an object.`,
      hint: 'Write lists such as {"weekDays": ["Monday"], "hours": [9]}.',
      key: 'schedule',
    });
    return;
  }
  for (const [name, frequencies] of GOES_WITH) {
    const part = property(tree, schedule, name);
    if (part === NONE || isComputed(flow, part) || tree.kind(part) === Kind.Null) continue;
    if (!tree.isArray(part)) {
      check.add({
        place: { node: part, part: 'key' },
        message: `The "${name}" of ${stepName(step)} must be a list.`,
        hint: name === 'weekDays' ? 'Write a list such as ["Monday"].' : 'Write a list such as [9].',
        key: 'list',
      });
      continue;
    }
    if (tree.firstChild(part) === NONE) continue;
    if (frequency !== undefined && !frequencies.includes(frequency))
      goesWithout(check, part, name, frequencies);
    for (const entry of tree.children(part).slice(0, MOST)) {
      if (name === 'weekDays') checkDay(check, entry);
      else checkNumber(check, entry, name);
    }
  }
}

function goesWithout(check: StepCheck, part: NodeId, name: string, frequencies: readonly string[]): void {
  const with_ = frequencies.map((one) => `"${one.charAt(0).toUpperCase()}${one.slice(1)}"`).join(' or ');
  check.add({
    place: { node: part, part: 'key' },
    severity: 'warning',
    message: `${stepName(check.step)} has "${name}" in its schedule, which goes with the frequency ${with_} only.`,
    hint: `Remove "${name}", or take that frequency.`,
    why: 'The platform refuses the schedule or passes over this part, and the flow runs at other times than it says.',
    key: 'goes with',
  });
}

function checkDay(check: StepCheck, node: NodeId): void {
  const { flow, tree, step } = check;
  const text = literalText(flow, node);
  if (text === undefined || isDay(text)) return;
  check.add({
    place: { node, part: 'value' },
    message: `The schedule of ${stepName(step)} has a day ${quotedName(text)}, and takes the English names of days.`,
    hint: 'Write "Monday" to "Sunday".',
    key: 'day',
    repairs: replaceText(tree, node, parseDay(text) ?? nearest(text, DAYS)),
  });
}

function checkNumber(check: StepCheck, node: NodeId, name: string): void {
  const { flow, tree, step } = check;
  const range = RANGES.get(name);
  if (range === undefined || isComputed(flow, node)) return;
  const text = tree.isString(node)
    ? tree.string(node).trim()
    : tree.text.slice(tree.start(node), tree.end(node)).slice(0, 20);
  const [least, largest] = range;
  const number = /^-?[0-9]{1,4}$/.test(text) ? Number(text) : undefined;
  const isNoDay = name === 'monthDays' && number === 0;
  if (number !== undefined && number >= least && number <= largest && !isNoDay) return;
  check.add({
    place: { node, part: 'value' },
    message: `The "${name}" of ${stepName(step)} can be whole numbers from ${name === 'monthDays' ? 1 : least} to ${largest} only.`,
    hint:
      name === 'monthDays'
        ? 'Write the days of the month; -1 is the last one.'
        : `Write numbers from ${least} to ${largest}.`,
    key: 'number',
  });
}
