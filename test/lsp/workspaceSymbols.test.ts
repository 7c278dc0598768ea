// Symbols of the workspace: flows by the name that people see, steps, and where they are.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClientCapabilities, SymbolInformation, WorkspaceSymbol } from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import { ORDERS, OTHER, writeSolution } from './solutionFixtures.ts';

const RESOLVING: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  workspace: {
    ...FULL_CAPABILITIES.workspace,
    symbol: { resolveSupport: { properties: ['location.range'] } },
  },
};

let folder: TempFolder;
let client: LspClient;

beforeEach(() => {
  folder = new TempFolder();
  writeSolution(folder);
  folder.write(
    `${ORDERS}.data.xml`,
    `<Workflow WorkflowId="{0a1b2c3d-1111-2222-3333-444455556666}" Name="Send an order">
  <JsonFileName>/Workflows/${ORDERS.split('/').at(-1)}</JsonFileName><Category>5</Category></Workflow>`,
  );
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(options: StartOptions = {}): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri], ...options });
  await client.request('lockkeeper/rescan', {});
}
const ask = <T>(query: string): Promise<T[]> => client.request('workspace/symbol', { query });
const names = async (query: string): Promise<string[]> =>
  (await ask<SymbolInformation>(query)).map(({ name, containerName }) => `${name} in ${containerName}`);

it('are found by the letters of their names, the closest first, flows before steps', async () => {
  await start();
  expect(await names('SEND')).toEqual(['Send an order in undefined', 'Send order in Send an order']);
  expect(await names('send_order')).toEqual(['Send order in Send an order', 'Send an order in undefined']);
  expect(await names('kst')).toEqual(['Keep site in Send an order']);
  expect(await names('nothing of the kind')).toEqual([]);
  expect((await names('')).length).toBeGreaterThan(4);
});

it('have ranges, of files that are not open as well', async () => {
  await start();
  const uri = folder.uriOf(ORDERS);
  const [, step] = await ask<SymbolInformation>('send');
  expect(step?.location.uri).toBe(uri);
  await client.open(uri, `\n\n${await text(uri)}`);
  await client.current(uri);
  const [whole, moved] = await ask<SymbolInformation>('send');
  expect(moved?.location.range).toEqual(client.rangeOf(uri, '"Send_order"'));
  expect(moved!.location.range.start.line).toBe(step!.location.range.start.line + 2);
  expect(whole?.location.range.start).toEqual({ line: 0, character: 0 });
});

it('get their ranges later, where the client asks for them', async () => {
  await start({ capabilities: RESOLVING });
  const [, step] = await ask<WorkspaceSymbol>('send');
  expect(step?.location).toEqual({ uri: folder.uriOf(ORDERS) });
  const resolved = await client.request<SymbolInformation>('workspaceSymbol/resolve', step);
  await client.open(folder.uriOf(ORDERS), await text(folder.uriOf(ORDERS)));
  expect(resolved.location.range).toEqual(client.rangeOf(folder.uriOf(ORDERS), '"Send_order"'));
  folder.delete(ORDERS);
  await client.close(folder.uriOf(ORDERS));
  expect(await client.request('workspaceSymbol/resolve', step)).toEqual(step);
});

it('are 256 at most, and follow the files', async () => {
  const reads = Array.from({ length: 400 }, (_, index) => `Read_${index}`);
  folder.write(OTHER, flow({ reads: reads.slice(0, 300) }));
  await start();
  expect((await ask('Read')).length).toBe(256);
  const uri = folder.uriOf(OTHER);
  await client.open(uri, flow({ reads: ['Fresh_name'] }));
  await client.current(uri);
  expect(await names('fresh')).toEqual(['Fresh name in Other']);
});

async function text(uri: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(new URL(uri), 'utf8');
}
