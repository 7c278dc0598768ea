import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';

/**
 * True for what connector steps say of their sign-in as a matter of course: nothing, `@parameters('$authentication')`, or the old form
 * that hands on the connection's key. Which of them it is, is up to the way the flow was saved.
 */
export function isUsualAuthentication(tree: JsonTree, node: NodeId): boolean {
  if (node === NONE) return true;
  if (tree.isString(node)) return /^@parameters\('\$authentication'\)$/i.test(tree.string(node).trim());
  if (tree.stringAt(node, 'type')?.toLowerCase() !== 'raw') return false;
  const value = tree.stringAt(node, 'value');
  return value?.startsWith('@') === true && value.includes("'$ConnectionKey'") && value.length < 300;
}
