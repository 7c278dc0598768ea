import type { NodeId } from '../json/tree.ts';
import { derived } from './derived.ts';
import type { FlowModel, Step } from './model.ts';

/** The innermost trigger or action that a node belongs to. */
export function stepAt(flow: FlowModel, node: NodeId): Step | undefined {
  const { steps, around } = derived(flow, placesOf);
  let low = -1;
  let high = steps.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]!.node <= node) low = middle;
    else high = middle;
  }
  // The last step that begins before the node holds it, or one of those around it does.
  while (low >= 0 && node >= flow.tree.after(steps[low]!.node)) low = around[low]!;
  return steps[low];
}

interface Places {
  /** In the order of the file. */
  readonly steps: readonly Step[];
  /** For each of them the index of the step directly around it; -1 for none. */
  readonly around: readonly number[];
}

function placesOf({ tree, steps: all }: FlowModel): Places {
  const steps = [...all].sort((a, b) => a.node - b.node);
  const around: number[] = [];
  const open: number[] = [];
  steps.forEach(({ node }, index) => {
    while (open.length > 0 && node >= tree.after(steps[open.at(-1)!]!.node)) open.pop();
    around.push(open.at(-1) ?? -1);
    open.push(index);
  });
  return { steps, around };
}
