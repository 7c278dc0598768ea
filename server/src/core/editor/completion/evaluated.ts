import { hasPlainSchema } from '../../flow/build.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';

/** True where the platform evaluates expressions: not in notes, names, schemas and what else is plain. */
export function mayHoldExpression(
  flow: FlowModel,
  step: Step | undefined,
  node: NodeId,
  inKey: boolean,
): boolean {
  const { tree } = flow;
  if (step === undefined) {
    const outputs = tree.child(flow.definition, 'outputs');
    return outputs !== NONE && node > outputs && node < tree.after(outputs);
  }
  if (node === step.node) return false;
  let top = node;
  let below = NONE;
  for (; tree.parent(top) !== step.node; top = tree.parent(top)) below = top;
  const isPlain = ['description', 'metadata', 'type', 'kind', 'runAfter', 'operationOptions'].some((name) =>
    tree.keyIs(top, name),
  );
  if (isPlain || (inKey && top === node)) return false;
  if (below === NONE || top !== step.inputs) return true;
  return !(tree.keyIs(below, 'schema') && hasPlainSchema(step.lowerType));
}
