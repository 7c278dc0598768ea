import { nearest } from '../../config/index.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { isWindowsTimeZone, TIME_ZONES, windowsTimeZone } from '../../platform/timeZones.ts';
import { literalText } from '../literalValue.ts';
import { property, replaceText, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

/** From when on, and in which time zone. */
export function checkStart(check: StepCheck, recurrence: NodeId): void {
  const { tree } = check;
  const zone = property(tree, recurrence, 'timeZone');
  checkZone(check, zone);
  for (const name of ['startTime', 'endTime']) checkTime(check, property(tree, recurrence, name), name, zone);
}

/** A warning: the list grows, and what else the service takes is not documented. */
function checkZone(check: StepCheck, node: NodeId): void {
  const { flow, tree, step } = check;
  const text = literalText(flow, node);
  if (text === undefined || text === '' || isWindowsTimeZone(text)) return;
  check.add({
    place: { node, part: 'value' },
    severity: 'warning',
    message: `${stepName(step)} has the time zone ${quotedName(text)}, which Windows does not know.`,
    hint: 'Take the name that Windows gives to the time zone, such as "W. Europe Standard Time" or "UTC".',
    why: 'Schedules take the names of Windows. With another one the flow may not turn on, or run at other times than meant.',
    key: 'time zone',
    repairs: replaceText(tree, node, windowsTimeZone(text) ?? nearest(text, TIME_ZONES)),
  });
}

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|z|[+-]\d{2}:?\d{2})?)?$/;

function checkTime(check: StepCheck, node: NodeId, name: string, zone: NodeId): void {
  const { flow, tree, step } = check;
  const text = literalText(flow, node);
  if (text === undefined || text === '') return;
  const parts = text.length > 40 ? null : TIME.exec(text.trim());
  if (parts === null) {
    check.add({
      place: { node, part: 'value' },
      severity: 'warning',
      message: `The "${name}" of ${stepName(step)} has not the form of a time, such as 2026-01-31T09:00:00Z.`,
      hint: 'Write year, month and day, a "T", and the time; and a "Z" where the schedule names no time zone.',
      why: 'Another form may be refused when the flow is turned on, or read as another time.',
      key: name,
    });
    return;
  }
  if (!isOnCalendar(parts)) {
    check.add({
      place: { node, part: 'value' },
      message: `The "${name}" of ${stepName(step)} is no time that there is: ${quotedName(text)}.`,
      hint: 'Correct the month, the day or the time.',
      key: name,
    });
  } else if (zone === NONE && parts[4] !== undefined && parts[7] === undefined) {
    check.add({
      place: { node, part: 'value' },
      severity: 'warning',
      message: `The "${name}" of ${stepName(step)} does not say its time zone: it names none and has no "Z".`,
      hint: 'Add a "Z" for UTC, or a "timeZone" to the recurrence.',
      why: 'Microsoft asks for a "Z" where the schedule has no time zone. Without, nobody can tell when the flow runs.',
      key: name,
      repairs: replaceText(tree, node, `${text.trim()}Z`),
    });
  }
}

function isOnCalendar([, year, month, day, hour, minute, second]: RegExpExecArray): boolean {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
  return isDate && Number(hour ?? 0) <= 23 && Number(minute ?? 0) <= 59 && Number(second ?? 0) <= 59;
}
