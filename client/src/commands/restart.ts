import { ProgressLocation } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inProgress, warn } from '../notify/index.ts';

/** Ends the language server and starts a new one, which checks everything afresh. */
export async function restart(client: BaseLanguageClient): Promise<void> {
  await inProgress({ location: ProgressLocation.Window, title: 'restarting' }, async () => {
    // One that crashed, or does not answer, is as good as stopped.
    await client.stop().catch(() => undefined);
    await client
      .start()
      .catch((error) => warn(l10n.t('the language server did not start: {0}', String(error))));
  });
}
