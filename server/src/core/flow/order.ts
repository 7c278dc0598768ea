import type { Branch, FlowModel, Step } from './model.ts';

/** The order in which the actions of a flow run, as far as the definition fixes it. */
export class RunOrder {
  readonly #predecessors = new Map<Branch, Map<Step, ReadonlySet<Step>>>();

  /** Branches from the outermost to the one the step stands in, with the step of each that contains it. */
  chain(step: Step): { readonly branch: Branch; readonly step: Step }[] {
    const result: { branch: Branch; step: Step }[] = [];
    for (let at: Step | undefined = step; at?.branch !== undefined; at = at.branch.owner) {
      result.push({ branch: at.branch, step: at });
    }
    return result.reverse();
  }

  /** Enclosing loops, outermost first. */
  loopsOf(step: Step): Step[] {
    return this.chain(step)
      .map((link) => link.branch.owner)
      .filter((owner): owner is Step => owner !== undefined && isLoop(owner));
  }

  /** True when `a` has always ended (or been skipped) before `b` starts, loops around both left aside. */
  before(a: Step, b: Step): boolean {
    const meeting = this.#meet(a, b);
    if (meeting === undefined || meeting.a === meeting.b) return false;
    return this.#allPredecessors(meeting.branch, meeting.b).has(meeting.a);
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
    const link = this.chain(b).find((one) => one.branch === a.branch);
    if (link === undefined || link.step === a) return false;
    const pending = [link.step];
    const seen = new Set<Step>(pending);
    for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
      for (const entry of step.runAfter) {
        const target = sibling(link.branch, entry.name);
        if (target === undefined) continue;
        if (
          target === a &&
          entry.statuses.length > 0 &&
          entry.statuses.every((status) => status === 'succeeded')
        )
          return true;
        const hasRun = entry.statuses.length > 0 && !entry.statuses.includes('skipped');
        if (hasRun && !seen.has(target)) {
          seen.add(target);
          pending.push(target);
        }
      }
    }
    return false;
  }

  #meet(a: Step, b: Step): { branch: Branch; a: Step; b: Step } | undefined {
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
    let known = this.#predecessors.get(branch);
    if (known === undefined) {
      known = new Map();
      this.#predecessors.set(branch, known);
    }
    const cached = known.get(step);
    if (cached) return cached;
    const result = new Set<Step>();
    const pending = [step];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for (const entry of at.runAfter) {
        const target = sibling(branch, entry.name);
        if (target !== undefined && !result.has(target)) {
          result.add(target);
          pending.push(target);
        }
      }
    }
    known.set(step, result);
    return result;
  }
}

const siblingMaps = new WeakMap<Branch, Map<string, Step>>();

/** The step of a branch by name, without case. */
export function sibling(branch: Branch, name: string): Step | undefined {
  let map = siblingMaps.get(branch);
  if (map === undefined) {
    map = new Map(branch.steps.map((step) => [step.name.toLowerCase(), step]));
    siblingMaps.set(branch, map);
  }
  return map.get(name.toLowerCase());
}

export function isLoop(step: Step): boolean {
  return step.lowerType === 'foreach' || step.lowerType === 'until';
}

/** Everything below a step, at every depth, in document order. */
export function stepsBelow(flow: FlowModel, owner: Step): Step[] {
  const end = flow.tree.after(owner.node);
  return flow.actions.filter((step) => step.node > owner.node && step.node < end);
}
