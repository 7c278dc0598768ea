// In a workspace that nobody trusts git is asked nothing: a repository may name programs that git runs.
import * as vscode from 'vscode';
import { assert, closeEditors, ruleOf, waitForDiagnostics, workspaceUri } from './helpers.ts';

const SECURED = 'src/Workflows/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json';
/** host/repository.mjs writes the same. */
const MONITOR_RAN = 'monitor-ran.txt';

describe('a workspace that nobody trusts', () => {
  after(closeEditors);

  it('has findings, none that needs git, and no comparison with HEAD', async () => {
    assert(!vscode.workspace.isTrusted, 'nobody trusts this workspace');
    const document = await vscode.workspace.openTextDocument(workspaceUri(SECURED));
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    const text = document.getText().replace(/"secureData"/g, '"secureDataNot"');
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert(await vscode.workspace.applyEdit(edit), 'the change is typed');
    const found = await waitForDiagnostics(document.uri, (all) =>
      all.some((one) => ruleOf(one) === 'secret-read-unsecured'),
    );
    const said = await vscode.commands.executeCommand<string | undefined>(
      'lockkeeper.compareWithHead',
      document.uri,
    );
    assert(said?.includes('trusted'), `it is said why not: ${said}`);
    // What was asked of the client by now is answered.
    const again = await waitForDiagnostics(document.uri, (all) => all.length >= found.length);
    assert(!again.some((one) => ruleOf(one) === 'secure-data-removed'), 'nothing is compared with HEAD');
    const git = vscode.extensions.getExtension('vscode.git');
    assert(git?.isActive !== true, 'the git extension is off');
    const ran = await vscode.workspace.fs.stat(workspaceUri(MONITOR_RAN)).then(
      () => true,
      () => false,
    );
    assert(!ran, 'the program that the repository names did not run');
  });
});
