/** The trees of the editor: rows level by level, from what the workspace tells. */
import { checklistTree } from './checklistTree.ts';
import { connectionsTree } from './connectionsTree.ts';
import { ownersTree } from './ownersTree.ts';
import { findNode, rowsOf, treeOfId } from './rows.ts';
import type { Row, RowPlace, TreeName, ViewNode, ViewOptions } from './types.ts';
import type { World } from './world.ts';

export type { Row, RowPlace, TreeName, ViewOptions } from './types.ts';
export { World } from './world.ts';

const TREES: Readonly<Record<TreeName, (world: World, options: ViewOptions) => readonly ViewNode[]>> = {
  connections: connectionsTree,
  owners: ownersTree,
  checklist: checklistTree,
};

/** The rows below a row, or the first level; undefined when the row is gone. Never throws. */
export function rowsBelow(
  world: World,
  tree: TreeName,
  parent: string | undefined,
  options: ViewOptions = {},
): readonly Row[] | undefined {
  return rowsOf(tree, TREES[tree](world, options), parent);
}

/** The row with an id as it is now; undefined when it is gone. */
export function rowOf(world: World, id: string): Row | undefined {
  const tree = treeOfId(id);
  return tree && findNode(tree, TREES[tree](world, {}), id)?.row;
}

/** Every place that uses what a row stands for; none when it is gone. */
export function usesOf(world: World, id: string): readonly RowPlace[] {
  const tree = treeOfId(id);
  return (tree && findNode(tree, TREES[tree](world, {}), id)?.node.uses?.()) ?? [];
}
