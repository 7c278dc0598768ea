// Moving in a flow as in code, asked as VS Code's own commands ask: the features are there in both hosts, beside VS Code's JSON.
import * as vscode from 'vscode';
import { assert, closeEditors, rangeOf, waitFor, workspaceUri } from './helpers.ts';

const FOLDER = 'src/Workflows';
const NOTIFY = `${FOLDER}/Notifywarehouseofneworder-814BDF61-CFA2-4FF7-8671-3366CF86D9DC.json`;
const DISPATCH = `${FOLDER}/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json`;
const LABEL = 'Createshippinglabel-11D62D06-8462-472F-8B00-2E221A1DCF2D.json';
const STEP = 'Get_warehouse_key';

async function shown(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(path));
  await vscode.window.showTextDocument(document);
  return document;
}

interface Caret {
  readonly document: vscode.TextDocument;
  readonly text: string;
  /** Characters before the end of the text. */
  readonly back?: number;
}

/** Where a text stands first: behind it, or before its last characters. */
function caret({ document, text, back = 0 }: Caret): vscode.Position {
  return rangeOf(document, text).end.translate(0, -back);
}

/** Asks until there is an answer: the server may be at its first look at the folder. */
async function ask<T>(command: string, ...args: readonly unknown[]): Promise<T> {
  return await waitFor(`an answer to ${command}`, async () => {
    const answer = await vscode.commands.executeCommand<T | undefined>(command, ...args);
    return answer === undefined || answer === null || (Array.isArray(answer) && answer.length === 0)
      ? undefined
      : answer;
  });
}

const textsAt = async (places: readonly (vscode.Location | vscode.LocationLink)[]): Promise<string[]> => {
  const texts: string[] = [];
  for (const place of places) {
    const [uri, range] =
      'targetUri' in place
        ? [place.targetUri, place.targetSelectionRange ?? place.targetRange]
        : [place.uri, place.range];
    const document = await vscode.workspace.openTextDocument(uri);
    texts.push(
      `${uri.path.slice(uri.path.lastIndexOf('/') + 1)} ${range.start.line + 1}: ${document.getText(range)}`,
    );
  }
  return texts;
};

