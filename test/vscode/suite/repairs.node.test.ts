// The preview of a repair: shows all of it, and applies it whole or not at all.
import * as vscode from 'vscode';
import { assert, closeEditors, waitFor, workspaceUri } from './helpers.ts';
import {
  differences,
  FLOW,
  keepFiles,
  keepName,
  MANIFEST,
  previewGone,
  previewTab,
  proposals,
  repairOf,
  review,
  SECRET_VARIABLE,
  snapshot,
  VAULT,
} from './repairs.ts';

const flowName = FLOW.slice(FLOW.lastIndexOf('/') + 1);

/** Types something into a file, without saving it. */
async function type(uri: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  assert(await vscode.workspace.applyEdit(edit), `${text} is typed`);
}

describe('the preview of a repair', () => {
  let restore: () => Promise<void>;
  let before: Map<string, string>;
  beforeEach(async () => {
    restore = await keepFiles();
    before = await snapshot();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('lockkeeper.cancelRepair');
    await restore();
    await closeEditors();
  });

  const holdUnchanged = async (): Promise<void> => {
    const changed = differences(before, await snapshot());
    assert(changed.length === 0, `nothing is changed, but ${changed.join(', ')}`);
  };

  it('shows all files of the repair; cancel changes nothing and leaves the flow where it was', async () => {
    const { document, action, secret } = await repairOf(SECRET_VARIABLE);
    const { done } = await review(action);
    await waitFor(
      'an active tab that stays and names the number of files',
      () => {
        const tab = previewTab();
        return (tab?.isActive && !tab.isPreview && tab.label.includes('(3 files)')) || undefined;
      },
      () => JSON.stringify(previewTab()),
    );
    const texts = await proposals(3);
    assert(texts.get(flowName)?.includes(secret) === false, 'the flow is shown without its secret');
    assert(
      texts.get('environmentvariabledefinition.xml')?.includes('<type>100000005</type>'),
      'the new file is shown',
    );
    await vscode.commands.executeCommand('lockkeeper.cancelRepair');
    assert((await done) === false, 'nothing is applied');
    await previewGone();
    await holdUnchanged();
    const editor = await waitFor('the flow', () => vscode.window.activeTextEditor);
    assert(editor.document === document, `the flow is back, not ${editor.document.uri}`);
  });

  it('is a no when it is closed', async () => {
    const { action } = await repairOf(VAULT);
    const { done } = await review(action);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert((await done) === false, 'nothing is applied');
    await previewGone();
    await holdUnchanged();
  });

  it('applies nothing when a file has changed meanwhile, saved or not', async () => {
    const { action } = await repairOf(SECRET_VARIABLE);
    const { done } = await review(action);
    await type(workspaceUri(MANIFEST), '<!-- typed -->');
    await vscode.commands.executeCommand('lockkeeper.applyRepair');
    assert((await done) === false, 'nothing is applied');
    await previewGone();
    const changed = differences(before, await snapshot());
    assert(changed.join() === 'Solution.xml', `only what was typed: ${changed.join()}`);
  });

  it('is not shown for a flow that has changed since the repair was offered', async () => {
    const { document, action } = await repairOf(VAULT);
    await type(document.uri, '\n');
    const { command, arguments: given = [] } = action.command!;
    const done = await vscode.commands.executeCommand<boolean>(command, ...given);
    assert(done === false && previewTab() === undefined, 'there is no preview');
  });

  it('gives way to that of another repair', async () => {
    const { document, action } = await repairOf(VAULT);
    const { done: first } = await review(action);
    const other = await repairOf(SECRET_VARIABLE);
    const { done: second, tab } = await review(other.action);
    assert((await first) === false, 'the first one is not applied');
    assert(tab.label.includes(other.action.title), tab.label);
    await vscode.commands.executeCommand('lockkeeper.applyRepair');
    assert(await second, 'the second one is');
    await previewGone();
    await keepName(document);
  });

  it('is the same for a refactoring', async () => {
    const { action } = await repairOf(VAULT, vscode.CodeActionKind.RefactorExtract);
    assert(
      action.kind?.contains(vscode.CodeActionKind.RefactorExtract.append('lockkeeper')),
      'a refactoring',
    );
    const { done } = await review(action);
    await vscode.commands.executeCommand('lockkeeper.cancelRepair');
    assert((await done) === false, 'nothing is applied');
    await holdUnchanged();
  });
});
