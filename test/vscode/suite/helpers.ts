// Waiting for and reading what VS Code shows. Every wait has a deadline and says what it last saw.
import * as vscode from 'vscode';

/** The id the extension has in VS Code. */
export const EXTENSION_ID = 'lockkeeper.lockkeeper';

/** `source` of the extension's diagnostics. */
const SOURCE = 'Lockkeeper';

const DEADLINE_MS = 60_000;
const POLL_MS = 50;

/** Fails the test with `message` when `condition` does not hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/**
 * Polls until `look` gives something other than undefined.
 * @param describe what was seen instead, for the message when time is up
 */
export async function waitFor<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  describe: () => string = () => 'nothing',
  deadline: number = DEADLINE_MS,
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end)
      throw new Error(`waited ${deadline / 1000} s for ${what}; there was: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The folder under test: a scratch copy, free to be written to. */
export function workspaceUri(...path: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path);
}

/** The rule id of a diagnostic; the extension gives `{ value, target }`. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** The extension's diagnostics of one file. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((one) => one.source === SOURCE);
}

/** Waits until the extension's diagnostics of a file satisfy `predicate`, and returns them. */
export async function waitForDiagnostics(
  uri: vscode.Uri,
  predicate: (found: vscode.Diagnostic[]) => boolean,
  deadline?: number,
): Promise<vscode.Diagnostic[]> {
  return await waitFor(
    `diagnostics of ${vscode.workspace.asRelativePath(uri)}`,
    () => {
      const found = findings(uri);
      return predicate(found) ? found : undefined;
    },
    () => findings(uri).map(ruleOf).join(', ') || 'no diagnostic',
    deadline,
  );
}

/** Writes a file of the folder under test and opens it in an editor. */
export async function openFile(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = workspaceUri(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Range of the first occurrence of `text`. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const at = document.getText().indexOf(text);
  assert(at >= 0, `the document holds ${text}`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

/** All hover texts at a position, of every provider. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** Code actions over a range, with their edits resolved. */
export async function codeActions(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind = vscode.CodeActionKind.QuickFix,
): Promise<vscode.CodeAction[]> {
  return await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    kind.value,
    // How many get resolved: edits are computed lazily.
    20,
  );
}

/** Applies a code action as the lightbulb would: its edit, then its command. */
export async function applyAction(action: vscode.CodeAction): Promise<void> {
  assert(action.edit || action.command, `the action '${action.title}' has an edit or a command`);
  if (action.edit) assert(await vscode.workspace.applyEdit(action.edit), `'${action.title}' applies`);
  if (action.command)
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

/** Closes every editor and throws unsaved text away, so that tests do not see each other's. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
