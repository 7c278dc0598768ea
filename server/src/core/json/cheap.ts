// Cheap looks at a string before it is decoded: what they tell does not depend on how the string is written.
import { decodeEscapes } from './escapes.ts';
import type { JsonTree, NodeId } from './tree.ts';

/** The first units of what `tree.string` tells, '' for what is no string. */
export function headOf(tree: JsonTree, node: NodeId, length: number): string {
  if (!tree.isString(node)) return '';
  const from = tree.start(node) + 1;
  const to = tree.end(node) - 1;
  if (!tree.valueIsEscaped(node)) return tree.text.slice(from, Math.min(to, from + length));
  // No unit takes more than six.
  return decodeEscapes(tree.text.slice(from, Math.min(to, from + 6 * length))).slice(0, length);
}

/** The length of what `tree.string` tells, 0 for what is no string. */
export function lengthOf(tree: JsonTree, node: NodeId): number {
  if (tree.valueIsEscaped(node) || !tree.isString(node)) return tree.string(node).length;
  return tree.end(node) - tree.start(node) - 2;
}
