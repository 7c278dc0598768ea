// Repairs that the extension shows before it applies them: asking for one, its preview, and the files around it.
import * as vscode from 'vscode';
import { assert, codeActions, ruleOf, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';

/** A flow of the samples that holds a secret. */
export const FLOW = 'src/Workflows/Checkcustomercredit-C96D6C13-5B6A-47AA-8CFF-AF1CA4F4D109.json';
export const MANIFEST = 'src/Other/Solution.xml';
export const CUSTOMIZATIONS = 'src/Other/Customizations.xml';
export const RULE = 'hardcoded-secret';

/** What the repairs of the secret are called, for the flow alone. */
export const VAULT = /^Read "[^"]+" from Azure Key Vault$/;
export const SECRET_VARIABLE = /^Read "[^"]+" from a new secret variable "[^"]+"$/;

/** Opens the flow and returns the repair of its secret, as the lightbulb offers it. */
export async function repairOf(
  title: RegExp,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<{ document: vscode.TextDocument; action: vscode.CodeAction; secret: string }> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(FLOW));
  await vscode.window.showTextDocument(document);
  const found = await waitForDiagnostics(document.uri, (all) => all.some((one) => ruleOf(one) === RULE));
  const finding = found.find((one) => ruleOf(one) === RULE);
  assert(finding, 'the finding is there');
  let titles = 'no action';
  const action = await waitFor(
    `the repair ${title}`,
    async () => {
      const actions = await codeActions(document.uri, finding.range, kind);
      titles = actions.map((one) => one.title).join('; ');
      return actions.find((one) => title.test(one.title));
    },
    () => titles,
  );
  return { document, action, secret: document.getText(finding.range) };
}

/** The tab of the preview; undefined when there is none. */
export function previewTab(): vscode.Tab | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.find((tab) => tab.label.startsWith('Lockkeeper: '));
}

/** Runs the command of a repair up to its preview. `done`: whether the repair was applied. */
export async function review(
  action: vscode.CodeAction,
): Promise<{ done: Promise<boolean>; tab: vscode.Tab }> {
  assert(action.edit === undefined && action.command, `"${action.title}" is a command and no edit`);
  const { command, arguments: given = [] } = action.command;
  const done = Promise.resolve(vscode.commands.executeCommand<boolean>(command, ...given));
  const tab = await waitFor('the preview', () => {
    const shown = previewTab();
    return shown?.label.startsWith(`Lockkeeper: ${action.title}`) === true ? shown : undefined;
  });
  return { done, tab };
}

/** The texts that the preview proposes, by the name of the file, once VS Code has asked for all of them. */
export async function proposals(count: number): Promise<Map<string, string>> {
  const shown = () =>
    vscode.workspace.textDocuments.filter(
      ({ uri, isClosed }) => !isClosed && uri.scheme === 'lockkeeper-repair' && uri.query === 'after',
    );
  const all = await waitFor(
    `${count} proposed texts`,
    () => (shown().length >= count ? shown() : undefined),
    () =>
      shown()
        .map(({ uri }) => uri.path)
        .join(', ') || 'none',
  );
  return new Map(all.map((one) => [one.uri.path.slice(one.uri.path.lastIndexOf('/') + 1), one.getText()]));
}

/** Waits until there is no preview and no text of one is needed. */
export async function previewGone(): Promise<void> {
  await waitFor(
    'the end of the preview',
    () => (previewTab() === undefined ? true : undefined),
    () => previewTab()?.label ?? 'no tab',
  );
}

/** Where a step of the flow names the secret variable that it reads; undefined when none does. */
export function secretVariableIn(document: vscode.TextDocument): vscode.Position | undefined {
  const found = /"item\/EnvironmentVariableName": "/.exec(document.getText());
  return found === null ? undefined : document.positionAt(found.index + found[0].length);
}

/** After a repair that makes a variable a box asks for its name: puts that away as Escape does, once it can have opened. */
export async function keepName(document: vscode.TextDocument): Promise<void> {
  const position = secretVariableIn(document);
  assert(position, 'the flow reads a secret variable');
  await waitFor('a variable that can be renamed', async () => {
    try {
      return await vscode.commands.executeCommand('vscode.prepareRename', document.uri, position);
    } catch {
      return undefined;
    }
  });
  for (let times = 0; times < 12; times++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await vscode.commands.executeCommand('cancelRenameInput');
  }
}

/** Text as an editor has it, saved or not. */
export async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

async function solutionFiles(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(workspaceUri('src'), '**/*.{json,xml}'),
  );
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * All files of the sample solution, as editors have them. What no editor has is read: opened, the server would be told of each, and
 * check it.
 */
export async function snapshot(): Promise<Map<string, string>> {
  const uris = await solutionFiles();
  const open = new Map(vscode.workspace.textDocuments.map((one) => [one.uri.toString(), one]));
  const texts = uris.map(async (uri): Promise<[string, string]> => {
    const document = open.get(uri.toString());
    return [uri.toString(), document?.getText() ?? decoder.decode(await vscode.workspace.fs.readFile(uri))];
  });
  return new Map(await Promise.all(texts));
}

const decoder = new TextDecoder();

/** Names of the files in which two snapshots differ. */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys]
    .filter((key) => one.get(key) !== other.get(key))
    .map((key) => key.slice(key.lastIndexOf('/') + 1))
    .sort();
}

async function bytesOnDisk(): Promise<Map<string, Uint8Array>> {
  const read = async (uri: vscode.Uri): Promise<[string, Uint8Array]> => [
    uri.toString(),
    await vscode.workspace.fs.readFile(uri),
  ];
  return new Map(await Promise.all((await solutionFiles()).map(read)));
}

/** Keeps the files of the sample solution as they are on disk; the result brings them back, whatever a test has left. */
export async function keepFiles(): Promise<() => Promise<void>> {
  const before = await bytesOnDisk();
  return async () => {
    const now = await bytesOnDisk();
    for (const key of now.keys())
      if (!before.has(key)) await vscode.workspace.fs.delete(vscode.Uri.parse(key));
    // Only what differs: the server checks a file again when it is written.
    for (const [key, content] of before)
      if (now.get(key)?.join() !== content.join())
        await vscode.workspace.fs.writeFile(vscode.Uri.parse(key), content);
    for (const document of vscode.workspace.textDocuments) {
      if (!document.isDirty) continue;
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  };
}
