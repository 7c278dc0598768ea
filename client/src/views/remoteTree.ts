import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { request, type TreeName, type TreeNode, type TreeOptions } from '../protocol.ts';
import { toItem, tooltipOf } from './item.ts';

/**
 * A tree whose rows the server works out level by level, when VS Code asks for them. Rows keep their ids over refreshes, and
 * by these VS Code keeps what is expanded and selected.
 */
export class RemoteTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #client: BaseLanguageClient;
  readonly #name: TreeName;
  readonly #options: () => TreeOptions;
  readonly #changed = new EventEmitter<undefined>();
  /** By id: the row above; undefined for the first level. Of what was shown since the last refresh. */
  readonly #parents = new Map<string, TreeNode | undefined>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(client: BaseLanguageClient, name: TreeName, options: () => TreeOptions) {
    this.#client = client;
    this.#name = name;
    this.#options = options;
  }

  get name(): TreeName {
    return this.#name;
  }

  refresh(): void {
    this.#parents.clear();
    this.#changed.fire(undefined);
  }

  async getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    if (!this.#client.isRunning()) return [];
    const params = { tree: this.#name, parent: parent?.id ?? null, options: this.#options() };
    const answer = await request(this.#client, 'lockkeeper/tree', params).catch(() => null);
    const nodes = [...(answer?.nodes ?? [])];
    for (const node of nodes) this.#parents.set(node.id, parent);
    return nodes;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return toItem(node);
  }

  /** Tooltips are built when the pointer rests on a row. */
  resolveTreeItem(item: TreeItem, node: TreeNode, _token: CancellationToken): TreeItem {
    item.tooltip = tooltipOf(node);
    return item;
  }

  /** For `TreeView.reveal`. */
  getParent(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node.id);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
