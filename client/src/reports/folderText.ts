import { ProgressLocation, type TextDocument, window, workspace } from 'vscode';
import type { CancellationToken } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inProgress, warn } from '../notify/index.ts';
import type { FolderText } from '../protocol.ts';

/** Has the server make a document, with progress that can be cancelled. Undefined when there is none; the user knows why then. */
export async function folderText(
  title: string,
  ask: (token: CancellationToken) => Promise<FolderText>,
): Promise<string | undefined> {
  const location = ProgressLocation.Notification;
  const result = await inProgress({ location, title, cancellable: true }, async (token) => {
    const made = await ask(token).catch(
      (): FolderText => ({ kind: 'refused', reason: l10n.t('The language server does not answer.') }),
    );
    return token.isCancellationRequested ? undefined : made;
  });
  if (result === undefined) return undefined;
  if (result.kind === 'text') return result.text;
  warn(result.reason);
  return undefined;
}

/** Opens a text as a document that nobody has saved yet. */
export async function openUnsaved(content: string, language: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ content, language });
  await window.showTextDocument(document, { preview: false });
  return document;
}
