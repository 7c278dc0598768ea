import type { FlowModel, Step } from '../../flow/model.ts';

/**
 * The step with the most conditions, switches and loops around it, and their number: the first of several. A scope does not count,
 * nor a condition that stands alone in the "no" branch of another one ("else if").
 */
export function deepest({ actions }: FlowModel): { readonly step: Step; readonly depth: number } | undefined {
  const depths = new Map<Step, number>();
  let found: { readonly step: Step; readonly depth: number } | undefined;
  // What contains a step comes before it.
  for (const step of actions) {
    const owner = step.branch?.owner;
    const depth =
      owner === undefined
        ? 0
        : depths.get(owner)! + (owner.lowerType === 'scope' || isElseIf(step, owner) ? 0 : 1);
    if (step.branches.length > 0) depths.set(step, depth);
    if (found === undefined || depth > found.depth) found = { step, depth };
  }
  return found;
}

function isElseIf({ lowerType, branch }: Step, owner: Step): boolean {
  return (
    owner.lowerType === 'if' &&
    branch?.kind === 'else' &&
    branch.steps.length === 1 &&
    (lowerType === 'if' || lowerType === 'switch')
  );
}

/**
 * The step of the top level with the most actions in it, and further in as long as one part holds more than half of what is
 * around it. Undefined where no step holds others.
 */
export function largestPart(flow: FlowModel): { readonly step: Step; readonly count: number } | undefined {
  const counts = new Map<Step, number>();
  for (let at = flow.actions.length - 1; at >= 0; at--) {
    const step = flow.actions[at]!;
    const owner = step.branch?.owner;
    if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + (counts.get(step) ?? 0) + 1);
  }
  let best: { step: Step; count: number } | undefined;
  for (const [step, count] of counts) {
    const isTop = step.branch?.owner === undefined;
    if (isTop && (best === undefined || count > best.count)) best = { step, count };
  }
  for (
    let inner = best && largestIn(best.step, counts);
    best && inner;
    inner = largestIn(best.step, counts)
  ) {
    if (inner.count * 2 <= best.count) break;
    best = inner;
  }
  return best;
}

function largestIn(
  { branches }: Step,
  counts: ReadonlyMap<Step, number>,
): { step: Step; count: number } | undefined {
  let best: { step: Step; count: number } | undefined;
  for (const { steps } of branches) {
    for (const step of steps) {
      const count = counts.get(step) ?? 0;
      if (count > (best?.count ?? 0)) best = { step, count };
    }
  }
  return best;
}
