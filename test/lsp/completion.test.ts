// Completion and signature help over the protocol: ranges, order, what is told later, and what clients that know less get.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  CompletionItem,
  CompletionList,
  InsertReplaceEdit,
  SignatureHelp,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { frameFlow } from '../harness/flowFrame.ts';
import { FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';

const FLOW = frameFlow(`{
  "triggers": { "manual": { "type": "Request", "kind": "Button", "inputs": { "schema": { "properties": { "text_1": { "type": "string", "title": "Case number", "description": "As in the mail." } } } } } },
  "actions": {
    "Read": { "type": "Compose", "inputs": { "colour": "red" }, "runAfter": {} },
    "Note": { "type": "Compose", "inputs": "HERE", "runAfter": { "Read": ["Succeeded"] } }
  }
}`).text;

/** An editor that takes all that there is. */
const COMPLETING: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: {
    ...FULL_CAPABILITIES.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        insertReplaceSupport: true,
        documentationFormat: ['markdown'],
        tagSupport: { valueSet: [1] },
        resolveSupport: { properties: ['documentation'] },
      },
    },
    signatureHelp: { signatureInformation: { documentationFormat: ['markdown'] } },
  },
};

let folder: TempFolder;
let client: LspClient;

beforeEach(() => {
  folder = new TempFolder();
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

interface Asked {
  readonly uri: string;
  readonly document: TextDocument;
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

async function opened(
  typed: string,
  capabilities = COMPLETING,
  options: unknown = undefined,
): Promise<Asked> {
  client = await LspClient.start({ folders: [folder.uri], capabilities, initializationOptions: options });
  const text = FLOW.replace('HERE', () => typed);
  const offset = text.indexOf(typed) + typed.indexOf('|');
  const now = text.slice(0, offset) + text.slice(offset + 1);
  const uri = folder.write('Workflows/Flow.json', now);
  await client.open(uri, now);
  const document = TextDocument.create(uri, 'json', 1, now);
  return { uri, document, textDocument: { uri }, position: document.positionAt(offset) };
}

const complete = ({ textDocument, position }: Asked): Promise<CompletionList | null> =>
  client.request('textDocument/completion', { textDocument, position });
const resolve = (item: CompletionItem): Promise<CompletionItem> =>
  client.request('completionItem/resolve', item);

describe('completion over the protocol', () => {
  it('is announced with what begins it', async () => {
    await opened('@|');
    const { completionProvider, signatureHelpProvider } = client.initializeResult.capabilities;
    expect(completionProvider?.triggerCharacters).toEqual(['@', '{', '(', "'", '[', '.', '?', ',', '/', '"']);
    expect(completionProvider?.resolveProvider).toBe(true);
    expect(signatureHelpProvider).toEqual({ triggerCharacters: ['(', ','], retriggerCharacters: [','] });
  });

  it('replaces up to the caret or the whole name, ours first, and tells more of an item when it is asked', async () => {
    const asked = await opened("@triggerBody()?['te|xt']");
    const list = (await complete(asked))!;
    expect(list.isIncomplete).toBe(false);
    const [item] = list.items;
    expect(item).toMatchObject({
      label: 'Case number',
      detail: 'text_1, string',
      filterText: 'Case number text_1',
    });
    expect(item!.sortText).toBe('!0000');
    const { newText, insert, replace } = item!.textEdit as InsertReplaceEdit;
    expect(newText).toBe('text_1');
    expect(asked.document.getText(insert)).toBe('te');
    expect(asked.document.getText(replace)).toBe('text');
    expect(item!.documentation).toBeUndefined();
    const { documentation } = await resolve(item!);
    expect(documentation).toMatchObject({ kind: 'markdown' });
    expect(JSON.stringify(documentation)).toContain('As in the mail.');
  });

  it('serves a client that takes plain edits, plain text and no snippets', async () => {
    const asked = await opened('@con|', { ...FULL_CAPABILITIES, textDocument: {} });
    const item = (await complete(asked))!.items.find(({ label }) => label === 'concat')!;
    expect(item.insertTextFormat).toBe(1);
    const { newText, range } = item.textEdit as TextEdit;
    expect([newText, asked.document.getText(range)]).toEqual(['concat()', 'con']);
    const { documentation } = await resolve(item);
    expect(documentation).toContain("Example: concat('Order ', 17) gives 'Order 17'.");
    expect(documentation).not.toContain('**');
  });

  it('answers about the text as it is now, also while it is damaged', async () => {
    const asked = await opened('@|');
    const changed = asked.document.getText().replace('"@"', `"@outputs('`);
    await client.change(asked.uri, changed);
    const document = TextDocument.create(asked.uri, 'json', 2, changed);
    const position = document.positionAt(changed.indexOf("@outputs('") + 10);
    const list = await complete({ ...asked, document, position });
    expect(list!.items.map(({ label }) => label)).toEqual(['Read']);
  });

  it('says nothing in files that are no flows, outside of expressions, and for items of others', async () => {
    const asked = await opened('con|');
    expect(await complete(asked)).toBeNull();
    const uri = folder.write('other.json', '{ "a": "@outputs(\'\')" }');
    await client.open(uri, '{ "a": "@outputs(\'\')" }');
    expect(
      await complete({ ...asked, textDocument: { uri }, position: { line: 0, character: 18 } }),
    ).toBeNull();
    const foreign = {
      label: 'x',
      data: { key: asked.uri, flow: 7, about: { kind: 'named', name: '__proto__' } },
    };
    expect(await resolve(foreign as CompletionItem)).toEqual(foreign);
    expect(await resolve({ label: 'x', data: 1 })).toEqual({ label: 'x', data: 1 });
  });
});

describe('signature help over the protocol', () => {
  const help = ({ textDocument, position }: Asked): Promise<SignatureHelp | null> =>
    client.request('textDocument/signatureHelp', { textDocument, position });

  it('tells the innermost call, with the parameter at the caret as a part of the label', async () => {
    const found = (await help(await opened("@{concat('a', substring('b', |")))!;
    const [signature] = found.signatures;
    expect(signature!.label).toBe('substring(text: string, startIndex: integer, length?: integer): string');
    const [start, end] = signature!.parameters![found.activeParameter!]!.label as [number, number];
    expect(signature!.label.slice(start, end)).toBe('startIndex: integer');
    expect(JSON.stringify(signature!.documentation)).toContain('Part of a string');
  });

  it('says nothing outside of calls', async () => {
    expect(await help(await opened("@concat('a')|"))).toBeNull();
  });
});
