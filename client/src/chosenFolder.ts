import { type WorkspaceFolder, workspace } from 'vscode';
import { inform, pick } from './notify/index.ts';

/**
 * The folder of the workspace that a command is about: the only one, or one that the user picks.
 * @param title of the list to pick from
 * @param why what it is needed for, as the rest of a sentence, where no folder is open
 */
export async function chosenFolder(title: string, why: string): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) inform(`open a folder first: ${why}.`);
  if (folders.length < 2) return folders[0];
  return pick(
    `${title}: in which folder`,
    folders.map((value) => ({ shown: { label: value.name }, value })),
  );
}
