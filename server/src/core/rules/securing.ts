import { maySecure, refusesSecure } from '../exposure/platform.ts';
import type { Side, Step } from '../flow/model.ts';
import { NONE } from '../json/tree.ts';
import { stepName } from './texts.ts';

/** What to do so that the run history no longer shows a side of a step: the fix where there is one, else what stands in its way. */
export function securingHint(step: Step, side: Side, effect: string): string {
  const name = step.role === 'trigger' ? `the trigger ${stepName(step)}` : stepName(step);
  if (refusesSecure(step, side)) {
    return `A step of type ${step.type} cannot be secured. Use the secret only in steps that can be, such as HTTP or connector actions.`;
  }
  if (!maySecure(step, side)) {
    return `Secure the ${side} of ${name} in the designer (Settings, Security), save, and check that the flow still turns on: whether steps of type ${step.type || 'this kind'} accept the setting is not confirmed, so there is no repair at a click.`;
  }
  if (step.trackedProperties !== NONE) {
    return `Remove the tracked properties of ${name}, then secure its ${side}: the platform does not allow both.`;
  }
  return `Secure the ${side} of ${name}. ${effect}`;
}
