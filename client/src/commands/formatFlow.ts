import { window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inform, warn } from '../notify/index.ts';
import { request } from '../protocol.ts';

/** Writes the flow in the active editor over several lines, or on one; undo takes it back. */
export async function formatFlow(client: BaseLanguageClient, form: 'lines' | 'oneLine'): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    inform(l10n.t('open the file of a flow first.'));
    return;
  }
  const { document } = editor;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const result = await request(client, 'lockkeeper/format', { uri, form });
  if (result.kind === 'refused') {
    inform(result.reason);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  if (!(await workspace.applyEdit(edit))) {
    warn(l10n.t('the flow has changed meanwhile. Run the command again.'));
    return;
  }
  // The lines that were in view may be gone.
  editor.revealRange(editor.selection);
}
