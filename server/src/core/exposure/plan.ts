import type { Side, Step } from '../flow/model.ts';
import { maySecure } from '../platform/secureData.ts';
import type { ExposureProblem, RepairPlan, Slot, SlotName } from './exposure.ts';
import { addTo } from './hiding.ts';
import type { ExposureState } from './state.ts';

/**
 * Which sides to secure so that a problem is gone. Source steps count as repaired already: they have findings of their
 * own. A data step comes first, because securing it may hide the steps behind it.
 */
export function planRepair(state: ExposureState, problem: ExposureProblem): RepairPlan {
  switch (problem.kind) {
    case 'read':
    case 'trigger':
      return single(problem.step, 'outputs');
    case 'consumer':
      return single(problem.step, 'inputs');
    case 'data':
    case 'variable':
      return planPath(state, problem.exposed, problem.step);
    default:
      return { sides: [], complete: false };
  }
}

function single(step: Step, side: Side): RepairPlan {
  return maySecure(step, side) ? { sides: [{ step, side }], complete: true } : { sides: [], complete: false };
}

function planPath(state: ExposureState, exposed: readonly Slot[], first: Step): RepairPlan {
  const sides: SlotName[] = [];
  const overlay = new Map([...state.cured].map(([step, known]) => [step, new Set(known)]));
  const still = (slot: SlotName): boolean => state.slot(slot.step, slot.side, overlay).exposed;
  const secure = (slot: SlotName): void => {
    if (!still(slot) || !maySecure(slot.step, slot.side)) return;
    const one = { step: slot.step, side: slot.side };
    sides.push(one);
    addTo(overlay, one);
  };
  for (const slot of exposed) if (slot.step === first) secure(slot);
  for (const slot of exposed) if (slot.step !== first) secure(slot);
  return { sides, complete: !exposed.some(still) };
}
