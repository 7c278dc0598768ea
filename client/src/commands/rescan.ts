import { ProgressLocation, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { request } from '../protocol.ts';

/** Reads every flow of the workspace again. */
export async function rescan(client: BaseLanguageClient): Promise<void> {
  await window.withProgress({ location: ProgressLocation.Window, title: 'Lockkeeper: checking flows' }, () =>
    request(client, 'lockkeeper/rescan', {}),
  );
}
