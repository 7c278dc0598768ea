// Which flows call which: from the step that calls, from a flow, over files that are not open.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
} from 'vscode-languageserver/node';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { child, OTHER_JSON, parent } from './fixtures.ts';

const id = (last: number): string => `0a1b2c3d-1111-2222-3333-44445555000${last}`;
const file = (name: string, last: number): string => `Workflows/${name}-${id(last).toUpperCase()}.json`;
const CHILD = file('Child', 1);
const FIRST = file('First', 2);
const SECOND = file('Second', 3);

let folder: TempFolder;
let client: LspClient;

beforeEach(async () => {
  folder = new TempFolder();
  folder.write(CHILD, child('x'));
  folder.write(FIRST, parent(id(1)));
  folder.write(SECOND, parent(id(1).toUpperCase()));
  client = await LspClient.start({ folders: [folder.uri] });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function prepare(name: string, text: string, needle: string): Promise<CallHierarchyItem[] | null> {
  const uri = folder.uriOf(name);
  await client.open(uri, text);
  const position = client.positionOf(uri, needle);
  return client.request('textDocument/prepareCallHierarchy', { textDocument: { uri }, position });
}
const incoming = (item: CallHierarchyItem): Promise<CallHierarchyIncomingCall[]> =>
  client.request('callHierarchy/incomingCalls', { item });
const outgoing = (item: CallHierarchyItem): Promise<CallHierarchyOutgoingCall[]> =>
  client.request('callHierarchy/outgoingCalls', { item });

it('a step that calls leads to the flow that it calls, with all who call it', async () => {
  expect(client.initializeResult.capabilities.callHierarchyProvider).toBe(true);
  const [item] = (await prepare(FIRST, parent(id(1)), 'workflowReferenceName')) ?? [];
  expect(item).toMatchObject({ name: 'Child', uri: folder.uriOf(CHILD), detail: 'Starts on a schedule' });
  const calls = await incoming(item!);
  expect(calls.map(({ from }) => [from.name, from.uri])).toEqual([
    ['First', folder.uriOf(FIRST)],
    ['Second', folder.uriOf(SECOND)],
  ]);
  // Of the open file and of the closed one, which read alike.
  const range = client.rangeOf(folder.uriOf(FIRST), '"Run_child"');
  expect(calls.map(({ fromRanges }) => fromRanges)).toEqual([[range], [range]]);
  expect(await outgoing(item!)).toEqual([]);
});

it('any other place leads to the flow itself, with the flows that it calls', async () => {
  const [item] = (await prepare(FIRST, parent(id(1)), 'connectionReferences')) ?? [];
  expect(item?.name).toBe('First');
  const calls = await outgoing(item!);
  expect(calls.map(({ to }) => to.name)).toEqual(['Child']);
  expect(calls[0]!.fromRanges).toEqual([client.rangeOf(folder.uriOf(FIRST), '"Run_child"')]);
  expect(await incoming(item!)).toEqual([]);
});

it('follows what is typed', async () => {
  const [item] = (await prepare(FIRST, parent(id(1)), 'Run_child')) ?? [];
  const uri = folder.uriOf(FIRST);
  await client.change(uri, parent(id(9)));
  await client.current(uri);
  expect((await incoming(item!)).map(({ from }) => from.name)).toEqual(['Second']);
  // A flow that is not in the folder is none to show.
  const position = client.positionOf(uri, 'workflowReferenceName');
  expect(
    await client.request('textDocument/prepareCallHierarchy', { textDocument: { uri }, position }),
  ).toBeNull();
});

it('a flow that calls itself is its own caller, and files without flows have none', async () => {
  folder.write(CHILD, parent(id(1)));
  const [item] = (await prepare(CHILD, parent(id(1)), 'connectionReferences')) ?? [];
  await client.current(folder.uriOf(CHILD));
  expect((await incoming(item!)).map(({ from }) => from.name)).toEqual(['Child', 'First', 'Second']);
  expect((await outgoing(item!)).map(({ to }) => to.name)).toEqual(['Child']);
  expect(await prepare('package.json', OTHER_JSON, 'name')).toBeNull();
  expect(await incoming({ ...item!, uri: folder.uriOf('package.json') })).toEqual([]);
});
