// "Edit Expression" in both hosts: beside the flow, over lines, known as in the flow, and back into its JSON string on save.
import * as vscode from 'vscode';
import { assert, closeEditors, rangeOf, waitFor, workspaceUri } from './helpers.ts';

const ONBOARD = 'src/Workflows/Onboardtradingpartner-8B8FA3D5-40DA-40FC-8177-AFB928131559.json';
const SCHEME = 'lockkeeper-expression';
const VALUE = '"inputs": "@EXPRESSION"';
const EXPRESSION =
  "concat(toUpper(coalesce(triggerBody()?['partnerName'], 'nobody')), ' is ', 'a \\\"partner\\\"', ' of ours since ', utcNow())";

/** The sample with one more step, whose inputs are a long expression: in the editor only. */
async function flow(): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(ONBOARD));
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const step = `\n"Compose_text": { "type": "Compose", "runAfter": {}, ${VALUE.replace('EXPRESSION', EXPRESSION)} },`;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, rangeOf(document, '"actions": {').end, step);
  assert(await vscode.workspace.applyEdit(edit), 'the step is there');
  return document;
}

async function edited(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const caret = rangeOf(document, 'coalesce').start;
  const selection = new vscode.Selection(caret, caret);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    selection,
  });
  // The window tells of its own selection once more after it has opened.
  await waitFor('the cursor', () => (editor.selection.active.isEqual(caret) ? true : undefined));
  await vscode.commands.executeCommand('lockkeeper.editExpression');
  return await waitFor(
    'the expression',
    () => {
      const active = vscode.window.activeTextEditor;
      // VS Code may show what it still has of this address before it reads it again.
      return active?.document.uri.scheme === SCHEME && active.document.getText().includes("'nobody'")
        ? active
        : undefined;
    },
    () =>
      `${vscode.window.activeTextEditor?.document.uri} at ${vscode.window.activeTextEditor?.selection.active.line}`,
  );
}

async function replaced(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const range = rangeOf(editor.document, from);
  assert(await editor.edit((edit) => edit.replace(range, to)), `"${from}" was replaced`);
}

describe('Edit Expression', () => {
  afterEach(closeEditors);

  it('opens the expression beside the flow, and saving brings it back into the string', async () => {
    const document = await flow();
    const before = document.getText();
    const editor = await edited(document);
    assert(editor.viewColumn !== vscode.ViewColumn.One, 'it stands beside the flow');
    assert(editor.document.languageId === 'lockkeeper-expression', editor.document.languageId);
    const text = editor.document.getText();
    assert(text.startsWith('@concat(\n  toUpper(') && text.includes('\'a "partner"\''), text);

    const hovers = await waitFor('a hover', async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        rangeOf(editor.document, 'coalesce').start.translate(0, 2),
      );
      return found.length > 0 ? found : undefined;
    });
    assert(hovers.length > 0, 'functions are explained');
    const tokens = await waitFor('colours', async () =>
      vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        editor.document.uri,
      ),
    );
    assert(tokens.data.length > 10, 'it has colours');

    assert(await editor.document.save(), 'it is saved unchanged');
    assert(document.getText() === before, 'nothing changed in the flow');

    await replaced(editor, "'nobody'", '\'some "one"\'');
    assert(await editor.document.save(), 'it is saved');
    const after = before.replace("'nobody'", '\'some \\"one\\"\'');
    await waitFor(
      'the edit in the flow',
      () => (document.getText() === after ? true : undefined),
      () => document.getText().slice(0, 2000),
    );
  });

  it('has a link in hovers over expressions, and in no other ones', async () => {
    const document = await flow();
    const linksAt = async (text: string): Promise<vscode.MarkdownString[]> => {
      const at = rangeOf(document, text).start.translate(0, 2);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      const all = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
      return all.filter(({ value }) => value.includes('command:'));
    };
    const [link, ...more] = await waitFor('the link', async () => {
      const found = await linksAt('coalesce');
      return found.length > 0 ? found : undefined;
    });
    assert(link && more.length === 0, 'one link');
    const trusted = typeof link.isTrusted === 'object' ? link.isTrusted.enabledCommands : [];
    assert(trusted.join() === 'lockkeeper.editExpression', `trusted: ${JSON.stringify(link.isTrusted)}`);
    assert((await linksAt('Compose_text')).length === 0, 'none over the name of a step');

    const data = /\?([^ ]+) "/.exec(link.value)?.[1] ?? '';
    const target = JSON.parse(decodeURIComponent(data)) as unknown[];
    await vscode.commands.executeCommand('lockkeeper.editExpression', ...target);
    assert(vscode.window.activeTextEditor?.document.uri.scheme === SCHEME, 'the expression opens');
  });

  it('keeps what is broken, marks it, and leaves the flow alone', async () => {
    const document = await flow();
    const before = document.getText();
    const editor = await edited(document);
    await replaced(editor, 'toUpper', 'toUper');
    const found = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(editor.document.uri);
    await waitFor(
      'a problem',
      () => found().find(({ message, range }) => message.includes('toUper') && range.start.line === 1),
      () =>
        found()
          .map(({ message, range }) => `${range.start.line} ${message}`)
          .join('; ') + editor.document.getText(),
    );
    await replaced(editor, "'nobody'", "'nobody");
    const saved = await Promise.resolve(editor.document.save()).catch(() => false);
    assert(!saved, 'it is not saved');
    assert(editor.document.isDirty, 'the text stays');
    assert(document.getText() === before, 'the flow is as it was');
  });

  it('keeps what was typed where the flow changed meanwhile', async () => {
    const document = await flow();
    const editor = await edited(document);
    await replaced(editor, "'nobody'", "'somebody'");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, "' is '"), "' was '");
    assert(await vscode.workspace.applyEdit(edit), 'the flow is edited');
    const before = document.getText();
    const saved = await Promise.resolve(editor.document.save()).catch(() => false);
    assert(!saved && editor.document.isDirty, 'the text stays');
    assert(editor.document.getText().includes("'somebody'"), 'with what was typed');
    assert(document.getText() === before, 'the flow is as it was');
  });
});
