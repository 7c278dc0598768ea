import { Disposable, FileType, RelativePattern, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { SIGNS } from './signs.ts';
import type { Around } from './whenFlows.ts';

/** Large, and the server does not look there either. */
const LEFT_OUT = '**/{.git,node_modules}/**';

/** Folders come in flocks. */
const FLOCK_PAUSE_MS = 500;

/**
 * The workspace as VS Code tells of it. Not by its event `workspaceContains` alone: that gives up after seven seconds and says so
 * in a log only, and on a slow disk or a network drive the flows would stay unchecked. (Seen in VS Code 1.139.)
 */
export function aroundWorkspace(): Around {
  return {
    folders: workspace.workspaceFolders ?? [],
    documents: workspace.textDocuments,
    holdsSigns,
    onSign,
    onFolders: (listener) => workspace.onDidChangeWorkspaceFolders(({ added }) => listener(added)),
    onOpen: (listener) => workspace.onDidOpenTextDocument(listener),
    onChange: (listener) =>
      workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
        listener({ document, texts: contentChanges.map(({ text }) => text) }),
      ),
  };
}

/**
 * Files that come one by one, and folders that come with files in them: of those VS Code may name the folder alone, since its
 * watcher reaches into a new folder only after that was filled. (Seen in VS Code 1.139 on Linux.)
 */
function onSign(listener: () => void): Disposable {
  const made = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const around = [...made].map((uri) => Uri.parse(uri));
    made.clear();
    for (const folder of around) if (await holdsSigns(folder).catch(() => false)) return listener();
  };
  const entry = async (uri: Uri): Promise<void> => {
    const { type } = await workspace.fs.stat(uri);
    if (type !== FileType.Directory) return;
    // Around it: its own name may be part of what is looked for.
    made.add(Uri.joinPath(uri, '..').toString());
    clearTimeout(timer);
    timer = setTimeout(() => void look(), FLOCK_PAUSE_MS);
  };
  const watch = (glob: string, onChange: (uri: Uri) => void): Disposable => {
    const watcher = workspace.createFileSystemWatcher(glob, false, true, true);
    return Disposable.from(watcher, watcher.onDidCreate(onChange));
  };
  return Disposable.from(
    ...SIGNS.map((sign) => watch(sign, listener)),
    // What is gone again is no folder.
    watch('**/*', (uri) => void entry(uri).catch(() => undefined)),
    new Disposable(() => clearTimeout(timer)),
  );
}

async function holdsSigns(folder: WorkspaceFolder | Uri): Promise<boolean> {
  const pattern = new RelativePattern(folder, `{${SIGNS.join(',')}}`);
  // What the user's settings hide from searches counts as well: the server reads it.
  return (await workspace.findFiles(pattern, LEFT_OUT, 1)).length > 0;
}
