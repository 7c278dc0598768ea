import type { Exposure } from '../exposure/exposure.ts';
import type { RuleFix } from '../finding.ts';
import { secureFix } from '../fixes/secure.ts';
import type { FlowModel, Side, Step } from '../flow/model.ts';
import { stepAt } from '../flow/stepAt.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import { maySecure, refusesSecure } from '../platform/secureData.ts';
import { stepName } from './texts.ts';

/** What to do so that the run history no longer shows a side of a step: the fix where there is one, else what stands in its way. */
export function securingHint(step: Step, side: Side, effect: string): string {
  const name = step.role === 'trigger' ? `the trigger ${stepName(step)}` : stepName(step);
  if (refusesSecure(step, side)) {
    return `A step of type ${step.type} cannot be secured. Use the secret only in steps that can be, such as HTTP or connector actions.`;
  }
  if (!maySecure(step, side)) {
    return `Secure the ${side} of ${name} in the designer, and check that the flow still turns on: nothing documents that for steps of type ${step.type || 'this kind'}.`;
  }
  if (step.trackedProperties !== NONE) {
    return `Remove the tracked properties of ${name}, then secure its ${side}: the platform does not allow both.`;
  }
  return `Secure the ${side} of ${name}. ${effect}`;
}

/** Secures a side of the step at a node, and both in one press where the run history shows a secret on the other one as well. */
export function secureFixes(flow: FlowModel, exposure: Exposure, node: NodeId, side: Side): RuleFix[] {
  const step = stepAt(flow, node);
  if (!step) return [];
  const result = secureFix(flow, step, [side]);
  const other = side === 'inputs' ? 'outputs' : 'inputs';
  if (exposure.slot(step, other).exposed) result.push(...secureFix(flow, step, ['inputs', 'outputs']));
  return result;
}

/**
 * Secures the inputs of a step that hands a secret on: that cures what the run history shows, and not the handing on. Empty
 * where the inputs are secured already or the step does not take the setting.
 */
export function historyFixes(flow: FlowModel, step: Step): RuleFix[] {
  return secureFix(flow, step, ['inputs']).map((fix) => ({
    ...fix,
    title: `${fix.title}, for the run history only`,
    note: 'Hides the secret from the run history. It still goes to whoever gets what this step sends: the finding stays for that.',
    cures: 'run history',
  }));
}
