import { BranchOrder, MAX_STEPS } from './branchOrder.ts';
import { circlesIn } from './circles.ts';
import { derived } from './derived.ts';
import type { Branch, FlowModel, Step } from './model.ts';

/** The platform allows 8 levels; beyond these the order is not looked into and every answer is "not known to be so". */
const MAX_LEVELS = 64;

interface Link {
  readonly branch: Branch;
  readonly step: Step;
}

/** The order in which the actions of a flow run, as far as the definition fixes it. */
export class RunOrder {
  readonly #branches = new Map<Branch, BranchOrder>();
  readonly #certain = new Map<Step, ReadonlySet<Step>>();
  readonly #chains = new Map<Step, readonly Link[]>();

  /** Branches from the outermost to the one the step stands in, with the step of each that contains it; empty when nested too deep. */
  chain(step: Step): readonly Link[] {
    let known = this.#chains.get(step);
    if (known === undefined) {
      const links: Link[] = [];
      for (let at: Step | undefined = step; at?.branch !== undefined; at = at.branch.owner) {
        links.push({ branch: at.branch, step: at });
        if (links.length > MAX_LEVELS) break;
      }
      known = links.length > MAX_LEVELS ? [] : links.reverse();
      this.#chains.set(step, known);
    }
    return known;
  }

  /** Enclosing loops, outermost first. */
  loopsOf(step: Step): Step[] {
    return this.chain(step)
      .map((link) => link.branch.owner)
      .filter((owner): owner is Step => owner !== undefined && isLoop(owner));
  }

  /** True when `a` has always ended (or been skipped) before `b` starts, loops around both left aside. In a circle nothing is. */
  before(a: Step, b: Step): boolean {
    const meeting = this.meet(a, b);
    if (meeting === undefined || meeting.a === meeting.b) return false;
    const order = this.#orderOf(meeting.branch);
    return order.reaches(meeting.a, meeting.b) && !order.reaches(meeting.b, meeting.a);
  }

  /** True when `a` and `b` stand in different branches of one condition or switch: at most one of them runs. */
  exclusive(a: Step, b: Step): boolean {
    const chainA = this.chain(a);
    const chainB = this.chain(b);
    for (let level = 0; level < Math.min(chainA.length, chainB.length); level++) {
      if (chainA[level]!.branch !== chainB[level]!.branch)
        return chainA[level]!.branch.owner === chainB[level]!.branch.owner;
      if (chainA[level]!.step !== chainB[level]!.step) return false;
    }
    return false;
  }

  /**
   * True when `a` has run and succeeded whenever `b` runs: `a` stands beside `b` or beside a container of it,
   * and the run-after way from there to `a` asks each time that the step before has run.
   */
  certainBefore(a: Step, b: Step): boolean {
    return this.allCertainBefore(b).has(a);
  }

  /** Every step of which `certainBefore(…, step)` holds. */
  allCertainBefore(step: Step): ReadonlySet<Step> {
    let known = this.#certain.get(step);
    if (known === undefined) {
      const found = new Set<Step>();
      for (const link of this.chain(step)) {
        if (link.branch.steps.length <= MAX_STEPS) this.#addCertain(link, found);
      }
      known = found;
      this.#certain.set(step, known);
    }
    return known;
  }

  /**
   * True when the run-after ways to a step and to all that contains it are known: each entry names a step beside it, and none
   * leads in a circle. False also where the order is not looked into.
   */
  isSettled(step: Step): boolean {
    const chain = this.chain(step);
    return chain.length > 0 && chain.every((link) => this.#orderOf(link.branch).isSettled(link.step));
  }

  /** The circles of a list of actions, each in the order of the file: steps that run after each other, none after itself alone. */
  circles(branch: Branch): readonly (readonly Step[])[] {
    const order = this.#orderOf(branch);
    return order.isCircular ? circlesIn(branch, order) : [];
  }

  #orderOf(branch: Branch): BranchOrder {
    let known = this.#branches.get(branch);
    if (known === undefined) {
      known = new BranchOrder(branch);
      this.#branches.set(branch, known);
    }
    return known;
  }

  /** The innermost list of actions that holds both, and the steps of it that are, or contain, each. */
  meet(a: Step, b: Step): { branch: Branch; a: Step; b: Step } | undefined {
    const chainA = this.chain(a);
    const chainB = this.chain(b);
    let found: { branch: Branch; a: Step; b: Step } | undefined;
    for (let level = 0; level < Math.min(chainA.length, chainB.length); level++) {
      const linkA = chainA[level]!;
      const linkB = chainB[level]!;
      if (linkA.branch !== linkB.branch) break;
      found = { branch: linkA.branch, a: linkA.step, b: linkB.step };
      if (linkA.step !== linkB.step) break;
    }
    return found;
  }

  /** Steps of the link's branch that have run and succeeded whenever its step runs. */
  #addCertain(link: Link, found: Set<Step>): void {
    const pending = [link.step];
    const seen = new Set<Step>(pending);
    for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
      for (const entry of step.runAfter) {
        const target = this.sibling(link.branch, entry.name);
        if (target === undefined || target === link.step || entry.statuses.length === 0) continue;
        if (entry.statuses.every((status) => status === 'succeeded')) found.add(target);
        if (!entry.statuses.includes('skipped') && !seen.has(target)) {
          seen.add(target);
          pending.push(target);
        }
      }
    }
  }

  /** The step of a branch by name, without case. */
  sibling(branch: Branch, name: string): Step | undefined {
    return this.#orderOf(branch).sibling(name);
  }
}

const makeOrder = (_: FlowModel): RunOrder => new RunOrder();

/** The order of a flow, shared by all who ask: what is known of one step serves the next. */
export function orderOf(flow: FlowModel): RunOrder {
  return derived(flow, makeOrder);
}

export function isLoop(step: Step): boolean {
  return step.lowerType === 'foreach' || step.lowerType === 'until';
}

/** Everything below a step, at every depth, in document order. */
export function stepsBelow(flow: FlowModel, owner: Step): Step[] {
  const end = flow.tree.after(owner.node);
  return flow.actions.filter((step) => step.node > owner.node && step.node < end);
}
