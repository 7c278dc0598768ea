import { pushTo } from '../text/groupedBy.ts';
import { lowerCase } from '../text/lower.ts';
import type { Branch, Step } from './model.ts';

/**
 * The steps of a list of actions as they run: each after those that it runs after, what runs beside each other one after the other, and
 * otherwise in the order of the file. Steps that wait for each other in a circle, or for one in a circle, stand last. Every step once.
 */
export function inRunOrder({ steps }: Branch): readonly Step[] {
  const byName = new Map(steps.map((step) => [lowerCase(step.name), step]));
  const waiting = new Map<Step, number>();
  const followers = new Map<Step, Step[]>();
  const ready: Step[] = [];
  for (const step of steps) {
    const before = new Set(step.runAfter.flatMap(({ name }) => byName.get(lowerCase(name)) ?? []));
    if (before.size === 0) ready.push(step);
    else waiting.set(step, before.size);
    for (const one of before) pushTo(followers, one, step);
  }
  const sequence: Step[] = [];
  // A stack: a way is followed to its end before the next one that runs beside it.
  ready.reverse();
  for (let step = ready.pop(); step !== undefined; step = ready.pop()) {
    sequence.push(step);
    for (const follower of (followers.get(step) ?? []).reverse()) {
      const left = waiting.get(follower)! - 1;
      waiting.set(follower, left);
      if (left === 0) ready.push(follower);
    }
  }
  return sequence.length === steps.length
    ? sequence
    : [...sequence, ...steps.filter((step) => (waiting.get(step) ?? 0) > 0)];
}
