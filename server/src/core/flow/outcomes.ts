import type { JsonTree } from '../json/tree.ts';
import { lowerCase } from '../text/lower.ts';
import type { Branch, RunAfter, Step } from './model.ts';

/** How a step may end, as bits of a set. */
const OUTCOMES: ReadonlyMap<string, number> = new Map([
  ['succeeded', 1],
  ['failed', 2],
  ['timedout', 4],
  ['skipped', 8],
]);
const SUCCEEDED = 1;
const SKIPPED = 8;
const ANY = 15;
/** What a step ends with that has run. The steps in a container may all be skipped; a static result is what its maker wrote. */
const HAS_RUN = ANY & ~SKIPPED;
/** A Terminate that has done what it is for has ended the run: nothing follows it. It can still fail before. */
const AFTER_TERMINATE = HAS_RUN & ~SUCCEEDED;

/** Choices that are tried for a list of actions, before the rest of it counts as reachable. */
const MOST_CHOICES = 2000;

interface Entry {
  readonly index: number;
  /** Outcomes of that step with which this one runs. */
  readonly wanted: number;
}

interface Node {
  readonly entries: readonly Entry[];
  /** What it may end with when it runs; all that there is where that is not known. */
  readonly whenRun: number;
  /** True where nothing is known of when it runs. */
  isOpen: boolean;
}

/**
 * A cheap look before: false where each step of the list can run for certain. Where all wait for the success of others, they can;
 * where each waits for one other at most, they can as well, unless that one must have been skipped, or ends the run.
 */
export function mayBlock({ steps }: Branch): boolean {
  const ends = new Set(steps.filter(isTerminate).map(({ name }) => lowerCase(name)));
  let asks = false;
  let joins = false;
  for (const { runAfter } of steps) {
    joins ||= runAfter.length > 1;
    for (const { name, statuses } of runAfter) {
      if (ends.size > 0 && ends.has(lowerCase(name))) return true;
      if (statuses.length > 0 && statuses.every((status) => status === 'skipped')) return true;
      asks ||= !statuses.includes('succeeded');
    }
  }
  return asks && joins;
}

function isTerminate({ lowerType }: Step): boolean {
  return lowerType === 'terminate';
}

/**
 * Which steps of one list of actions can ever run, in a run that comes to the list at all. A step runs when each step that it runs
 * after has ended with a status that it waits for, and is skipped otherwise. Exact for the outcomes of the steps before it, which hang together: the
 * handler of a failure has run only where that step has failed. Only the values in the flow are left out of it. What is not known
 * counts as possible.
 */
export class BranchOutcomes {
  readonly #steps: readonly Step[];
  readonly #index = new Map<string, number>();
  readonly #nodes: readonly Node[];
  /** Positions of the steps, each behind those that it runs after; empty in a circle. */
  readonly #sorted: readonly number[];
  #choices = MOST_CHOICES;

  constructor(tree: JsonTree, { steps }: Branch) {
    this.#steps = steps;
    for (const [index, step] of steps.entries()) this.#index.set(lowerCase(step.name), index);
    this.#nodes = steps.map((step) => this.#nodeOf(tree, step));
    this.#sorted = this.#inOrder();
  }

  /**
   * Steps that never run, in the order in which they would. A step that waits for one of these alone is not among them: they have one
   * cause.
   */
  unreachable(): Step[] {
    const found: Step[] = [];
    /** Steps that run when all goes well. */
    const runsWell = new Uint8Array(this.#nodes.length);
    for (const at of this.#sorted) {
      const node = this.#nodes[at]!;
      if (node.entries.every(({ index, wanted }) => runsWell[index] === 1 && (wanted & SUCCEEDED) !== 0)) {
        runsWell[at] = (node.whenRun & SUCCEEDED) === 0 ? 0 : 1;
        continue;
      }
      if (node.isOpen || this.#canBe(node.entries)) continue;
      found.push(this.#steps[at]!);
      node.isOpen = true;
    }
    return found;
  }

  /** Can these settings of a step all be met in one run? */
  canMeet(entries: readonly RunAfter[]): boolean {
    const known = entries.map((entry) => this.#entryOf(entry));
    return known.some((one) => one === undefined) || this.#canBe(known as Entry[]);
  }

  #entryOf({ name, statuses }: RunAfter): Entry | undefined {
    const index = this.#index.get(lowerCase(name));
    let wanted = 0;
    for (const status of statuses) {
      const bit = OUTCOMES.get(status);
      if (bit === undefined) return undefined;
      wanted |= bit;
    }
    return index === undefined || wanted === 0 ? undefined : { index, wanted };
  }

  #nodeOf(tree: JsonTree, step: Step): Node {
    const entries = step.runAfter.map((entry) => this.#entryOf(entry));
    const isOpen = entries.some((one) => one === undefined);
    const mayBeAny = step.branches.length > 0 || tree.child(step.runtimeConfiguration, 'staticResult') >= 0;
    return {
      entries: isOpen ? [] : (entries as Entry[]),
      whenRun: isTerminate(step) ? AFTER_TERMINATE : mayBeAny ? ANY : HAS_RUN,
      isOpen,
    };
  }

  #inOrder(): number[] {
    const left = this.#nodes.map(({ entries }) => entries.length);
    const followers = this.#nodes.map((): number[] => []);
    for (const [at, { entries }] of this.#nodes.entries())
      for (const { index } of entries) followers[index]!.push(at);
    const sorted: number[] = [];
    for (const [at, count] of left.entries()) if (count === 0) sorted.push(at);
    // Grows while it is walked.
    for (const at of sorted) for (const next of followers[at]!) if (--left[next]! === 0) sorted.push(next);
    return sorted.length === this.#nodes.length ? sorted : [];
  }

  /**
   * Backwards from what is wanted: each step with a wanted outcome must have run, which wants something of those before it, or have
   * been skipped by one of those. The first way to the beginning is enough.
   */
  #canBe(entries: readonly Entry[]): boolean {
    const start = new Uint8Array(this.#nodes.length).fill(ANY);
    if (this.#choices-- <= 0) return true;
    if (!want(start, entries)) return false;
    const open = [{ wanted: start, from: this.#sorted.length - 1 }];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      const { wanted } = state;
      let { from } = state;
      for (; from >= 0; from--) {
        const at = this.#sorted[from]!;
        if (wanted[at] === ANY || this.#nodes[at]!.isOpen) continue;
        const [first, ...others] = this.#waysTo(at, wanted[at]!);
        for (const way of others) {
          if (this.#choices-- <= 0) return true;
          const copy = wanted.slice();
          if (want(copy, way)) open.push({ wanted: copy, from: from - 1 });
        }
        if (first === undefined || !want(wanted, first)) break;
      }
      if (from < 0) return true;
    }
    return false;
  }

  /** What is then wanted of the steps before, in each way in which a step comes to one of some outcomes; the likeliest first. */
  #waysTo(at: number, outcomes: number): (readonly Entry[])[] {
    const { entries, whenRun } = this.#nodes[at]!;
    const ways: (readonly Entry[])[] = [];
    if ((outcomes & whenRun) !== 0) ways.push(entries);
    if ((outcomes & SKIPPED) !== 0)
      for (const { index, wanted } of entries) ways.push([{ index, wanted: ANY & ~wanted }]);
    return ways;
  }
}

/** Wants something more; false where nothing is left that a step could end with. */
function want(wanted: Uint8Array, entries: readonly Entry[]): boolean {
  for (const one of entries) {
    const left = wanted[one.index]! & one.wanted;
    if (left === 0) return false;
    wanted[one.index] = left;
  }
  return true;
}
