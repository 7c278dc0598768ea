import type { Exposure } from '../exposure/exposure.ts';
import type { Side, Step } from '../flow/model.ts';
import { outputsFollowInputs, refusesSecure } from '../platform/secureData.ts';
import { HISTORY_READERS } from '../rules/texts.ts';

/** Words of the run page, and what is said around them, for all that show a preview. */

/** Of the page itself, source: `securedatasection.tsx` of Microsoft's designer (Azure/LogicAppsUX). */
export const NOT_SHOWN = 'Content not shown due to security configuration.';
export const HEAD =
  "Preview: what people with access to the flow's runs would see. Values are examples, nothing was run.";
export const WHO_SEES = `The run history can be read by ${HISTORY_READERS}. People who may only run the flow see something else.`;
export const EVERY_PAGE = 'Every page shows the same fields, with the values of its item.';
export const ALWAYS_SHOWN = 'This section is shown whether or not inputs and outputs are hidden.';
/** The rows below "Properties", in the order of the page. */
export const PROPERTIES = [
  'Start time',
  'End time',
  'Status',
  'Client Tracking ID',
  'Action Tracking ID',
] as const;

/** What a section says that has no values. */
export function noValues(side: Side): string {
  return side === 'inputs' ? 'No inputs' : 'No outputs';
}

/** What its type means for a shown side: that a setting hides nothing, that a secret cannot be hidden there; '' for nothing to say. */
export function settingNote(step: Step, side: Side, holdsSecret: boolean): string {
  if (!refusesSecure(step, side)) return '';
  if (step.secured.has(side))
    return `The setting hides nothing: steps of type ${step.type} do not accept secured ${side}.`;
  if (!holdsSecret) return '';
  return side === 'outputs' && outputsFollowInputs(step)
    ? 'Secured inputs hide the outputs as well.'
    : `Steps of type ${step.type} do not accept secured ${side}.`;
}

/** Why a side is hidden, as a sentence; undefined for one that is shown. `nameOf`: a step as it is shown. */
export function whyHidden(
  exposure: Exposure,
  step: Step,
  side: Side,
  nameOf: (name: string) => string,
): string | undefined {
  switch (exposure.hiddenBecause(step, side)) {
    case 'own':
      return 'Secured in the settings of this step.';
    case 'linked':
      return 'Hidden together with its secured inputs.';
    case 'platform':
      return side === 'outputs'
        ? 'Hidden together with its inputs.'
        : `Hidden because it uses ${usedBy(exposure, step, nameOf)}.`;
    default:
      return undefined;
  }
}

function usedBy(exposure: Exposure, step: Step, nameOf: (name: string) => string): string {
  const parts = exposure
    .hiddenBy(step)
    .map(({ step: { name }, side }) =>
      side === 'outputs'
        ? `the secured outputs of "${nameOf(name)}"`
        : `the outputs of "${nameOf(name)}", whose inputs are secured`,
    );
  return parts.slice(0, 4).join(' and ') || 'secured data';
}
