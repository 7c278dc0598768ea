import { type JsonTree, Kind, NONE, type NodeId } from '../json/tree.ts';
import { count } from '../text/count.ts';

/** By the platform's words, lower-cased. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['second', 'second'],
  ['minute', 'minute'],
  ['hour', 'hour'],
  ['day', 'day'],
  ['week', 'week'],
  ['month', 'month'],
  ['year', 'year'],
]);
const TIME = /^\d{4}-\d{2}-\d{2}T(\d{2}:\d{2})/;
const DAYS: ReadonlySet<string> = new Set([
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
]);
/** More hours of a day are counted. */
const MOST_TIMES = 6;

/**
 * How often a trigger runs: `every 2 hours`, `every week on Monday at 08:00 (time zone UTC)`. Undefined where expressions work it out
 * or the file does not tell. Words of ours and of fixed forms alone: no text of the file stands in it but the name of the time zone.
 */
export function scheduleWords(tree: JsonTree, trigger: NodeId): string | undefined {
  const recurrence = tree.child(trigger, 'recurrence');
  if (recurrence === NONE) return undefined;
  const unit = UNITS.get(tree.stringAt(recurrence, 'frequency')?.toLowerCase() ?? '');
  const interval = numberAt(tree, tree.child(recurrence, 'interval'));
  if (unit === undefined || interval === undefined || interval < 1) return undefined;
  const every = interval === 1 ? `every ${unit}` : `every ${count(interval, unit)}`;
  const days = list(tree, tree.descend(recurrence, 'schedule', 'weekDays')).filter((day) =>
    DAYS.has(day.toLowerCase()),
  );
  const at = times(tree, recurrence);
  const zone = tree.stringAt(recurrence, 'timeZone') ?? '';
  return [
    every,
    ...(days.length === 0 ? [] : [`on ${days.join(', ')}`]),
    ...(at === '' ? [] : [`at ${at}`]),
    ...(at === '' || !/^[\w .+-]{1,60}$/.test(zone) ? [] : [`(${zone})`]),
  ].join(' ');
}

/** The times of a schedule; of a daily one without any, that of its start. */
function times(tree: JsonTree, recurrence: NodeId): string {
  const schedule = tree.child(recurrence, 'schedule');
  const hours = numbers(tree, tree.child(schedule, 'hours'));
  const minutes = numbers(tree, tree.child(schedule, 'minutes'));
  if (hours.length > 0) {
    const all = hours.flatMap((hour) =>
      (minutes.length === 0 ? [0] : minutes).map((one) => clock(hour, one)),
    );
    return all.length <= MOST_TIMES ? all.join(', ') : count(all.length, 'time');
  }
  const start = TIME.exec(tree.stringAt(recurrence, 'startTime') ?? '');
  const unit = tree.stringAt(recurrence, 'frequency')?.toLowerCase();
  return start !== null && (unit === 'day' || unit === 'week' || unit === 'month') ? start[1]! : '';
}

const two = (number: number): string => String(number).padStart(2, '0');
const clock = (hour: number, minute: number): string => `${two(hour)}:${two(minute)}`;

function list(tree: JsonTree, node: NodeId): string[] {
  if (node === NONE || !tree.isArray(node)) return [];
  return tree.children(node).flatMap((item) => (tree.isString(item) ? [tree.string(item)] : []));
}

function numbers(tree: JsonTree, node: NodeId): number[] {
  if (node === NONE || !tree.isArray(node)) return [];
  return tree.children(node).flatMap((item) => numberAt(tree, item) ?? []);
}

/** Whole numbers of a usual size, also in quotes. */
function numberAt(tree: JsonTree, node: NodeId): number | undefined {
  if (node === NONE) return undefined;
  const text = tree.isString(node)
    ? tree.string(node)
    : tree.kind(node) === Kind.Number
      ? tree.text.slice(tree.start(node), tree.end(node))
      : '';
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}
