import type { TreeNode } from '../protocol.ts';

/** What menus test: the kind of the row, and what can be done with it, each between blanks. */
export function contextOf(
  node: Pick<TreeNode, 'kind' | 'copy' | 'hasUses' | 'declaration' | 'fixable' | 'safe' | 'flow'>,
): string {
  const words = [node.kind];
  // The pages of a flow know its steps as well.
  if (node.flow !== undefined && (node.kind === 'flow' || node.kind === 'step')) words.push('pages');
  if (node.copy !== undefined) words.push('copy');
  if (node.hasUses === true) words.push('uses');
  if (node.declaration !== undefined) words.push('declared');
  if (node.fixable === true) words.push('fix');
  if (node.safe !== undefined) words.push('safe');
  return ` ${words.join(' ')} `;
}
