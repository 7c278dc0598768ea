import { BranchOrder, MAX_STEPS } from '../../flow/branchOrder.ts';
import type { Branch, Step } from '../../flow/model.ts';
import type { Id } from './side.ts';

/** A step that changed places with others: it now runs before `other`, or after it. */
export interface Swap {
  readonly now: 'before' | 'after';
  readonly other: Step;
}

/** Pairs of steps that are looked at; a list of the platform's size with every step in another place has fewer. */
const MOST_PAIRS = 250_000;

/**
 * The fewest steps that explain why others run in another order than before. Steps beside each other have no order, whatever the file says.
 * @param was, now Steps that are in both lists, as head has them, in run order.
 */
export function swapsIn(
  base: Branch,
  head: Branch,
  was: readonly Id[],
  now: readonly Id[],
  baseOf: (step: Step) => Step | undefined,
): Map<Step, Swap> {
  const swaps = new Map<Step, Swap>();
  if (base.steps.length > MAX_STEPS || head.steps.length > MAX_STEPS) return swaps;
  const position = new Map(was.map((id, index) => [id, index]));
  const places = now.map((id) => position.get(id)!);
  const kept = longestRise(places);
  if (kept.size === now.length) return swaps;
  const [before, after] = [new BranchOrder(base), new BranchOrder(head)];
  const wasBefore = (a: Step, b: Step): boolean => before.reaches(baseOf(a)!, baseOf(b)!);
  let left = MOST_PAIRS;
  for (const [index, id] of now.entries()) {
    if (kept.has(index) || typeof id === 'string') continue;
    let earlier: Step | undefined;
    let later: Step | undefined;
    for (const [at, other] of now.entries()) {
      if (!kept.has(at) || typeof other === 'string' || left-- <= 0) continue;
      if (wasBefore(other, id) && after.reaches(id, other)) earlier ??= other;
      else if (wasBefore(id, other) && after.reaches(other, id)) later = other;
    }
    if (earlier !== undefined) swaps.set(id, { now: 'before', other: earlier });
    else if (later !== undefined) swaps.set(id, { now: 'after', other: later });
  }
  return swaps;
}

/** Positions of a longest rising sequence, that of the smallest numbers. */
export function longestRise(numbers: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before = new Int32Array(numbers.length).fill(-1);
  for (const [index, number] of numbers.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[tails[middle]!]! < number) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[index] = tails[low - 1]!;
    tails[low] = index;
  }
  const kept = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]!) kept.add(at);
  return kept;
}
