import type { Step } from '../flow/model.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';

/**
 * True for what the run history never shows of a step, whatever its settings: the `authentication` block and the
 * `Authorization` header of HTTP calls (Microsoft's "Secure access and data": authorization headers are sanitised).
 */
export function neverShown(tree: JsonTree, step: Step, node: NodeId): boolean {
  const http = step.lowerType === 'http' || step.lowerType === 'httpwebhook';
  for (let at = node; at !== step.inputs && at > step.inputs; at = tree.parent(at)) {
    if (!tree.hasKey(at)) continue;
    const parent = tree.parent(at);
    if (tree.keyIs(at, 'authentication')) {
      if (parent === step.inputs || (http && tree.parent(parent) === step.inputs)) return true;
    } else if (http && tree.keyIs(parent, 'headers') && tree.key(at).toLowerCase() === 'authorization') {
      return true;
    }
  }
  return false;
}
