// Repairs over several files, on the sample solution: what they write, and that one undo takes all of it back.
import * as vscode from 'vscode';
import { assert, closeEditors, ruleOf, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';
import {
  CUSTOMIZATIONS,
  differences,
  keepFiles,
  keepName,
  MANIFEST,
  previewGone,
  RULE,
  repairOf,
  review,
  SECRET_VARIABLE,
  snapshot,
  textOf,
  VAULT,
} from './repairs.ts';

/** Applies a repair as its user does, lets `look` see the result, undoes it once, and holds that all files are as before. */
async function applyAndUndo(
  title: RegExp,
  look: (document: vscode.TextDocument, secret: string, changed: string[]) => Promise<void>,
): Promise<void> {
  const { document, action, secret } = await repairOf(title);
  const before = await snapshot();
  const { done } = await review(action);
  await vscode.commands.executeCommand('lockkeeper.applyRepair');
  assert(await done, 'the repair is applied');
  await previewGone();
  await waitForDiagnostics(document.uri, (found) => found.every((one) => ruleOf(one) !== RULE));
  await look(document, secret, differences(before, await snapshot()));
  const active = vscode.window.activeTextEditor?.document.uri.path;
  assert(active === document.uri.path, `the flow has the focus again, not ${active}`);
  await vscode.commands.executeCommand('undo');
  let left: string[] = [];
  await waitFor(
    'all files as they were',
    async () => {
      left = differences(before, await snapshot());
      return left.length === 0 || undefined;
    },
    () => left.join(', '),
  );
  await waitForDiagnostics(document.uri, (found) => found.some((one) => ruleOf(one) === RULE));
}

describe('repairs over several files', () => {
  let restore: () => Promise<void>;
  beforeEach(async () => {
    restore = await keepFiles();
  });
  afterEach(async () => {
    await restore();
    await closeEditors();
  });

  it('reads a secret from Key Vault, and one undo takes it back', async () => {
    await applyAndUndo(VAULT, async (document, secret, changed) => {
      assert(changed.length === 1, `the solution has a connection to use: ${changed.join(', ')}`);
      const flow = JSON.parse(document.getText()).properties;
      const all = JSON.stringify(flow.definition.actions);
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
    });
  });

  it('reads it from a new secret variable: flow, definition and manifest; one undo takes all back', async () => {
    await applyAndUndo(SECRET_VARIABLE, async (document, _, changed) => {
      await keepName(document);
      assert(changed.length === 3, `flow, definition and manifest, not ${changed.join(', ')}`);
      const manifest = await textOf(workspaceUri(MANIFEST));
      const names = [...manifest.matchAll(/type="380" schemaName="([^"]+)"/g)].map((match) => match[1] ?? '');
      const name = names.find((one) => document.getText().includes(`"${one}"`));
      assert(name, 'the manifest lists the variable that the flow reads');
      const definition = workspaceUri(
        `src/environmentvariabledefinitions/${name}/environmentvariabledefinition.xml`,
      );
      const text = await textOf(definition);
      assert(text.includes(`schemaname="${name}"`), `the definition has the name: ${text}`);
      assert(text.includes('<type>100000005</type>'), 'the variable is a secret');
      assert(!text.includes('<defaultvalue>'), 'it has no value');
    });
  });
});
