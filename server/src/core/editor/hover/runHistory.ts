import type { Exposure, Slot } from '../../exposure/exposure.ts';
import type { Origin } from '../../exposure/taint.ts';
import type { Side, Step } from '../../flow/model.ts';
import { maySecure, refusesSecure } from '../../platform/secureData.ts';
import { fullLabel, fullSourcesText, listNames } from '../../rules/texts.ts';
import { escapeMarkdown } from './markdown.ts';

/** Both sides of a step as the file stands. */
export function sidesOf(exposure: Exposure, step: Step): readonly [inputs: Slot, outputs: Slot] {
  return [exposure.slot(step, 'inputs'), exposure.slot(step, 'outputs')];
}

/** What the run history shows of one side and why, as Markdown. */
export function sideLine(exposure: Exposure, slot: Slot): string {
  const { step, side } = slot;
  const name = side === 'inputs' ? 'Inputs' : 'Outputs';
  switch (exposure.hiddenBecause(step, side)) {
    case 'own':
      return `${name}: hidden, secured in this step.`;
    case 'linked':
      return `${name}: hidden together with the secured inputs.`;
    case 'platform':
      return side === 'outputs'
        ? `${name}: hidden together with the inputs.`
        : `${name}: hidden by the platform, because the step directly uses ${hidersText(exposure, step)}. Steps that use its outputs are shown again.`;
    default: {
      const secret = slot.exposed ? ` They carry ${escapeMarkdown(fullSourcesText(slot.origins))}.` : '';
      return `${name}: shown.${secret}${canBeSecured(step, side)}`;
    }
  }
}

function hidersText(exposure: Exposure, step: Step): string {
  const hiders = exposure.hiddenBy(step);
  const names = (side: Side): string =>
    listNames(hiders.filter((one) => one.side === side).map((one) => one.step.name));
  const [outputs, inputs] = [names('outputs'), names('inputs')];
  const parts = [
    ...(outputs === '' ? [] : [`secured outputs of ${escapeMarkdown(outputs)}`]),
    ...(inputs === '' ? [] : [`outputs of ${escapeMarkdown(inputs)}, whose inputs are secured`]),
  ];
  return parts.join(' and ') || 'secured data';
}

function canBeSecured(step: Step, side: Side): string {
  if (maySecure(step, side)) return '';
  if (refusesSecure(step, side))
    return ` Steps of type ${escapeMarkdown(step.type)} do not accept secured ${side}.`;
  return '';
}

/** What securing leaves of a secret that is written into a step. */
export const STAYS_IN_FILE =
  'The secret written into this step stands in the file all the same: securing hides it from the run history only.';

/** True when a secret is written into the step itself. */
export function holdsLiteral(exposure: Exposure, step: Step): boolean {
  return exposure.sources.some((source) => source.kind === 'literal' && source.step === step);
}

/** Where the secrets of a step come from and which way, as Markdown; one line a source, those that enter here left out. */
export function originLines(step: Step, origins: readonly Origin[]): string[] {
  const lines: string[] = [];
  for (const origin of distinct(origins)) {
    if (origin.source.step === step) continue;
    const via = origin.path.filter((one) => one !== step).map((one) => one.name);
    lines.push(
      `From ${escapeMarkdown(fullLabel(origin.source))}${via.length > 0 ? `, by way of ${escapeMarkdown(listNames(via, 5))}` : ''}.`,
    );
  }
  return lines;
}

function distinct(origins: readonly Origin[]): Origin[] {
  const bySource = new Map<number, Origin>();
  for (const origin of origins) if (!bySource.has(origin.source.id)) bySource.set(origin.source.id, origin);
  return [...bySource.values()];
}
