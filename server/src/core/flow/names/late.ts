import type { NodeId } from '../../json/tree.ts';
import type { FlowModel, Step } from '../model.ts';

/**
 * True for a place in a step that is looked at when the step has run: its tracked properties, what ends the subscription of a
 * webhook, the condition of "Do until". There it may read itself, by `action()` too.
 */
export function isLookedAtLate({ tree }: FlowModel, step: Step, node: NodeId): boolean {
  const within = (part: NodeId): boolean => part >= 0 && node >= part && node < tree.after(part);
  if (within(step.trackedProperties) || within(tree.child(step.inputs, 'unsubscribe'))) return true;
  return step.lowerType === 'until' && within(step.control);
}
