import type { NodeId } from '../json/tree.ts';
import type { FlowModel, Step } from './model.ts';

/** The innermost trigger or action that a node belongs to. */
export function stepAt(flow: FlowModel, node: NodeId): Step | undefined {
  let found: Step | undefined;
  for (const list of [flow.triggers, flow.actions]) {
    for (const step of list) {
      if (step.node <= node && node < flow.tree.after(step.node)) found = step;
    }
  }
  return found;
}
