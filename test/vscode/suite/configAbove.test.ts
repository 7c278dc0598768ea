// The config of a repository of which only a part is open: found above the folder, and followed there.
import * as vscode from 'vscode';
import { flowFileName, vaultFlow } from './flows.ts';
import { closeEditors, openFile, ruleOf, waitForDiagnostics, workspaceUri } from './helpers.ts';

const RULE = 'secret-read-unsecured';

describe('a config above the folder', () => {
  const config = vscode.Uri.joinPath(workspaceUri(), '..', 'lockkeeper.config.json');
  const write = (severity: string) =>
    vscode.workspace.fs.writeFile(
      config,
      new TextEncoder().encode(JSON.stringify({ rules: { [RULE]: severity } })),
    );

  after(async () => {
    await vscode.workspace.fs.delete(config).then(undefined, () => undefined);
    await closeEditors();
  });

  it('counts as soon as it is there, as it changes, and until it goes', async () => {
    const { uri } = await openFile(flowFileName('Above', 8), vaultFlow());
    const shown = (severity: vscode.DiagnosticSeverity) =>
      waitForDiagnostics(uri, (found) =>
        found.some((one) => ruleOf(one) === RULE && one.severity === severity),
      );
    await shown(vscode.DiagnosticSeverity.Error);
    await write('warning');
    await shown(vscode.DiagnosticSeverity.Warning);
    await write('info');
    await shown(vscode.DiagnosticSeverity.Information);
    await vscode.workspace.fs.delete(config);
    await shown(vscode.DiagnosticSeverity.Error);
  });
});
