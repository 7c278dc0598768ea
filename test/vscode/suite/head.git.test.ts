// What flows were in the last commit: "Compare with HEAD as Steps", and the findings that need an older version.
import * as vscode from 'vscode';
import {
  assert,
  closeEditors,
  findings,
  ruleOf,
  waitFor,
  waitForDiagnostics,
  workspaceUri,
} from './helpers.ts';

const SECURED = 'src/Workflows/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json';
const CALLING = 'src/Workflows/Checkcustomercredit-C96D6C13-5B6A-47AA-8CFF-AF1CA4F4D109.json';
/** How the designer's loss looks: the settings of the first step that has them, with the comma before. */
const PROTECTION = /,\s*"runtimeConfiguration":\s*\{\s*"secureData":\s*\{[^}]*\}\s*\}/;
const COMMAND = 'lockkeeper.compareWithHead';

/** What the tests use of VS Code's git extension (`git.d.ts`, version 1). */
interface Repository {
  add(paths: string[]): Promise<void>;
  commit(message: string): Promise<void>;
}
interface GitExtension {
  getAPI(version: 1): { readonly repositories: readonly Repository[] };
}

async function repository(): Promise<Repository> {
  const git = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
  assert(git, "VS Code's git extension is there");
  return await waitFor('the repository', () => git.getAPI(1).repositories[0]);
}

async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(path));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function replace(document: vscode.TextDocument, what: RegExp | string, by: string): Promise<void> {
  const old = document.getText();
  const text = old.replace(what, by);
  assert(text !== old, `the flow holds ${what}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert(await vscode.workspace.applyEdit(edit), 'the change is typed');
}

interface Sides {
  readonly before: vscode.TextDocument;
  readonly after: vscode.TextDocument;
  readonly label: string;
}

/** The comparison in the active tab. */
async function comparison(): Promise<Sides> {
  const tab = await waitFor('a comparison', () => {
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    return activeTab?.input instanceof vscode.TabInputTextDiff ? activeTab : undefined;
  });
  const { original, modified } = tab.input as vscode.TabInputTextDiff;
  const [before, after] = await Promise.all(
    [original, modified].map((uri) => vscode.workspace.openTextDocument(uri)),
  );
  return { before: before!, after: after!, label: tab.label };
}

const has = (rule: string) => (found: readonly vscode.Diagnostic[]) =>
  found.some((one) => ruleOf(one) === rule);

describe('the version in HEAD', () => {
  before(async () => {
    await repository();
  });
  afterEach(closeEditors);

  it('is compared as steps, and the comparison follows what is typed', async () => {
    const document = await open(SECURED);
    await replace(document, PROTECTION, '');
    const said = await vscode.commands.executeCommand<string | undefined>(COMMAND, document.uri);
    assert(said === undefined, `the comparison opens, but: ${said}`);
    const { before, after, label } = await comparison();
    assert(label.includes('HEAD'), label);
    assert(before.uri.scheme === 'lockkeeper-steps', `both sides are outlines: ${before.uri}`);
    const lines = (of: vscode.TextDocument): string[] => of.getText().split('\n');
    const gone = lines(before).filter((line) => !lines(after).includes(line));
    assert(gone.length > 0 && gone.length < 4, `what was secured is gone on the right: ${gone.join('|')}`);
    assert(/secure/i.test(gone.join(' ')), gone.join('|'));
    await replace(document, /"Book_pickup"/g, '"Order_pickup"');
    await waitFor(
      'the new name on the right',
      () => after.getText().includes('Order pickup') || undefined,
      () => after.getText(),
    );
    assert(before.getText().includes('Book pickup'), 'the left side stays');
  });

  it('is nothing for a new flow', async () => {
    const copy = workspaceUri('src/Workflows/Copied-0A1B2C3D-1111-2222-3333-444455556661.json');
    await vscode.workspace.fs.copy(workspaceUri(SECURED), copy);
    try {
      const said = await vscode.commands.executeCommand<string | undefined>(COMMAND, copy);
      assert(said === undefined, `the comparison opens, but: ${said}`);
      const { before, after } = await comparison();
      assert(before.getText() === '' && after.getText().length > 100, 'there is a right side only');
    } finally {
      await closeEditors();
      await vscode.workspace.fs.delete(copy);
    }
  });

  it('is not asked of a file outside of the repository', async () => {
    const outside = vscode.Uri.joinPath(workspaceUri(), '..', 'Outside.json');
    await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode('{}'));
    const said = await vscode.commands.executeCommand<string | undefined>(COMMAND, outside);
    assert(said?.includes('in no git repository'), `${said}`);
  });

  it('shows what protection is lost, until it is restored', async () => {
    const document = await open(SECURED);
    await replace(document, PROTECTION, '');
    await waitForDiagnostics(document.uri, has('secure-data-removed'));
    await vscode.commands.executeCommand('undo');
    await waitForDiagnostics(document.uri, (found) => !has('secure-data-removed')(found));
  });

  it('shows that a host is called which was not, until that is committed', async () => {
    const git = await repository();
    const document = await open(CALLING);
    await replace(document, 'contoso-apim.azure-api.net', 'elsewhere.contoso.example');
    await waitForDiagnostics(document.uri, has('access-widened'));
    assert(await document.save(), 'the flow is saved');
    await git.add([document.uri.fsPath]);
    await git.commit('Call another host');
    await waitFor(
      'that the finding goes with the commit',
      () => !has('access-widened')(findings(document.uri)) || undefined,
      () => findings(document.uri).map(ruleOf).join(),
    );
  });
});
