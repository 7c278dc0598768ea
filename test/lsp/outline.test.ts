// The outline: a tree or a list, whose setting it follows, and of which files there is none.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClientCapabilities, DocumentSymbol, SymbolInformation } from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow, OTHER_JSON } from './fixtures.ts';

const TREE: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: {
    ...FULL_CAPABILITIES.textDocument,
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
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

async function openFlow(text: string, options: StartOptions = {}, name = 'Workflows/Flow.json') {
  client = await LspClient.start({ folders: [folder.uri], capabilities: TREE, ...options });
  const uri = folder.write(name, text);
  await client.open(uri, text);
  return uri;
}
const symbols = <T>(uri: string): Promise<T[]> =>
  client.request('textDocument/documentSymbol', { textDocument: { uri } });

it('is a tree with the ranges of steps and of their names', async () => {
  const uri = await openFlow(flow());
  expect(client.initializeResult.capabilities.documentSymbolProvider).toEqual({ label: 'Lockkeeper' });
  const found = await symbols<DocumentSymbol>(uri);
  expect(found.map(({ name }) => name)).toEqual(['Every day', 'Get secret', 'Call service']);
  expect(found[1]?.selectionRange).toEqual(client.rangeOf(uri, '"Get_secret"'));
  expect(found[1]?.range.start).toEqual(found[1]?.selectionRange.start);
  expect(found[1]?.detail).toContain('outputs show a secret');
});

it('is a list for a client that knows no trees', async () => {
  const uri = await openFlow(flow(), { capabilities: FULL_CAPABILITIES });
  const found = await symbols<SymbolInformation>(uri);
  expect(found.map(({ name }) => name)).toEqual(['Every day', 'Get secret', 'Call service']);
  expect(found[0]?.location.uri).toBe(uri);
  expect(found[0]?.location.range.start).toEqual(client.positionOf(uri, '"Every_day"'));
});

it('is none when it is switched off, and of files that hold no flow', async () => {
  const uri = await openFlow(flow(), { settings: { outline: { enable: false } } });
  expect(await symbols(uri)).toEqual([]);
  const other = folder.write('package.json', OTHER_JSON);
  await client.open(other, OTHER_JSON);
  expect(await symbols(other)).toEqual([]);
});

it('follows the text', async () => {
  const uri = await openFlow(flow({ reads: ['First'] }));
  await client.change(uri, flow({ reads: ['First', 'Second'] }));
  const found = await symbols<DocumentSymbol>(uri);
  expect(found.map(({ name }) => name)).toEqual(['Every day', 'First', 'Second', 'Call service']);
});
