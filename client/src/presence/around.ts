import { Disposable, RelativePattern, type WorkspaceFolder, workspace } from 'vscode';
import { SIGNS } from './signs.ts';
import type { Around } from './whenFlows.ts';

/** Large, and the server does not look there either. */
const LEFT_OUT = '**/{.git,node_modules}/**';

/**
 * The workspace as VS Code tells of it. Not by its event `workspaceContains` alone: that gives up after seven seconds and says so
 * in a log only, and on a slow disk or a network drive the flows would stay unchecked. (Seen in VS Code 1.139.)
 */
export function aroundWorkspace(): Around {
  return {
    folders: workspace.workspaceFolders ?? [],
    documents: workspace.textDocuments,
    holdsSigns,
    onSign: (listener) => {
      const watchers = SIGNS.map((sign) => workspace.createFileSystemWatcher(sign, false, true, true));
      return Disposable.from(...watchers, ...watchers.map((watcher) => watcher.onDidCreate(listener)));
    },
    onFolders: (listener) => workspace.onDidChangeWorkspaceFolders(({ added }) => listener(added)),
    onOpen: (listener) => workspace.onDidOpenTextDocument(listener),
    onChange: (listener) =>
      workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
        listener({ document, texts: contentChanges.map(({ text }) => text) }),
      ),
  };
}

async function holdsSigns(folder: WorkspaceFolder): Promise<boolean> {
  const pattern = new RelativePattern(folder, `{${SIGNS.join(',')}}`);
  // What the user's settings hide from searches counts as well: the server reads it.
  return (await workspace.findFiles(pattern, LEFT_OUT, 1)).length > 0;
}
