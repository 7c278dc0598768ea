// Repairs over several files, on the sample solution: what they write, and that one undo takes all of it back.
import * as vscode from 'vscode';
import {
  assert,
  closeEditors,
  codeActions,
  ruleOf,
  waitFor,
  waitForDiagnostics,
  workspaceUri,
} from './helpers.ts';

const FLOW = 'src/Workflows/Checkcustomercredit-C96D6C13-5B6A-47AA-8CFF-AF1CA4F4D109.json';
const MANIFEST = 'src/Other/Solution.xml';
const CUSTOMIZATIONS = 'src/Other/Customizations.xml';
const RULE = 'hardcoded-secret';

/** Text as an editor has it, saved or not. */
async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** Opens the flow and returns the repair of its secret. */
async function repairOf(
  title: string,
): Promise<{ document: vscode.TextDocument; edit: vscode.WorkspaceEdit }> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(FLOW));
  await vscode.window.showTextDocument(document);
  const found = await waitForDiagnostics(document.uri, (all) => all.some((one) => ruleOf(one) === RULE));
  const finding = found.find((one) => ruleOf(one) === RULE);
  assert(finding, 'the finding is there');
  let titles = 'no action';
  const action = await waitFor(
    `the repair "${title}"`,
    async () => {
      const actions = await codeActions(document.uri, finding.range);
      titles = actions.map((one) => one.title).join('; ');
      return actions.find((one) => one.title === title && one.edit !== undefined);
    },
    () => titles,
  );
  assert(action.edit, 'the repair has an edit');
  return { document, edit: action.edit };
}

/** Everything accepted in the preview. The edit asks for confirmation, for which a test has no person. */
async function accepted(edit: vscode.WorkspaceEdit): Promise<vscode.WorkspaceEdit> {
  const result = new vscode.WorkspaceEdit();
  for (const [uri, edits] of edit.entries()) {
    if (!(await exists(uri))) result.createFile(uri, { overwrite: false, ignoreIfExists: false });
    result.set(uri, edits);
  }
  return result;
}

/** Applies an edit, lets `look` see the result, undoes it once, and holds that all files are as before. */
async function applyAndUndo(
  document: vscode.TextDocument,
  edit: vscode.WorkspaceEdit,
  look: () => Promise<void>,
): Promise<void> {
  const uris = edit.entries().map(([uri]) => uri);
  const before = new Map<string, string | undefined>();
  for (const uri of uris) before.set(uri.toString(), (await exists(uri)) ? await textOf(uri) : undefined);
  assert(await vscode.workspace.applyEdit(await accepted(edit)), 'the edit applies');
  await look();
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('undo');
  for (const uri of uris) {
    const text = before.get(uri.toString());
    let now: string | undefined;
    await waitFor(
      `${vscode.workspace.asRelativePath(uri)} as it was`,
      async () => {
        now = (await exists(uri)) ? await textOf(uri) : undefined;
        return now === text || undefined;
      },
      () =>
        now === undefined ? 'no file' : `a file of ${now.length} characters, not ${text?.length ?? 'none'}`,
    );
  }
}

describe('repairs over several files', () => {
  afterEach(async () => {
    // What a failed test leaves unsaved must not reach the next one.
    for (const name of [FLOW, MANIFEST, CUSTOMIZATIONS]) {
      await vscode.window.showTextDocument(workspaceUri(name));
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await closeEditors();
  });

  it('reads a secret from Key Vault, and one undo takes it back', async () => {
    const { document, edit } = await repairOf('Read from Azure Key Vault');
    const secret = document.getText(
      (await waitForDiagnostics(document.uri, () => true)).find((one) => ruleOf(one) === RULE)!.range,
    );
    await applyAndUndo(document, edit, async () => {
      const flow = JSON.parse(document.getText()).properties;
      const actions = flow.definition.actions as Record<
        string,
        { inputs?: { host?: { operationId?: string } } }
      >;
      const all = JSON.stringify(actions);
      assert(all.includes('"operationId":"GetSecret"'), 'a step reads the secret');
      assert(!document.getText().includes(secret), 'the secret is gone');
      const key = Object.keys(flow.connectionReferences).find((one) => one.startsWith('shared_keyvault'));
      assert(key, 'the flow has a connection to the vault');
      const { connectionReferenceLogicalName } = flow.connectionReferences[key].connection;
      const known = await textOf(workspaceUri(CUSTOMIZATIONS));
      assert(
        known.includes(`"${connectionReferenceLogicalName}"`),
        'the solution has the connection reference',
      );
      await waitForDiagnostics(document.uri, (found) => found.every((one) => ruleOf(one) !== RULE));
    });
    await waitForDiagnostics(document.uri, (found) => found.some((one) => ruleOf(one) === RULE));
  });

  it('reads it from a new secret variable: flow, definition and manifest; one undo takes all back', async () => {
    const { document, edit } = await repairOf('Read from secret environment variable');
    const created: vscode.Uri[] = [];
    for (const [uri] of edit.entries()) if (!(await exists(uri))) created.push(uri);
    assert(created.length === 1, `one new file, not ${created.length}`);
    const [definition] = created;
    assert(definition, 'the definition is the new file');
    await applyAndUndo(document, edit, async () => {
      const text = await textOf(definition);
      const name = /schemaname="([^"]+)"/.exec(text)?.[1];
      assert(name, `the definition has a name: ${text}`);
      assert(text.includes('<type>100000005</type>'), 'the variable is a secret');
      assert(!text.includes('<defaultvalue>'), 'it has no value');
      const manifest = await textOf(workspaceUri(MANIFEST));
      assert(manifest.includes(`type="380" schemaName="${name}"`), 'the manifest lists it');
      assert(document.getText().includes(`"${name}"`), 'the flow reads it');
      await waitForDiagnostics(document.uri, (found) => found.every((one) => ruleOf(one) !== RULE));
    });
    await waitForDiagnostics(document.uri, (found) => found.some((one) => ruleOf(one) === RULE));
  });
});
