// The files of a repair in the editor: whether they are still as the repair knows them, and the one edit over all of them.

import { TextEdit, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import type { RepairedFile } from '../protocol.ts';
import { isSameText } from './texts.ts';

/** Why the repair does not fit the files any more, as a sentence; undefined when it does. Unsaved text counts. */
export async function misfit(files: readonly RepairedFile[]): Promise<string | undefined> {
  for (const { uri, before } of files) {
    const file = Uri.parse(uri);
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    if (before === null) {
      if (await exists(file)) return l10n.t('"{0}", which the repair would make, is there already.', name);
      continue;
    }
    const text = await textOf(file);
    if (text === undefined) return l10n.t('"{0}" cannot be opened.', name);
    if (!isSameText(text, before)) return l10n.t('"{0}" has changed since the repair was made.', name);
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

async function textOf(uri: Uri): Promise<string | undefined> {
  try {
    return (await workspace.openTextDocument(uri)).getText();
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
