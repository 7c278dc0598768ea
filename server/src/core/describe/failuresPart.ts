import type { Item } from '../report/lines/blocks.ts';
import { bold, italic, joined, type Line, line, names, plain } from '../report/lines/inline.ts';
import { outcomeWords } from './steps.ts';
import type { FailuresDescription } from './types.ts';

/** More of a kind are counted. */
const MOST = 8;

/** What happens when a step fails. `whole`: all steps of the flow are known. */
export function failureItems(failures: FailuresDescription, whole: boolean): readonly Item[] {
  const { handlers, report, passedOver, ends, notRetried } = failures;
  const lines: Line[] = handlers.slice(0, MOST).map(({ step, after, acts }) => {
    const each = after.map(
      ({ step: failed, statuses }) => line`${italic(failed)} ${plain(outcomeWords(statuses))}`,
    );
    const inside = acts.filter((one) => one !== step);
    const so = inside.length === 0 ? [] : line`, with ${names(inside, italic, 4)}`;
    return line`${bold(step)} runs when ${joined(each, line` and `)}${so}`;
  });
  if (handlers.length > MOST) lines.push(line`${handlers.length - MOST} more steps run after a failure`);
  if (report !== undefined && !handlers.some(({ acts }) => acts.includes(report)))
    lines.push(line`After that, ${italic(report)} may tell somebody or end the run as failed`);
  if (handlers.length > 0 && report === undefined && whole)
    lines.push(line`No step after a failure tells anybody of it or ends the run as failed`);
  if (handlers.length === 0 && whole) {
    const so = passedOver.length === 0 ? line`: when one fails, the run fails` : [];
    lines.push(line`No step deals with a failure${so}`);
  }
  for (const { step, failing } of passedOver.slice(0, MOST))
    lines.push(line`${bold(step)} runs as well when ${names(failing)} fails, and does not look at that`);
  if (passedOver.length > MOST)
    lines.push(line`${passedOver.length - MOST} more steps run whether the one before fails or not`);
  for (const { step, status } of ends.slice(0, MOST)) {
    const as = status === undefined ? [] : line` as ${plain(status)}`;
    lines.push(line`${bold(step)} ends the run${as}`);
  }
  if (ends.length > MOST) lines.push(line`${ends.length - MOST} more steps end the run`);
  if (notRetried.length > 0)
    lines.push(line`Not tried again when a call fails: ${names(notRetried, italic, MOST)}`);
  return lines.map((one) => ({ line: one }));
}
