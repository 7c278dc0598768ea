import type { Side, Step } from '../flow/model.ts';
import { NONE } from '../json/tree.ts';
import { maySecure } from '../platform/secureData.ts';

/**
 * True when a fix may secure this side without causing another problem: tracked properties do not go with a secured
 * step, and which of the two the author wants is not ours to choose.
 */
export function canSecure(step: Step, side: Side): boolean {
  return maySecure(step, side) && step.trackedProperties === NONE;
}
