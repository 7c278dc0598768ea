import type { FlowModel, Step } from '../model.ts';
import { isLookedAtLate } from './late.ts';
import type { NameUse } from './types.ts';
import type { Visibility } from './visibility.ts';

/** Why a step cannot be read at a place. */
export type Unreadable = 'trigger' | 'itself' | 'inside' | 'around' | 'nested loops' | 'before';

/**
 * Why who uses a name cannot read this step there; undefined where it can, and where that cannot be told. Outputs of the flow
 * read any.
 */
export function unreadable(
  flow: FlowModel,
  visibility: Visibility,
  use: NameUse,
  target: Step,
): Unreadable | undefined {
  const { step } = use;
  if (step === undefined) return undefined;
  if (step.role === 'trigger') return 'trigger';
  if (visibility.sees(step, target)) {
    const isNested = target.branch !== step.branch && visibility.loopsBetween(step, target) > 1;
    return isNested && visibility.isKnown(step) ? 'nested loops' : undefined;
  }
  if (!visibility.isKnown(step) || !visibility.isKnown(target)) return undefined;
  const { tree } = flow;
  const isInside = target.node > step.node && target.node < tree.after(step.node);
  const isAround = step.node > target.node && step.node < tree.after(target.node);
  if ((isInside || target === step) && isLookedAtLate(flow, step, use.place.node)) return undefined;
  return target === step ? 'itself' : isInside ? 'inside' : isAround ? 'around' : 'before';
}
