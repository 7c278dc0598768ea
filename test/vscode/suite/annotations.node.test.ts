// Inlay hints and code lenses on the sample solution, with their settings on and off.
import * as vscode from 'vscode';
import { assert, closeEditors, ruleOf, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';

const LEAKING = 'src/Workflows/Notifywarehouseofneworder-814BDF61-CFA2-4FF7-8671-3366CF86D9DC.json';
const SECURED = 'src/Workflows/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json';

const OPEN = '\u{1F513}';
const CLOSED = '\u{1F512}';

async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Lines of hints, as a reader sees them: the text of the line and the label behind it. */
async function hints(document: vscode.TextDocument): Promise<{ lines: string[]; found: vscode.InlayHint[] }> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    whole,
  );
  const lines = found.map(({ position, label }) => {
    const line = document.lineAt(position.line).text;
    const text = typeof label === 'string' ? label : label.map((part) => part.value).join('');
    return `${line.slice(0, position.character).trim()} ${text}${line.slice(position.character)}`;
  });
  return { lines, found };
}

async function lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  // Other extensions may have some as well; ours stand at names.
  return found.filter((one) => document.getText(one.range).startsWith('"'));
}

async function set(name: string, value: boolean | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('lockkeeper')
    .update(name, value, vscode.ConfigurationTarget.Workspace);
}

async function waitForHints(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  let seen: string[] = [];
  await waitFor(
    `the locks of ${vscode.workspace.asRelativePath(document.uri)}`,
    async () => {
      seen = (await hints(document)).lines;
      return JSON.stringify(seen) === JSON.stringify(expected) ? seen : undefined;
    },
    () => seen.join('; ') || 'none',
  );
}

async function waitForLenses(
  document: vscode.TextDocument,
  fits: (titles: readonly string[]) => boolean,
): Promise<vscode.CodeLens[]> {
  let titles: string[] = [];
  return await waitFor(
    `the code lenses of ${vscode.workspace.asRelativePath(document.uri)}`,
    async () => {
      const found = await lenses(document);
      titles = found.map((one) => one.command?.title ?? '');
      return fits(titles) ? found : undefined;
    },
    () => titles.join('; ') || 'none',
  );
}

describe('inlay hints and code lenses', () => {
  afterEach(async () => {
    await set('inlayHints.enable', undefined);
    await set('codeLens.enable', undefined);
    await closeEditors();
  });

  it('locks stand behind the steps, open where a secret is shown', async () => {
    const document = await open(LEAKING);
    await waitForHints(document, [
      `"Get_warehouse_key": { ${OPEN} outputs show a secret`,
      `"Send_order_to_warehouse": { ${OPEN} inputs show a secret`,
    ]);
    const { found } = await hints(document);
    const tooltip = found[0]?.tooltip;
    assert(tooltip instanceof vscode.MarkdownString, 'the tooltip is Markdown');
    assert(tooltip.value.includes('The lightbulb on'), `it names the lightbulb: ${tooltip.value}`);
  });

  it('locks are closed in a flow that is done well, and no other is there', async () => {
    await waitForHints(await open(SECURED), [
      `"Get_warehouse_key": { ${CLOSED} inputs and outputs secured`,
      `"Book_pickup": { ${CLOSED} inputs secured`,
    ]);
  });

  it('the setting switches the locks off and on', async () => {
    const document = await open(SECURED);
    await set('inlayHints.enable', false);
    await waitForHints(document, []);
    await set('inlayHints.enable', undefined);
    await waitForHints(document, [
      `"Get_warehouse_key": { ${CLOSED} inputs and outputs secured`,
      `"Book_pickup": { ${CLOSED} inputs secured`,
    ]);
  });

  it('code lenses are off until the setting switches them on', async () => {
    const document = await open(LEAKING);
    await waitForDiagnostics(document.uri, (all) =>
      all.some((one) => ruleOf(one) === 'secret-read-unsecured'),
    );
    const before = await lenses(document);
    assert(before.length === 0, `there are ${before.length} lenses although they are off`);
    await set('codeLens.enable', true);
    const found = await waitForLenses(document, (titles) =>
      titles.some((title) => title.startsWith('Azure Key Vault · runs as the maker')),
    );
    const titles = found.map((one) => one.command?.title);
    assert(titles.includes('1 error'), `one counts the finding: ${titles.join('; ')}`);
    await set('codeLens.enable', undefined);
    await waitForLenses(document, (all) => all.length === 0);
  });

  it('a click on a code lens goes to what it tells of', async () => {
    const document = await open(LEAKING);
    await set('codeLens.enable', true);
    const found = await waitForLenses(document, (titles) =>
      titles.some((title) => title.startsWith('Azure Key Vault')),
    );
    const lens = found.find((one) => one.command?.title.startsWith('Azure Key Vault'));
    assert(lens?.command?.command, 'it has a command');
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    const line = await waitFor('the cursor at the connection reference', () => {
      const editor = vscode.window.activeTextEditor;
      const text = editor?.document.lineAt(editor.selection.active.line).text.trim();
      return text?.startsWith('"shared_keyvault') ? text : undefined;
    });
    assert(line.endsWith('{'), `it is the declaration: ${line}`);
  });
});
