// The item in the status bar and the commands about the whole folder, in both hosts.
import * as vscode from 'vscode';
import {
  assert,
  closeEditors,
  EXTENSION_ID,
  ruleOf,
  waitFor,
  waitForDiagnostics,
  workspaceUri,
} from './helpers.ts';

const LEAKING = 'src/Workflows/Notifywarehouseofneworder-814BDF61-CFA2-4FF7-8671-3366CF86D9DC.json';
const BASELINE = 'lockkeeper.baseline.json';

interface StatusBar {
  readonly shown: { readonly text: string; readonly tooltip: readonly string[] } | undefined;
}

async function statusBar(): Promise<StatusBar> {
  const extension = vscode.extensions.getExtension<{ statusBar: StatusBar }>(EXTENSION_ID);
  assert(extension, 'the extension is there');
  return (await extension.activate()).statusBar;
}

const run = (command: string, ...rest: unknown[]) => vscode.commands.executeCommand(command, ...rest);

/** Runs a command, and gives the document that it opens. */
async function opened(language: string, command: string, ...rest: unknown[]): Promise<string> {
  await run(command, ...rest);
  const document = vscode.window.activeTextEditor?.document;
  assert(document?.isUntitled, `${command} opens a document that nobody has saved`);
  assert(document.languageId === language, `it is ${document.languageId}`);
  return document.getText();
}

const isError = ({ severity }: vscode.Diagnostic) => severity === vscode.DiagnosticSeverity.Error;

describe('about the whole folder', () => {
  before(async () => {
    await waitForDiagnostics(workspaceUri(LEAKING), (found) => found.length > 0);
  });

  afterEach(closeEditors);

  it('the status bar counts findings, and tells what was checked by what', async () => {
    const bar = await statusBar();
    const shown = await waitFor('the item', () =>
      bar.shown?.text.includes('finding') ? bar.shown : undefined,
    );
    assert(/^\d+ findings$/.test(shown.text), `it says: ${shown.text}`);
    const [counts, ...rest] = shown.tooltip;
    assert(
      /^Lockkeeper: \d+ errors?, \d+ warnings?.* in \d+ flows of \d+ solutions?$/.test(counts ?? ''),
      String(counts),
    );
    assert(
      rest.some((line) => line.includes('profile ')),
      `it says by what: ${rest.join('; ')}`,
    );
  });

  it('documents open as the command line writes them', async () => {
    const report = await opened('markdown', 'lockkeeper.securityReport', 'markdown');
    assert(report.startsWith('# Security checklist'), report.slice(0, 80));
    const list = await opened('plaintext', 'lockkeeper.inventory', 'flows', 'csv');
    assert(/^\uFEFF?Solution,Flow,/.test(list), list.slice(0, 80));
    assert(list.includes('Notify warehouse of new order'), 'each flow has a row');
    const secrets = await opened('markdown', 'lockkeeper.secretsToReplace');
    assert(secrets.startsWith('# Secrets to replace'), secrets.slice(0, 80));
  });

  it('the configuration that counts is opened', async () => {
    const config = workspaceUri('lockkeeper.config.json');
    const flow = workspaceUri(LEAKING);
    const [first] = await waitForDiagnostics(flow, (found) => found.length > 0);
    const has = (found: readonly vscode.Diagnostic[]) => found.some((one) => ruleOf(one) === ruleOf(first!));
    const text = JSON.stringify({ rules: { [ruleOf(first!)]: 'off' } });
    try {
      await vscode.workspace.fs.writeFile(config, new TextEncoder().encode(text));
      await waitForDiagnostics(flow, (found) => !has(found));
      await vscode.window.showTextDocument(flow);
      await run('lockkeeper.openConfig');
      const path = vscode.window.activeTextEditor?.document.uri.path;
      assert(path === config.path, `the editor shows ${path}`);
    } finally {
      await closeEditors();
      await vscode.workspace.fs.delete(config);
    }
    await waitForDiagnostics(flow, has);
  });

  it('a baseline takes findings for known until it goes', async () => {
    const flow = workspaceUri(LEAKING);
    await waitForDiagnostics(flow, (found) => found.some(isError));
    try {
      await run('lockkeeper.writeBaseline', true);
      const bytes = await vscode.workspace.fs.readFile(workspaceUri(BASELINE));
      const text = new TextDecoder().decode(bytes);
      assert(text.startsWith('{\n  "version": 1,\n  "findings": [\n'), text.slice(0, 60));
      await waitForDiagnostics(flow, (found) => found.length > 0 && !found.some(isError));
      await run('lockkeeper.pruneBaseline');
      const after = await vscode.workspace.fs.readFile(workspaceUri(BASELINE));
      assert(new TextDecoder().decode(after) === text, 'nothing of it is gone');
    } finally {
      await vscode.workspace.fs.delete(workspaceUri(BASELINE));
    }
    await waitForDiagnostics(flow, (found) => found.some(isError));
  });

  it('the server starts anew, and finds the same', async () => {
    const flow = workspaceUri(LEAKING);
    const rules = (found: readonly vscode.Diagnostic[]) => found.map(ruleOf).sort().join(' ');
    const before = rules(await waitForDiagnostics(flow, (found) => found.length > 0));
    await run('lockkeeper.restart');
    await waitForDiagnostics(flow, (found) => rules(found) === before);
    const bar = await statusBar();
    await waitFor('the item', () => (/^\d+ findings$/.test(bar.shown?.text ?? '') ? true : undefined));
  });
});
