import type { Origin, Source } from '../exposure/taint.ts';
import type { Step } from '../flow/model.ts';
import { fullLabel, sourcesOf } from '../rules/texts.ts';
import type { ShownText } from './shownText.ts';
import type { SecretChip } from './types.ts';

/** One chip a source. `idOf`: of a step in the preview. */
export function chipsOf(
  origins: readonly Origin[],
  shown: ShownText,
  idOf: (step: Step) => number | undefined,
): SecretChip[] {
  return sourcesOf(origins).map((source) => ({
    kind: 'secret',
    text: nameOf(source, shown),
    what: shown.name(fullLabel(source)),
    step: source.step && idOf(source.step),
    source: source.id,
  }));
}

function nameOf({ kind, step, parameter, own }: Source, shown: ShownText): string {
  if (kind === 'read' && step !== undefined) return shown.step(step.name);
  if (kind === 'parameter' && parameter !== undefined) return shown.name(parameter.name);
  // `the client secret written into it`, `the trigger input "Key"`, `the value of "x-api-key"`.
  return shown.name(own.replace(/^the /, '').replace(/ written into it$/, ''));
}
