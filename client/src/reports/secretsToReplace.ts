import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFolder } from '../chosenFolder.ts';
import * as l10n from '../l10n/index.ts';
import { request } from '../protocol.ts';
import { folderText, openUnsaved } from './folderText.ts';

/** The secrets that stand in the files of a folder, masked, as `lockkeeper rotate` lists them. */
export async function secretsToReplace(client: BaseLanguageClient): Promise<void> {
  const folder = await chosenFolder(
    l10n.t('Secrets to replace'),
    l10n.t('the list is about the flows in it'),
  );
  if (folder === undefined) return;
  const about = client.code2ProtocolConverter.asUri(folder.uri);
  const text = await folderText(l10n.t('looking for secrets'), (token) =>
    request(client, 'lockkeeper/rotation', { folder: about }, token),
  );
  if (text !== undefined) await openUnsaved(text, 'markdown');
}
