import { ProgressLocation } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inProgress } from '../notify/index.ts';
import { request } from '../protocol.ts';

/** Reads every flow of the workspace again. */
export async function rescan(client: BaseLanguageClient): Promise<void> {
  await inProgress({ location: ProgressLocation.Window, title: l10n.t('checking flows') }, () =>
    request(client, 'lockkeeper/rescan', {}),
  );
}
