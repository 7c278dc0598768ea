// "Open the Sample Solution": a copy to try things on, in a temporary folder or in one that the user chooses.

import { commands, type Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { pick, warn } from '../notify/index.ts';
import { packedSample } from './packed.ts';

const TITLE = l10n.t('Open the sample solution');
/** Name of the folder that is made in the one that the user chooses. */
const FOLDER = 'lockkeeper-sample';
/** Beyond so many copies in one folder somebody has another plan. */
const MOST_COPIES = 100;

/** Makes an empty folder that the system clears away some day; undefined: this host has none. */
export type MakeTemporaryFolder = () => Promise<Uri>;

/**
 * The command. `opened` is told the folder before VS Code opens it, which may start the extension anew.
 * @param temporary how to make a temporary folder; left out in a web host, which can write only where the user lets it
 */
export function registerSample(
  { extensionUri }: Pick<ExtensionContext, 'extensionUri'>,
  opened: (folder: Uri) => Thenable<void>,
  temporary?: MakeTemporaryFolder,
): Disposable {
  return commands.registerCommand('lockkeeper.openSample', async () => {
    const folder = await place(temporary);
    if (folder === undefined) return;
    try {
      await copySample(extensionUri, folder);
    } catch {
      warn(l10n.t('the sample could not be written there. Choose a folder that you may write to.'));
      return;
    }
    await opened(folder);
    // Work that is open stays open.
    const forceNewWindow = (workspace.workspaceFolders ?? []).length > 0;
    await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
  });
}

/**
 * Writes the sample into a folder.
 * @throws when the folder cannot be written to
 */
export async function copySample(extensionUri: Uri, folder: Uri): Promise<void> {
  for (const [name, text] of await packedSample(extensionUri))
    await workspace.fs.writeFile(Uri.joinPath(folder, name), new TextEncoder().encode(text));
}

/** An empty folder, or undefined when the question is put away. */
async function place(temporary: MakeTemporaryFolder | undefined): Promise<Uri | undefined> {
  if (temporary === undefined) return await chosen(l10n.t('Copy the Sample Here'));
  const answer = await pick(TITLE, [
    {
      shown: {
        label: l10n.t('In a temporary folder'),
        detail: l10n.t('Change in it what you like; your system clears it away some day.'),
      },
      value: 'temporary',
    },
    {
      shown: {
        label: l10n.t('In a folder of your choice…'),
        detail: l10n.t('Makes a folder "{0}" there.', FOLDER),
      },
      value: 'chosen',
    },
  ] as const);
  if (answer === undefined) return undefined;
  return answer === 'temporary'
    ? Uri.joinPath(await temporary(), FOLDER)
    : await chosen(l10n.t('Copy the Sample Here'));
}

async function chosen(openLabel: string): Promise<Uri | undefined> {
  const [folder] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel,
      title: l10n.t('A folder for the sample solution'),
    })) ?? [];
  return folder === undefined ? undefined : await freeFolder(folder);
}

/** A name in the folder that nothing has: a copy never writes over files. */
async function freeFolder(folder: Uri): Promise<Uri | undefined> {
  for (let copy = 1; copy <= MOST_COPIES; copy++) {
    const free = Uri.joinPath(folder, copy === 1 ? FOLDER : `${FOLDER}-${copy}`);
    const isThere = await workspace.fs.stat(free).then(
      () => true,
      () => false,
    );
    if (!isThere) return free;
  }
  warn(l10n.t('this folder holds {0} samples already. Choose another one.', MOST_COPIES));
  return undefined;
}
