// The activity bar's container: three trees that the server works out.
import { commands, Disposable, type ExtensionContext, type TreeView, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { SafeRepairsTarget, Status, TreeName, TreeNode, TreeOptions } from '../protocol.ts';
import { registerTreeActions } from './actions.ts';
import { ChecklistChoices } from './checklistChoices.ts';
import { ChecklistHead } from './checklistHead.ts';
import { registerEmptyViews, updateSituation } from './emptyViews.ts';
import { registerOwnerCommands } from './owners.ts';
import { RemoteTree } from './remoteTree.ts';
import { Toggles } from './toggles.ts';

export interface Views extends Disposable {
  /** For tests: what the views show, row by row. */
  readonly trees: Readonly<Record<TreeName, RemoteTree>>;
  /** For tests: the view of the checklist, with what stands above its rows and in its badge. */
  readonly checklist: Pick<TreeView<TreeNode>, 'message' | 'description' | 'badge'>;
  show(status: Status): void;
  /** No folder holds a flow: empty views say so. */
  nothingThere(): void;
}

export function createViews(context: ExtensionContext, client: BaseLanguageClient): Views {
  const memory = context.workspaceState;
  const changed = (name: TreeName): void => {
    trees[name].refresh();
    if (name === 'checklist') void head.refresh();
  };
  const toggles = new Toggles(memory, changed);
  const choices = new ChecklistChoices(memory, () => {
    checklist.description = choices.words;
    changed('checklist');
  });
  const optionsOf = (name: TreeName): TreeOptions => ({
    ...toggles.optionsOf(name),
    ...(name === 'checklist' ? choices.options : {}),
  });
  const treeOf = (name: TreeName): RemoteTree => new RemoteTree(client, name, () => optionsOf(name));
  const trees = {
    connections: treeOf('connections'),
    owners: treeOf('owners'),
    checklist: treeOf('checklist'),
  };
  const viewOf = (name: TreeName): TreeView<TreeNode> =>
    window.createTreeView(`lockkeeper.${name}`, { treeDataProvider: trees[name], showCollapseAll: true });
  const checklist = viewOf('checklist');
  const views = [checklist, viewOf('connections'), viewOf('owners')];
  checklist.description = choices.words;
  const head = new ChecklistHead(client, checklist, () => optionsOf('checklist'));
  // Three views may have a selection each; a key is about the one that was used last.
  let last: TreeView<TreeNode> | undefined;
  const selections = views.map((view) =>
    view.onDidChangeSelection(() => {
      last = view;
    }),
  );
  const selected = (): TreeNode | undefined => last?.selection[0];
  const changes = client.onNotification(
    'lockkeeper/treesChanged',
    ({ trees: names }: { readonly trees: readonly TreeName[] }) => {
      for (const name of names) changed(name);
    },
  );
  const registered = Disposable.from(
    registerTreeActions(client, selected),
    registerOwnerCommands(client),
    // From the title there is no row: what is below all of them.
    commands.registerCommand('lockkeeper.repairSafe', (node?: TreeNode) =>
      commands.executeCommand('lockkeeper.reviewRepair', {
        row: node?.id ?? null,
        options: optionsOf('checklist'),
      } satisfies SafeRepairsTarget),
    ),
    registerEmptyViews(),
  );
  let ready = false;
  // Until then an empty tree says nothing yet, and the welcome text would be wrong.
  const nowReady = (): void => {
    if (ready) return;
    ready = true;
    void commands.executeCommand('setContext', 'lockkeeper.ready', true);
  };
  // Before the text is shown that depends on it.
  const withoutFlows = (): void => void updateSituation().then(nowReady);
  return {
    trees,
    checklist,
    nothingThere: withoutFlows,
    show({ state, flows }) {
      if (state === 'scanning') return;
      if (flows === 0) withoutFlows();
      else nowReady();
    },
    dispose: () =>
      Disposable.from(
        changes,
        ...selections,
        toggles,
        choices,
        registered,
        ...views,
        ...Object.values(trees),
      ).dispose(),
  };
}
