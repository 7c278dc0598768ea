import type { FlowModel, Step } from '../flow/model.ts';

/** Lower-cased id of the flow that a Workflow step calls. */
export function childFlowId(flow: FlowModel, step: Step): string | undefined {
  if (step.lowerType !== 'workflow') return undefined;
  return flow.tree.stringAt(flow.tree.child(step.inputs, 'host'), 'workflowReferenceName')?.toLowerCase();
}
