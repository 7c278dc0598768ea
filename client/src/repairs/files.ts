// The files of a repair or a rename in the editor: whether they are still as it knows them, and the one edit over all of them.

import { type TextDocument, TextEdit, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import type { RepairedFile } from '../protocol.ts';
import type { ShownFile } from './preview.ts';
import { isSameText } from './texts.ts';
import type { RenameToReview } from './toReview.ts';

/** Why the change does not fit the files any more, as a sentence; undefined when it does. Unsaved text counts. */
export async function misfit(files: readonly RepairedFile[]): Promise<string | undefined> {
  for (const { uri, before } of files) {
    const file = Uri.parse(uri);
    if (before === null) {
      const there = await taken([file]);
      if (there !== undefined) return there;
      continue;
    }
    const text = (await opened(file))?.getText();
    if (text === undefined) return cannotOpen(file);
    if (!isSameText(text, before)) return hasChanged(file);
  }
  return undefined;
}

/** Why nothing can get these addresses, as a sentence; undefined when they are free. */
export async function taken(places: readonly Uri[]): Promise<string | undefined> {
  for (const place of places)
    if (await exists(place)) return l10n.t('"{0}" is there already.', nameOf(place));
  return undefined;
}

/** What a rename changes, with the texts that its edits are for; or why they are not for the files any more, as a sentence. */
export async function renamedFiles({ files, moves }: RenameToReview): Promise<readonly ShownFile[] | string> {
  const shown: ShownFile[] = [];
  for (const { uri, version, edits } of files) {
    const file = Uri.parse(uri);
    const document = await opened(file);
    if (document === undefined) return cannotOpen(file);
    // What is not open as a flow or a file of a solution, the server has read from disk.
    if (version === null ? document.isDirty : document.version !== version) return hasChanged(file);
    const movesTo = placeAfter(file, moves);
    shown.push({ uri, before: document.getText(), edits, ...(movesTo === undefined ? {} : { movesTo }) });
  }
  return shown;
}

/**
 * Saves files that have moved with a rename, where the others are saved: VS Code saves what such an edit changes (setting
 * `files.refactoring.autoSave`), and looks for all of it where it lay before.
 */
export async function saveMoved(files: readonly ShownFile[]): Promise<void> {
  const open = new Map(workspace.textDocuments.map((one) => [one.uri.toString(), one]));
  const staying = files.filter(({ movesTo }) => movesTo === undefined);
  const isSaved = staying.every(({ uri }) => open.get(Uri.parse(uri).toString())?.isDirty !== true);
  if (staying.length === 0 || !isSaved) return;
  for (const { movesTo } of files) if (movesTo !== undefined) await open.get(movesTo.toString())?.save();
}

/** Undefined for a file that stays where it is. */
function placeAfter({ path }: Uri, moves: RenameToReview['moves']): Uri | undefined {
  for (const { oldUri, newUri } of moves) {
    const from = Uri.parse(oldUri).path;
    const to = Uri.parse(newUri);
    if (path === from || path.startsWith(`${from}/`))
      return to.with({ path: to.path + path.slice(from.length) });
  }
  return undefined;
}

/** All changes as one edit, which one undo takes back. */
export async function editOf(
  client: BaseLanguageClient,
  files: readonly RepairedFile[],
): Promise<WorkspaceEdit> {
  const result = new WorkspaceEdit();
  for (const { uri, before, edits, delete: goes } of files) {
    const file = Uri.parse(uri);
    if (goes) {
      result.deleteFile(file, { recursive: false, ignoreIfNotExists: false });
      continue;
    }
    if (before === null) result.createFile(file, { overwrite: false, ignoreIfExists: false });
    const converted = await client.protocol2CodeConverter.asTextEdits([...edits]);
    result.set(
      file,
      converted.map(({ range, newText }) => TextEdit.replace(range, newText)),
    );
  }
  return result;
}

const nameOf = ({ path }: Uri): string => path.slice(path.lastIndexOf('/') + 1);
const cannotOpen = (file: Uri): string => l10n.t('"{0}" cannot be opened.', nameOf(file));
const hasChanged = (file: Uri): string => l10n.t('"{0}" has changed meanwhile.', nameOf(file));

async function opened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
  }
}
