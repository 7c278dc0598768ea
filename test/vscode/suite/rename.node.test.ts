// Renames that others should know of, as VS Code asks for them: shown whole first, then made whole or not at all.
import * as vscode from 'vscode';
import { assert, closeEditors, rangeOf, waitFor, workspaceUri } from './helpers.ts';
import {
  differences,
  keepFiles,
  keepName,
  previewGone,
  previewTab,
  proposals,
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

const decoder = new TextDecoder();
const nameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf('/') + 1);

/** Runs the provider, which has nothing to say to whoever asked: what the rename changes is shown. */
async function renamed(
  uri: vscode.Uri,
  position: vscode.Position,
  newName: string,
): Promise<{ tab: vscode.Tab }> {
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    uri,
    position,
    newName,
  );
  assert(edit.size === 0, `an empty edit, not ${edit.entries().map(([one]) => one.path)}`);
  const tab = await waitFor('the preview', previewTab);
  return { tab };
}

/** Waits until files of these names, and no others, differ from what they were, and returns all. */
async function changedTo(
  before: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<Map<string, string>> {
  let changed: string[] = [];
  return await waitFor(
    names.length === 0 ? 'all files as they were' : `a change of ${names.join(', ')}`,
    async () => {
      const now = await snapshot();
      changed = differences(before, now);
      return changed.join() === names.join() ? now : undefined;
    },
    () => changed.join(', '),
  );
}

/** One undo, which takes all back. */
async function undoneTo(before: ReadonlyMap<string, string>): Promise<void> {
  await vscode.commands.executeCommand('undo');
  await changedTo(before, []);
}

describe('the rename of the key of an input', () => {
  const CHILD = 'src/Workflows/Createshippinglabel-11D62D06-8462-472F-8B00-2E221A1DCF2D.json';
  const PARENT = 'src/Workflows/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json';
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

  async function shown(): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(workspaceUri(CHILD));
    await vscode.window.showTextDocument(document);
    const position = rangeOf(document, '"text_1"').start.translate(0, 3);
    await waitFor('a key that can be renamed', async () => {
      try {
        return await vscode.commands.executeCommand('vscode.prepareRename', document.uri, position);
      } catch {
        return undefined;
      }
    });
    const { tab } = await renamed(document.uri, position, 'ship_to');
    assert(tab.label.includes('Rename the key "text_1" to "ship_to" (2 files)'), tab.label);
    return document;
  }

  /** Holds for a while: nobody tells the end of a rename that is not made. */
  async function differOnlyIn(names: readonly string[]): Promise<void> {
    for (let times = 0; times < 10; times++) {
      const changed = differences(before, await snapshot());
      assert(changed.join() === names.join(), `only "${names.join()}" differs, not ${changed.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('changes the flow and the one that calls it, and one undo takes it back', async () => {
    const document = await shown();
    const proposed = await proposals(2);
    await vscode.commands.executeCommand('lockkeeper.applyRepair');
    await previewGone();
    const names = [CHILD, PARENT].map((path) => path.slice(path.lastIndexOf('/') + 1));
    const now = await changedTo(before, names);
    for (const uri of [document.uri, workspaceUri(PARENT)]) {
      const text = now.get(uri.toString());
      assert(text?.includes('"ship_to"') && !text.includes('"text_1"'), `the new key in ${nameOf(uri)}`);
      assert(text === proposed.get(nameOf(uri)), `${nameOf(uri)} as it was shown`);
    }
    assert(vscode.window.activeTextEditor?.document === document, 'the flow has the focus again');
    await undoneTo(before);
  });

  it('changes nothing when it is cancelled', async () => {
    await shown();
    await vscode.commands.executeCommand('lockkeeper.cancelRepair');
    await previewGone();
    await differOnlyIn([]);
  });

  it('changes nothing when a file has changed meanwhile', async () => {
    await shown();
    const edit = new vscode.WorkspaceEdit();
    const parent = workspaceUri(PARENT);
    edit.insert(parent, new vscode.Position(0, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('lockkeeper.applyRepair');
    await previewGone();
    await differOnlyIn([nameOf(parent)]);
  });
});

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
    const saved = await snapshot();
    const shown = await renamed(document.uri, position, 'Credit key');
    assert(shown.tab.label.includes('"Credit key"'), shown.tab.label);
    await vscode.commands.executeCommand('lockkeeper.applyRepair');
    await previewGone();
    // The folder has another name: its file is one that goes and one that comes.
    const definition = 'environmentvariabledefinition.xml';
    const names = [nameOf(document.uri), 'Solution.xml', definition, definition].sort();
    const now = await changedTo(saved, names);
    const moved = [...now].find(([uri]) => uri.includes('_CreditKey/'));
    assert(moved, 'the definition has moved');
    const file = vscode.Uri.parse(moved[0]);
    await waitFor('the definition with its new name, saved', async () =>
      decoder.decode(await vscode.workspace.fs.readFile(file)).includes('_CreditKey"') ? true : undefined,
    );
    // That a file is saved is known a moment after it stands on the disk.
    await waitFor('that all is saved', async () => {
      const { isDirty } = await vscode.workspace.openTextDocument(file);
      return isDirty || document.isDirty ? undefined : true;
    });
    await undoneTo(saved);
    await undoneTo(before);
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
