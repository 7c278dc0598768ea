import type { Exposure, Slot } from '../exposure/exposure.ts';
import { maySecure, refusesSecure } from '../exposure/platform.ts';
import type { Origin } from '../exposure/taint.ts';
import type { ConnectionReference, FlowModel, Side, Step } from '../flow/model.ts';
import { HISTORY_READERS, listNames, sourcesText } from '../rules/texts.ts';
import { boldName, escapeMarkdown } from './markdown.ts';
import { whatItDoes } from './whatItDoes.ts';

/** What a step or trigger does, what the run history shows of it and why, and the way of its secrets. */
export function stepHover(flow: FlowModel, exposure: Exposure, step: Step): string {
  const lines = [`${boldName(step.name)}  \n${escapeMarkdown(whatItDoes(flow, step))}`];
  const connection = connectionLine(flow, step);
  if (connection) lines.push(connection);
  const slots = (['inputs', 'outputs'] as const).map((side) => exposure.slot(step, side));
  lines.push(
    [
      '**Run history**',
      ...slots.map((slot) => `- ${sideLine(exposure, slot)}`),
      `\nIt can be read by ${HISTORY_READERS}.`,
    ].join('\n'),
  );
  const secrets = secretLines(flow, exposure, step, slots);
  if (secrets.length > 0) lines.push(['**Secrets**', ...secrets.map((line) => `- ${line}`)].join('\n'));
  return lines.join('\n\n');
}

function connectionLine(flow: FlowModel, step: Step): string | undefined {
  const key = step.operation?.connectionKey;
  if (key === undefined) return undefined;
  const declared = flow.connections.find((one) => one.key.toLowerCase() === key.toLowerCase());
  if (declared === undefined) return `Connection: ${escapeMarkdown(key)}, not declared in this flow.`;
  const name = declared.logicalName ?? declared.key;
  return `Connection: ${escapeMarkdown(name)}${runsAs(declared)}.`;
}

function runsAs(connection: ConnectionReference): string {
  if (connection.runtimeSource === 'embedded')
    return ', the one that its maker set up, whoever starts the flow';
  if (connection.runtimeSource === 'invoker') return ', brought by the person who starts the flow';
  return '';
}

function sideLine(exposure: Exposure, slot: Slot): string {
  const { step, side } = slot;
  const name = side === 'inputs' ? 'Inputs' : 'Outputs';
  switch (exposure.hiddenBecause(step, side)) {
    case 'own':
      return `${name}: hidden, secured in this step.`;
    case 'linked':
      return `${name}: hidden together with the secured inputs.`;
    case 'platform':
      return `${name}: hidden by the platform, because the step uses secured data directly. Steps that use its outputs are shown again.`;
    default: {
      const secret = slot.exposed ? ` They carry ${escapeMarkdown(sourcesText(slot.origins))}.` : '';
      return `${name}: shown.${secret}${canBeSecured(step, side)}`;
    }
  }
}

function canBeSecured(step: Step, side: Side): string {
  if (maySecure(step, side)) return '';
  if (refusesSecure(step, side))
    return ` Steps of type ${escapeMarkdown(step.type)} do not accept secured ${side}.`;
  return '';
}

function secretLines(flow: FlowModel, exposure: Exposure, step: Step, slots: readonly Slot[]): string[] {
  const lines: string[] = [];
  const carried = slots.flatMap((slot) => slot.origins);
  for (const origin of distinct(carried)) {
    if (origin.source.step === step) continue;
    const via = origin.path.filter((one) => one !== step).map((one) => one.name);
    lines.push(
      `From ${escapeMarkdown(origin.source.label)}${via.length > 0 ? `, by way of ${escapeMarkdown(listNames(via, 5))}` : ''}.`,
    );
  }
  const users = flow.actions.filter(
    (other) =>
      other !== step &&
      exposure
        .slot(other, 'inputs')
        .origins.some((origin) => origin.source.step === step || origin.path.includes(step)),
  );
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

function distinct(origins: readonly Origin[]): Origin[] {
  const bySource = new Map<number, Origin>();
  for (const origin of origins) if (!bySource.has(origin.source.id)) bySource.set(origin.source.id, origin);
  return [...bySource.values()];
}
