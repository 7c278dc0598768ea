/** The trees of the editor: rows level by level, from what the workspace tells. */
import { checklistTree, everyChecklistTree } from './checklist/index.ts';
import { connectionsTree } from './connectionsTree.ts';
import { ownersTree } from './ownersTree.ts';
import { findNode, rowsOf, treeOfId } from './rows.ts';
import type { Row, TreeName, Uses, ViewNode, ViewOptions } from './types.ts';
import type { ViewFinding, WorkspaceState } from './workspaceState.ts';

export { checklistHead } from './checklist/index.ts';
export type { Row, RowPlace, TreeName, Uses, ViewOptions } from './types.ts';
export { WorkspaceState } from './workspaceState.ts';

const TREES: Readonly<
  Record<TreeName, (workspace: WorkspaceState, options: ViewOptions) => readonly ViewNode[]>
> = {
  connections: connectionsTree,
  owners: ownersTree,
  checklist: checklistTree,
};

/** The rows below a row, or the first level; undefined when the row is gone. Never throws. */
export function rowsBelow(
  workspace: WorkspaceState,
  tree: TreeName,
  parent: string | undefined,
  options: ViewOptions = {},
): readonly Row[] | undefined {
  return rowsOf(tree, TREES[tree](workspace, options), parent);
}

/**
 * The findings with a safe repair below a row of the checklist, or below all, as the options leave them, and what the row is called;
 * undefined when it is gone.
 */
export function safeBelow(
  workspace: WorkspaceState,
  id: string | undefined,
  options: ViewOptions,
): { readonly label: string | undefined; readonly findings: readonly ViewFinding[] } | undefined {
  const nodes = checklistTree(workspace, options);
  const found = id === undefined ? undefined : findNode('checklist', nodes, id);
  if (id !== undefined && found === undefined) return undefined;
  const all = found === undefined ? nodes : [found.node];
  const findings = all.flatMap((one) => one.findings?.() ?? []).filter((one) => one.safe);
  return { label: found?.row.label, findings };
}

/** The row with an id as it is now; undefined when it is gone. */
export function rowOf(workspace: WorkspaceState, id: string): Row | undefined {
  return nodeOf(workspace, id)?.row;
}

/** What uses the thing that a row stands for; undefined when nothing does, and when the row is gone. */
export function usesOf(workspace: WorkspaceState, id: string): Uses | undefined {
  return nodeOf(workspace, id)?.node.uses?.();
}

function nodeOf(workspace: WorkspaceState, id: string): ReturnType<typeof findNode> {
  const tree = treeOfId(id);
  if (tree === undefined) return undefined;
  const levels = tree === 'checklist' ? everyChecklistTree(workspace) : [() => TREES[tree](workspace, {})];
  for (const level of levels) {
    const found = findNode(tree, level(), id);
    if (found !== undefined) return found;
  }
  return undefined;
}