describe('moving in a flow', () => {
  afterEach(closeEditors);

  it('leads from a reference to its step, and to the child flow that a step calls', async () => {
    const document = await shown(NOTIFY);
    const at = caret({ document, text: `outputs('${STEP}`, back: 3 });
    const places = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, at);
    const line = document.positionAt(document.getText().indexOf(`"${STEP}": {`)).line + 1;
    const texts = await textsAt(places);
    assert(
      texts.length === 1 && texts[0]?.includes(` ${line}: `),
      `the step in line ${line}, not ${texts.join(', ')}`,
    );
    assert(texts[0]?.includes(STEP), `its name, not ${texts[0]}`);

    const parent = await shown(DISPATCH);
    const call = caret({ document: parent, text: '11d62d06-8462-472f-8b00-2e221a1dcf2d', back: 4 });
    const child = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', parent.uri, call);
    const [first] = await textsAt(child);
    assert(first?.startsWith(LABEL), `the child flow, not ${first}`);
  });

  it('lists and marks all places of a step, each exactly', async () => {
    const document = await shown(NOTIFY);
    const at = caret({ document, text: `"${STEP}`, back: 3 });
    const places = await ask<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, at);
    const texts = places.map((place) => document.getText(place.range).replaceAll('"', ''));
    assert(
      texts.length === 3 && texts.every((text) => text === STEP),
      `three times the name, not ${texts.join(', ')}`,
    );
    const marks = await ask<vscode.DocumentHighlight[]>('vscode.executeDocumentHighlights', document.uri, at);
    assert(marks.length === 3, `three marks, not ${marks.length}`);
  });

  it('renames a step with all that refers to it, and back to the same text', async () => {
    const document = await shown(NOTIFY);
    const before = document.getText();
    const rename = async (from: string, to: string): Promise<void> => {
      const at = caret({ document, text: `"${from}`, back: 3 });
      const edit = await ask<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        at,
        to,
      );
      assert(await vscode.workspace.applyEdit(edit), `${from} becomes ${to}`);
    };
    await rename(STEP, 'Read_the_key');
    const after = document.getText();
    assert(
      !after.includes(STEP) && after.split('Read_the_key').length === 4,
      'three places have the new name',
    );
    await rename('Read_the_key', STEP);
    assert(document.getText() === before, 'the text is as it was');
  });

  it('completes names inside an expression that is still being typed, ours first and without doubles', async () => {
    const document = await shown(NOTIFY);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, `@{outputs('${STEP}')?['body/value']}`), "@{outputs('");
    assert(await vscode.workspace.applyEdit(edit), 'the expression is cut off');
    const at = caret({ document, text: "@{outputs('" });
    const list = await waitFor('steps to choose from', async () => {
      const answer = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      return answer.items.some((item) => labelOf(item) === STEP) ? answer : undefined;
    });
    const labels = list.items.map(labelOf);
    assert(labels.filter((label) => label === STEP).length === 1, `${STEP} once, not ${labels.join(', ')}`);
    assert(!labels.includes('Mark_order_as_sent'), 'a step that runs later is not offered');
    const [first] = list.items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    assert(first !== undefined && labelOf(first) === STEP, `${STEP} first, not ${first && labelOf(first)}`);
  });

  it('tells the parameters of a function where it is called', async () => {
    const document = await shown(NOTIFY);
    const at = caret({ document, text: `outputs('${STEP}` });
    const help = await ask<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      at,
      '(',
    );
    const label = help.signatures[help.activeSignature]?.label ?? '';
    assert(label.startsWith('outputs('), `outputs(…), not ${label}`);
  });

  it('outlines the flow in run order, beside what VS Code says of JSON', async () => {
    const document = await shown(NOTIFY);
    const symbols = await waitFor('the steps in the outline', async () => {
      const all = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      const names = flat(all ?? []).map((one) => one.name);
      return names.some((one) => one.includes('Send order to warehouse')) ? names : undefined;
    });
    const order = ['Get warehouse key', 'Send order to warehouse', 'Mark order as sent'];
    const found = order.map((name) => symbols.findIndex((one) => one.includes(name)));
    assert(
      found.every((at, index) => at >= 0 && (index === 0 || at > found[index - 1]!)),
      `in order: ${symbols.join(', ')}`,
    );
  });

  it('colours expressions inside strings, and finds flows and steps of the workspace', async () => {
    const document = await shown(NOTIFY);
    const tokens = await ask<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
    assert(tokens.data.length > 0 && tokens.data.length % 5 === 0, 'there are tokens');
    const found = await ask<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'Create shipping label',
    );
    assert(
      found.some((one) => one.location.uri.path.endsWith(LABEL)),
      `the flow, not ${found.map((one) => one.name).join(', ')}`,
    );
  });

  it('knows who calls a flow', async () => {
    const document = await shown(`${FOLDER}/${LABEL}`);
    const at = rangeOf(document, '"triggers"').start.translate(1, 12);
    const [item] = await ask<vscode.CallHierarchyItem[]>('vscode.prepareCallHierarchy', document.uri, at);
    const calls = await ask<vscode.CallHierarchyIncomingCall[]>('vscode.provideIncomingCalls', item);
    const names = calls.map((call) => call.from.uri.path);
    assert(
      names.some((name) => name.endsWith(DISPATCH.slice(DISPATCH.lastIndexOf('/') + 1))),
      `not ${names.join(', ')}`,
    );
  });

  it('writes a flow on one line and lays it out again, byte for byte', async () => {
    const document = await shown(NOTIFY);
    const before = document.getText();
    await vscode.commands.executeCommand('lockkeeper.writeFlowOnOneLine');
    assert(document.lineCount === 1, `one line, not ${document.lineCount}`);
    await vscode.commands.executeCommand('lockkeeper.layOutFlow');
    assert(document.getText() === before, 'the text is as it was');
  });
});

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** What VS Code sorts by. */
function keyOf(item: vscode.CompletionItem): string {
  return item.sortText ?? labelOf(item);
}

function flat(symbols: readonly vscode.DocumentSymbol[]): vscode.DocumentSymbol[] {
  return symbols.flatMap((one) => [one, ...flat(one.children ?? [])]);
}
