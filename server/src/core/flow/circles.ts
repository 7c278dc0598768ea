import type { BranchOrder } from './branchOrder.ts';
import type { Branch, Step } from './model.ts';

/**
 * The circles of run-after ways in a list of actions: groups of two steps or more, each of which runs after each. A step is in one
 * group at most; groups and their steps come in the order of the file.
 */
export function circlesIn({ steps }: Branch, order: BranchOrder): Step[][] {
  const found: Step[][] = [];
  const done = new Set<Step>();
  for (const step of steps) {
    // In a circle each step reaches itself; one that runs after itself alone has no other beside it.
    if (done.has(step) || !order.reaches(step, step)) continue;
    const group = steps.filter(
      (one) => one === step || (order.reaches(step, one) && order.reaches(one, step)),
    );
    for (const one of group) done.add(one);
    if (group.length > 1) found.push(group);
  }
  return found;
}
