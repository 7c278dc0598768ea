import type { Step } from '../flow/model.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';

/**
 * True for what the run history never shows of a step, whatever its settings: the `authentication` block and the
 * `Authorization` header of HTTP calls (Microsoft's "Secure access and data": authorization headers are sanitised).
 * Fields of those names elsewhere, such as in a body, are shown.
 */
export function neverShown(tree: JsonTree, step: Step, node: NodeId): boolean {
  for (let at = node; at > step.inputs; at = tree.parent(at)) {
    if (!tree.hasKey(at)) continue;
    const parent = tree.parent(at);
    if (tree.keyIs(at, 'authentication')) {
      if (parent === step.inputs || isRequest(tree, step, parent)) return true;
    } else if (isHeaders(tree, step, parent) && tree.key(at).toLowerCase() === 'authorization') {
      return true;
    }
  }
  return false;
}

/** True for the headers of an HTTP call; its value may also be one expression that yields them all. */
export function isHeaders(tree: JsonTree, step: Step, node: NodeId): boolean {
  return tree.keyIs(node, 'headers') && isRequest(tree, step, tree.parent(node));
}

/** The object with `uri`, `headers`, `body`: the inputs of Http, the two parts of HttpWebhook. */
function isRequest(tree: JsonTree, step: Step, node: NodeId): boolean {
  if (step.lowerType === 'http') return node === step.inputs;
  return (
    step.lowerType === 'httpwebhook' &&
    tree.parent(node) === step.inputs &&
    (tree.keyIs(node, 'subscribe') || tree.keyIs(node, 'unsubscribe'))
  );
}
