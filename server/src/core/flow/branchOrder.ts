import { lowerCase } from '../text/lower.ts';
import type { Branch, Step } from './model.ts';

/** The platform allows 500 actions; in a longer list the order is not looked into: a hostile file must not cost more than it is long. */
export const MAX_STEPS = 500;

const BITS = 32;
const NEW = 0;
const OPEN = 1;
const DONE = 2;

/** Which steps of one list of actions have ended, or were skipped, before others start. Worked out for the whole list at once. */
export class BranchOrder {
  readonly #steps: readonly Step[];
  readonly #byName = new Map<string, number>();
  readonly #index = new Map<Step, number>();
  readonly #words: number;
  /** For each step a set of steps before it, as bits. */
  readonly #before: Uint32Array;
  readonly #settled: Uint8Array;
  #isCircular = false;

  constructor({ steps }: Branch) {
    this.#steps = steps;
    for (const [index, step] of steps.entries()) {
      this.#byName.set(lowerCase(step.name), index);
      this.#index.set(step, index);
    }
    const isTooLong = steps.length > MAX_STEPS;
    this.#words = isTooLong ? 0 : Math.ceil(steps.length / BITS);
    this.#before = new Uint32Array(this.#words * steps.length);
    this.#settled = new Uint8Array(steps.length);
    if (isTooLong) return;
    this.#collect();
    // In a circle a step is reached before its own steps are known.
    while (this.#isCircular && this.#joinAll());
  }

  /** True when some run-after ways lead in a circle, of a step to itself as well; false where the order is not looked into. */
  get isCircular(): boolean {
    return this.#isCircular;
  }

  /** The step of that name, without case. */
  sibling(name: string): Step | undefined {
    const index = this.#byName.get(lowerCase(name));
    return index === undefined ? undefined : this.#steps[index];
  }

  /** True when a run-after way leads from `second` back to `first`. */
  reaches(first: Step, second: Step): boolean {
    const one = this.#index.get(first);
    const other = this.#index.get(second);
    if (one === undefined || other === undefined || this.#words === 0) return false;
    return (this.#before[other * this.#words + (one >> 5)]! & (1 << (one & 31))) !== 0;
  }

  /** True when every run-after on the way to a step names a step of the list, and none leads in a circle. */
  isSettled(step: Step): boolean {
    const index = this.#index.get(step);
    return index !== undefined && this.#settled[index] === 1;
  }

  /** Depth first with an own stack, each step after those that it runs after. */
  #collect(): void {
    const state = new Uint8Array(this.#steps.length);
    const stack: number[] = [];
    for (let first = 0; first < this.#steps.length; first++) {
      if (state[first] !== NEW) continue;
      stack.push(first);
      for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
        const isBack = state[at] === OPEN;
        if (isBack || state[at] === DONE) {
          stack.pop();
          if (isBack) this.#finish(at, state);
          continue;
        }
        state[at] = OPEN;
        for (const { name } of this.#steps[at]!.runAfter) {
          const target = this.#byName.get(lowerCase(name));
          if (target !== undefined && state[target] === NEW) stack.push(target);
        }
      }
    }
  }

  #finish(at: number, state: Uint8Array): void {
    let settled = true;
    for (const { name } of this.#steps[at]!.runAfter) {
      const target = this.#byName.get(lowerCase(name));
      if (target === undefined) settled = false;
      else {
        if (state[target] === OPEN) this.#isCircular = true;
        settled &&= state[target] === DONE && this.#settled[target] === 1;
        this.#join(at, target);
      }
    }
    state[at] = DONE;
    if (settled) this.#settled[at] = 1;
  }

  /** Adds a step and all before it; true when that changed anything. */
  #join(at: number, target: number): boolean {
    const [to, from] = [at * this.#words, target * this.#words];
    let changed = false;
    for (let word = 0; word < this.#words; word++) {
      const own = word === target >> 5 ? 1 << (target & 31) : 0;
      const joined = (this.#before[to + word]! | this.#before[from + word]! | own) >>> 0;
      changed ||= joined !== this.#before[to + word];
      this.#before[to + word] = joined;
    }
    return changed;
  }

  #joinAll(): boolean {
    let changed = false;
    for (const [at, step] of this.#steps.entries())
      for (const { name } of step.runAfter) {
        const target = this.#byName.get(lowerCase(name));
        if (target !== undefined && this.#join(at, target)) changed = true;
      }
    return changed;
  }
}
