import { type WorkspaceFolder, workspace } from 'vscode';
import * as l10n from './l10n/index.ts';
import { inform, pick } from './notify/index.ts';

/**
 * The folder of the workspace that a command is about: the only one, or one that the user picks.
 * @param title of the list to pick from
 * @param why what it is needed for, as the rest of a sentence, where no folder is open
 */
export async function chosenFolder(title: string, why: string): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) inform(l10n.t('open a folder first: {0}.', why));
  if (folders.length < 2) return folders[0];
  return pick(
    l10n.t('{0}: in which folder', title),
    folders.map((value) => ({ shown: { label: value.name }, value })),
  );
}
