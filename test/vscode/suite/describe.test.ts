// "Describe Flow" in both hosts: a Markdown document beside the flow, which follows what is in the editor.
import * as vscode from 'vscode';
import { assert, closeEditors, waitFor, workspaceUri } from './helpers.ts';

const DISPATCH = 'src/Workflows/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json';

describe('Describe Flow', () => {
  afterEach(closeEditors);

  it('opens the page of the flow in the editor, beside it', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceUri(DISPATCH));
    const editor = await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('lockkeeper.describeFlow');
    const page = await waitFor('the page', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.scheme === 'lockkeeper-describe' ? active : undefined;
    });
    assert(page.viewColumn !== editor.viewColumn, 'the page stands beside the flow');
    assert(page.document.languageId === 'markdown', `it is Markdown, not ${page.document.languageId}`);
    const text = page.document.getText();
    assert(text.startsWith('# Dispatch paid order\n'), text.slice(0, 200));
    assert(text.includes('- **Get warehouse key**: the secret it reads (from Azure Key Vault)'), text);
    assert(text.includes(`\`${DISPATCH}\``), text);
  });
});
