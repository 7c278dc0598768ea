import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowModel } from '../../../../test/harness/flowBuilder.ts';
import { BranchOrder } from './branchOrder.ts';

const COUNT = 40;

/** Which steps come before each, by walking back: slow and plain. */
function walkedBack(after: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const target of after[at] ?? [])
      if (target < COUNT && !found.has(target)) {
        found.add(target);
        open.push(target);
      }
  return found;
}

describe('BranchOrder', () => {
  it('tells what walking back tells, in circles and behind missing steps as well', () => {
    // Numbers from COUNT on name steps that are not there.
    const entries = fc.uniqueArray(fc.nat({ max: COUNT + 1 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(entries, { minLength: COUNT, maxLength: COUNT }), (after) => {
        const actions = Object.fromEntries(
          after.map((names, at) => {
            const runAfter = Object.fromEntries(names.map((name) => [`s${name}`, ['Succeeded']]));
            return [`S${at}`, { type: 'Compose', inputs: 1, runAfter }];
          }),
        );
        const { topLevel } = flowModel({ actions });
        const order = new BranchOrder(topLevel);
        const before = after.map((_, at) => walkedBack(after, at));
        for (const [at, step] of topLevel.steps.entries()) {
          for (const [other, target] of topLevel.steps.entries())
            expect(order.reaches(target, step)).toBe(before[at]!.has(other));
          const way = [at, ...before[at]!];
          const isSettled = way.every(
            (one) => !before[one]!.has(one) && after[one]!.every((name) => name < COUNT),
          );
          expect(order.isSettled(step)).toBe(isSettled);
        }
      }),
      { numRuns: 60 },
    );
  });
});
