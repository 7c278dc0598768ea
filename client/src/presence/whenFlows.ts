// When the language server is started: as soon as there is a flow, and not in folders without one.
import type { Disposable, TextDocument, WorkspaceFolder } from 'vscode';
import { mayBeFlow } from '../../../server/src/core/flow/mayBeFlow.ts';

type Looked = Pick<TextDocument, 'languageId' | 'getText'>;
type Event<T> = (listener: (value: T) => void) => Disposable;

/** What is looked at. */
export interface Around {
  readonly folders: readonly WorkspaceFolder[];
  readonly documents: readonly Looked[];
  /** True when the folder holds a file that tells of flows. Has no limit of time. */
  holdsSigns(folder: WorkspaceFolder): Promise<boolean>;
  /** A file that tells of flows has come. */
  readonly onSign: Event<void>;
  readonly onFolders: Event<readonly WorkspaceFolder[]>;
  readonly onOpen: Event<Looked>;
  /** A document, and the texts that came into it. */
  readonly onChange: Event<{ readonly document: Looked; readonly texts: readonly string[] }>;
}

/**
 * Calls `start` once: when a folder of the workspace holds a file that tells of flows, when such a file comes, or when a document
 * is open that may be a flow. `none` is called when the folders hold no such file.
 */
export function whenFlows(around: Around, start: () => void, none: () => void): Disposable {
  const waiting: Disposable[] = [];
  let done = false;
  const stop = (): void => {
    done = true;
    for (const one of waiting.splice(0)) one.dispose();
  };
  const found = (): void => {
    if (done) return;
    stop();
    start();
  };
  const look = (document: Looked): void => {
    if (!done && isFlow(document)) found();
  };
  const search = async (folders: readonly WorkspaceFolder[]): Promise<void> => {
    // The first that holds one is enough; of a folder that cannot be searched the server tells what it sees.
    const searches = folders.map(async (folder) => {
      const isThere = await around.holdsSigns(folder).catch(() => true);
      if (isThere) found();
    });
    await Promise.all(searches);
    if (!done) none();
  };
  waiting.push(
    around.onSign(found),
    around.onFolders((added) => void search(added)),
    around.onOpen(look),
    // What is pasted into an empty document.
    around.onChange(({ document, texts }) => {
      if (texts.some(mayBeFlow)) look(document);
    }),
  );
  for (const document of around.documents) look(document);
  void search(around.folders);
  return { dispose: stop };
}

function isFlow(document: Looked): boolean {
  return /^jsonc?$/.test(document.languageId) && mayBeFlow(document.getText());
}
