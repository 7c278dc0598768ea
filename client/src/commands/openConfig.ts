import { commands, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFile } from '../chosenFile.ts';
import { chosenFolder } from '../chosenFolder.ts';
import * as l10n from '../l10n/index.ts';
import { ask } from '../notify/index.ts';
import { request } from '../protocol.ts';

const TITLE = l10n.t('Open the configuration');
const CREATE = l10n.t('Create');
const SETTINGS = l10n.t('Open Settings');

/** Opens the configuration that decides about the open file, or about a folder; where there is none, offers to make one. */
export async function openConfig(client: BaseLanguageClient): Promise<void> {
  const about =
    chosenFile(undefined) ?? (await chosenFolder(TITLE, l10n.t('a configuration lies in one')))?.uri;
  if (about === undefined) return;
  const uri = client.code2ProtocolConverter.asUri(about);
  const { config } = await request(client, 'lockkeeper/configOf', { uri });
  if (config !== null) {
    // Not by a document of ours, which would stay open for minutes after its tab is closed.
    await commands.executeCommand('vscode.open', Uri.parse(config));
    return;
  }
  const answer = await ask(
    l10n.t('There is no lockkeeper.config.json here: the settings of VS Code decide what is told.'),
    [CREATE, SETTINGS],
  );
  if (answer === CREATE) await commands.executeCommand('lockkeeper.createConfig');
  if (answer === SETTINGS)
    await commands.executeCommand('workbench.action.openSettings', '@ext:lockkeeper.lockkeeper');
}
