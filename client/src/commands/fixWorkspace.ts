import { ProgressLocation, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { request } from '../protocol.ts';

/** Safe fixes of all flows, shown in VS Code's refactor preview before anything changes. */
export async function fixWorkspace(client: BaseLanguageClient): Promise<void> {
  const { edit, files } = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: 'Lockkeeper: looking for safe fixes',
      cancellable: true,
    },
    (_, token) =>
      request(client, 'lockkeeper/fixWorkspace', {}, token).catch(() => ({ edit: undefined, files: 0 })),
  );
  // Undefined: cancelled.
  if (edit === undefined) return;
  if (edit === null) {
    void window.showInformationMessage('Lockkeeper: there is nothing to fix safely.');
    return;
  }
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  const applied = await workspace.applyEdit(converted, { isRefactoring: true });
  if (!applied) {
    void window.showWarningMessage(
      `Lockkeeper: the fixes for ${files} files were not applied. Files may have changed meanwhile; run the command again.`,
    );
  }
}
