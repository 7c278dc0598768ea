import type { Branch, FlowModel, Step } from './model.ts';

/**
 * Beyond these the order is not looked into and every answer is "not known to be so": the platform allows 8 levels and 500
 * actions, and a hostile file must not cost more than it is long.
 */
const MAX_LEVELS = 64;
const MAX_STEPS = 500;

interface Link {
  readonly branch: Branch;
  readonly step: Step;
}

/** The order in which the actions of a flow run, as far as the definition fixes it. */
export class RunOrder {
  readonly #predecessors = new Map<Step, ReadonlySet<Step>>();
  readonly #certain = new Map<Step, ReadonlySet<Step>>();
  readonly #settled = new Map<Step, boolean>();
  readonly #chains = new Map<Step, readonly Link[]>();
  readonly #siblings = new Map<Branch, Map<string, Step>>();

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
    const { branch, a: first, b: second } = meeting;
    return (
      this.#allPredecessors(branch, second).has(first) && !this.#allPredecessors(branch, first).has(second)
    );
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
    return chain.length > 0 && chain.every((link) => this.#isSettledIn(link.branch, link.step));
  }

  #isSettledIn(branch: Branch, step: Step): boolean {
    const known = this.#settled.get(step);
    if (known !== undefined) return known;
    // Whoever comes back here while it is worked out has gone in a circle.
    this.#settled.set(step, false);
    const settled =
      branch.steps.length <= MAX_STEPS &&
      step.runAfter.every(({ name }) => {
        const target = this.sibling(branch, name);
        return target !== undefined && this.#isSettledIn(branch, target);
      });
    this.#settled.set(step, settled);
    return settled;
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

  #allPredecessors(branch: Branch, step: Step): ReadonlySet<Step> {
    const cached = this.#predecessors.get(step);
    if (cached) return cached;
    const result = new Set<Step>();
    const pending = branch.steps.length <= MAX_STEPS ? [step] : [];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for (const entry of at.runAfter) {
        const target = this.sibling(branch, entry.name);
        if (target !== undefined && !result.has(target)) {
          result.add(target);
          pending.push(target);
        }
      }
    }
    this.#predecessors.set(step, result);
    return result;
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
    let map = this.#siblings.get(branch);
    if (map === undefined) {
      map = new Map(branch.steps.map((step) => [step.name.toLowerCase(), step]));
      this.#siblings.set(branch, map);
    }
    return map.get(name.toLowerCase());
  }
}

export function isLoop(step: Step): boolean {
  return step.lowerType === 'foreach' || step.lowerType === 'until';
}

/** Everything below a step, at every depth, in document order. */
export function stepsBelow(flow: FlowModel, owner: Step): Step[] {
  const end = flow.tree.after(owner.node);
  return flow.actions.filter((step) => step.node > owner.node && step.node < end);
}
