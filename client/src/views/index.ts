// The activity bar's container: three trees that the server works out.
import { commands, Disposable, type ExtensionContext, type TreeView, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Status, TreeName, TreeNode } from '../protocol.ts';
import { registerTreeActions } from './actions.ts';
import { registerOwnerCommands } from './owners.ts';
import { RemoteTree } from './remoteTree.ts';
import { Toggles } from './toggles.ts';

const NAMES: readonly TreeName[] = ['checklist', 'connections', 'owners'];

export interface Views extends Disposable {
  /** For tests: what the views show, row by row. */
  readonly trees: Readonly<Record<TreeName, RemoteTree>>;
  show(status: Status): void;
  /** No folder holds a flow: empty views say so. */
  nothingThere(): void;
}

export function createViews(context: ExtensionContext, client: BaseLanguageClient): Views {
  const toggles = new Toggles(context.workspaceState, (name) => trees[name].refresh());
  const treeOf = (name: TreeName): RemoteTree => new RemoteTree(client, name, () => toggles.optionsOf(name));
  const trees = {
    connections: treeOf('connections'),
    owners: treeOf('owners'),
    checklist: treeOf('checklist'),
  };
  const views = new Map<TreeName, TreeView<TreeNode>>();
  for (const name of NAMES) {
    const treeDataProvider = trees[name];
    views.set(name, window.createTreeView(`lockkeeper.${name}`, { treeDataProvider, showCollapseAll: true }));
  }
  // Three views may have a selection each; a key is about the one that was used last.
  let last: TreeView<TreeNode> | undefined;
  const selections = [...views.values()].map((view) =>
    view.onDidChangeSelection(() => {
      last = view;
    }),
  );
  const selected = (): TreeNode | undefined => last?.selection[0];
  const changes = client.onNotification(
    'lockkeeper/treesChanged',
    ({ trees: names }: { readonly trees: readonly TreeName[] }) => {
      for (const name of names) trees[name].refresh();
    },
  );
  const registered = Disposable.from(registerTreeActions(client, selected), registerOwnerCommands(client));
  let ready = false;
  // Until then an empty tree says nothing yet, and the welcome text would be wrong.
  const nowReady = (): void => {
    if (ready) return;
    ready = true;
    void commands.executeCommand('setContext', 'lockkeeper.ready', true);
  };
  return {
    trees,
    nothingThere: nowReady,
    show({ state, errors }) {
      const view = views.get('checklist');
      if (view !== undefined)
        view.badge = errors === 0 ? undefined : { value: errors, tooltip: `Lockkeeper: ${count(errors)}` };
      if (state !== 'scanning') nowReady();
    },
    dispose: () =>
      Disposable.from(
        changes,
        ...selections,
        toggles,
        registered,
        ...views.values(),
        ...NAMES.map((name) => trees[name]),
      ).dispose(),
  };
}

function count(errors: number): string {
  return errors === 1 ? '1 error' : `${errors} errors`;
}
