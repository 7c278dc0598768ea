// Rename of an environment variable, as VS Code asks for it.
import * as vscode from 'vscode';
import { assert, closeEditors, waitFor, workspaceUri } from './helpers.ts';
import {
  differences,
  keepFiles,
  keepName,
  previewGone,
  repairOf,
  review,
  SECRET_VARIABLE,
  secretVariableIn,
  snapshot,
} from './repairs.ts';

interface Prepared {
  readonly range: vscode.Range;
  readonly placeholder: string;
}

describe('the rename of an environment variable', () => {
  let restore: () => Promise<void>;
  beforeEach(async () => {
    restore = await keepFiles();
  });
  afterEach(async () => {
    await restore();
    await closeEditors();
  });

  it('changes the flow, the definition and the manifest, after a repair has made the variable', async () => {
    const { document, action } = await repairOf(SECRET_VARIABLE);
    const before = await snapshot();
    const { done } = await review(action);
    await vscode.commands.executeCommand('lockkeeper.applyRepair');
    assert(await done, 'the repair is applied');
    await previewGone();
    await keepName(document);
    const position = secretVariableIn(document);
    assert(position, 'the flow reads a secret variable');
    const { placeholder } = await vscode.commands.executeCommand<Prepared>(
      'vscode.prepareRename',
      document.uri,
      position,
    );
    assert(document.getText().includes(`"${placeholder}"`), `the old name is offered: ${placeholder}`);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'Credit key',
    );
    const names = edit
      .entries()
      .map(([uri]) => uri.path.slice(uri.path.lastIndexOf('/') + 1))
      .sort();
    const flow = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
    const expected = [flow, 'Solution.xml', 'environmentvariabledefinition.xml'].sort();
    assert(names.join() === expected.join(), `flow, definition and manifest, not ${names.join()}`);
    const texts = edit.entries().flatMap(([, edits]) => edits.map((one) => one.newText));
    assert(
      texts.some((text) => /^[A-Za-z]+_CreditKey$/.test(text)),
      `the new schema name: ${texts.join('; ')}`,
    );
    await vscode.commands.executeCommand('undo');
    await waitFor('all files as they were', async () =>
      differences(before, await snapshot()).length === 0 ? true : undefined,
    );
  });

  it('says why there is none for a text that is no variable', async () => {
    const uri = workspaceUri('src/Other/Solution.xml');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const reason = await waitFor('an answer', async () => {
      try {
        await vscode.commands.executeCommand('vscode.prepareRename', uri, new vscode.Position(0, 3));
        return 'none';
      } catch (error) {
        return String(error);
      }
    });
    assert(/rename/i.test(reason), reason);
  });
});
