// What the trees of the activity bar show, read through what the extension gives to tests.
import * as vscode from 'vscode';
import { assert, EXTENSION_ID, waitFor } from './helpers.ts';

/** A row as the extension hands it to VS Code; see `TreeNode` of the protocol. */
export interface TreeRow {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly children: 'none' | 'collapsed' | 'expanded';
  readonly kind: string;
  readonly severity?: string;
  readonly place?: { readonly uri: string };
  readonly flow?: string;
  readonly copy?: string;
  readonly fixable?: boolean;
}

export type TreeName = 'connections' | 'owners' | 'checklist';

interface Tree {
  readonly onDidChangeTreeData: vscode.Event<undefined>;
  getChildren(parent?: TreeRow): Promise<TreeRow[]>;
  getTreeItem(row: TreeRow): vscode.TreeItem;
  resolveTreeItem(item: vscode.TreeItem, row: TreeRow): vscode.TreeItem;
  getParent(row: TreeRow): TreeRow | undefined;
}

/** The tree of a view. */
export async function treeOf(name: TreeName): Promise<Tree> {
  const extension = vscode.extensions.getExtension<{ trees: Record<TreeName, Tree> }>(EXTENSION_ID);
  assert(extension, 'the extension is there');
  const { trees } = await extension.activate();
  return trees[name];
}

/** The row at the end of a way of labels; the tree is read again until it is there. */
export async function rowAt(name: TreeName, ...labels: readonly string[]): Promise<TreeRow> {
  const tree = await treeOf(name);
  let seen: string[] = [];
  return await waitFor(
    `the row ${labels.join(' > ')} of ${name}`,
    async () => {
      let row: TreeRow | undefined;
      for (const label of labels) {
        const rows = await tree.getChildren(row);
        row = rows.find((one) => one.label === label);
        seen = rows.map(lineOf);
        if (row === undefined) return undefined;
      }
      return row;
    },
    () => seen.join('; ') || 'no row',
  );
}

/** The rows below a row, waited for until they fit. */
export async function rowsBelow(
  name: TreeName,
  labels: readonly string[],
  fits: (rows: readonly TreeRow[]) => boolean = (rows) => rows.length > 0,
): Promise<TreeRow[]> {
  const tree = await treeOf(name);
  let seen: string[] = [];
  return await waitFor(
    `rows below ${labels.join(' > ') || 'the top'} of ${name}`,
    async () => {
      const parent = labels.length === 0 ? undefined : await rowAt(name, ...labels);
      const rows = await tree.getChildren(parent);
      seen = rows.map(lineOf);
      return fits(rows) ? rows : undefined;
    },
    () => seen.join('; ') || 'no row',
  );
}

export function lineOf({ label, description }: Pick<TreeRow, 'label' | 'description'>): string {
  return description === undefined ? label : `${label} | ${description}`;
}
