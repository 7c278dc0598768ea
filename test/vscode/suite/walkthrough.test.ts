// What the walkthrough's buttons do, in both hosts: the sample arrives whole, a repair is shown, and a file for a pipeline.
import * as vscode from 'vscode';
import { copySample } from '../../../client/src/sample/index.ts';
import { assert, closeEditors, EXTENSION_ID, waitFor, workspaceUri } from './helpers.ts';

const read = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

describe('the walkthrough', () => {
  afterEach(closeEditors);

  // The command itself opens a folder, which would end the suite.
  it('copies the sample whole out of the package', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert(extension, 'the extension is there');
    const folder = workspaceUri('.sample');
    try {
      await copySample(extension.extensionUri, folder);
      for (const name of ['README.md', 'src/Other/Solution.xml']) {
        const copy = await read(vscode.Uri.joinPath(folder, name));
        assert(copy === (await read(workspaceUri(name))), `${name} is as it was packed`);
      }
      const flows = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, 'src/Workflows'));
      const own = await vscode.workspace.fs.readDirectory(workspaceUri('src/Workflows'));
      assert(flows.length === own.length, `all flows are there, not ${flows.length} files`);
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  it('shows the first safe repair at its place', async () => {
    await vscode.commands.executeCommand('lockkeeper.rescan');
    await vscode.commands.executeCommand('lockkeeper.showFirstRepair');
    const editor = await waitFor('an editor', () => vscode.window.activeTextEditor);
    const selected = editor.document.getText(editor.selection);
    assert(/^\w+$|^"/.test(selected), `a finding is selected, not: ${selected}`);
  });

  it('writes a file for a pipeline, and leaves one that is there as it is', async () => {
    const file = workspaceUri('.pre-commit-config.yaml');
    try {
      await vscode.commands.executeCommand('lockkeeper.addPipeline', 'pre-commit');
      const text = await read(file);
      assert(text.includes('id: lockkeeper'), `it holds the hooks, not: ${text}`);
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('repos: []\n'));
      await closeEditors();
      await vscode.commands.executeCommand('lockkeeper.addPipeline', 'pre-commit');
      const beside = await waitFor('the text beside it', () => {
        const document = vscode.window.activeTextEditor?.document;
        return document?.isUntitled ? document : undefined;
      });
      assert(beside.getText() === text, 'the text stands in an editor of its own');
      assert((await read(file)) === 'repos: []\n', 'the file is as it was');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });
});
