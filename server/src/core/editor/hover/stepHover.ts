import type { Exposure, Slot } from '../../exposure/exposure.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { HISTORY_READERS, listNames } from '../../rules/texts.ts';
import { whatItDoes } from '../../solution/overview/whatItDoes.ts';
import { connectionUse, runsAsLine } from './connection.ts';
import { boldName, escapeMarkdown } from './markdown.ts';
import { holdsLiteral, originLines, STAYS_IN_FILE, sideLine, sidesOf } from './runHistory.ts';

/** What a step or trigger does, what the run history shows of it and why, and the way of its secrets. */
export function stepHover({ flow, exposure, solution }: FlowFacts, step: Step): string {
  const lines = [`${boldName(step.name)}  \n${escapeMarkdown(whatItDoes(flow, step, solution))}`];
  const connection = connectionLine(flow, step);
  if (connection) lines.push(connection);
  const slots = sidesOf(exposure, step);
  lines.push(
    [
      '**Run history**',
      ...slots.map((slot) => `- ${sideLine(exposure, slot)}`),
      ...(slots.every(({ step: one, side }) => exposure.hiddenBecause(one, side) !== undefined)
        ? []
        : [`\nIt can be read by ${HISTORY_READERS}.`]),
    ].join('\n'),
  );
  const secrets = secretLines(flow, exposure, step, slots);
  if (secrets.length > 0) lines.push(['**Secrets**', ...secrets.map((line) => `- ${line}`)].join('\n'));
  return lines.join('\n\n');
}

/** The connection of a step and as whom it acts; undefined for steps that use none. */
export function connectionLine(flow: FlowModel, step: Step): string | undefined {
  const use = connectionUse(flow, step);
  if (use === undefined) return undefined;
  const name = escapeMarkdown(use.name);
  if (use.declared === undefined) return `Connection: ${name}, not declared in this flow.`;
  const as = runsAsLine(flow, use.declared);
  return as === undefined ? `Connection: ${name}.` : `Connection: ${name}, ${as}.`;
}

function secretLines(flow: FlowModel, exposure: Exposure, step: Step, slots: readonly Slot[]): string[] {
  const lines = originLines(
    step,
    slots.flatMap((slot) => slot.origins),
  );
  const users = flow.actions.filter(
    (other) =>
      other !== step &&
      exposure
        .slot(other, 'inputs')
        .origins.some((origin) => origin.source.step === step || origin.path.includes(step)),
  );
  if (holdsLiteral(exposure, step)) lines.push(STAYS_IN_FILE);
  if (users.length > 0)
    lines.push(
      `Goes on to ${escapeMarkdown(
        listNames(
          users.map((one) => one.name),
          6,
        ),
      )}.`,
    );
  return lines;
}
