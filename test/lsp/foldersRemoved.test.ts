// A workspace folder is removed: what is told of its files goes with it, at once, open files apart.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClientRequests, Status, TreeName, TreeNode } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import { KEY, MANIFEST, OTHER, onDisk, variable, writeSolution } from './solutionFixtures.ts';

const [VARIABLE, VARIABLE_TEXT] = variable(KEY, 'abc_ApiKey');
const CONFIG = 'lockkeeper.config.json';
const TREES: readonly TreeName[] = ['connections', 'owners', 'checklist'];

let going: TempFolder;
let staying: TempFolder;
let client: LspClient;
let statuses: Status[];
/** Of the folder that goes: a flow, a file beside the flows, settings, the config. */
let orders: string;
let inVariable: string;
let inSettings: string;
let config: string;
let stays: string;

beforeEach(async () => {
  going = new TempFolder();
  staying = new TempFolder();
  statuses = [];
  orders = writeSolution(going);
  inVariable = going.write(VARIABLE, VARIABLE_TEXT);
  inSettings = going.write(
    'deploymentSettings.json',
    JSON.stringify({ EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: KEY }] }),
  );
  config = going.write(
    CONFIG,
    '{ "colour": 1, "ignore": [{ "rule": "insecure-url", "files": ["none/*"], "reason": "none" }] }',
  );
  stays = staying.write('Workflows/Stays.json', flow());
  client = await LspClient.start({
    folders: [going.uri, staying.uri],
    initializationOptions: { status: true, trees: true },
    prepare: (connection) =>
      connection.onNotification('lockkeeper/status', (status: Status) => {
        statuses.push(status);
      }),
  });
  await client.request('lockkeeper/rescan', {});
  for (const uri of [orders, inVariable, inSettings, stays])
    await client.diagnostics(uri, (found) => found.length > 0);
  // What nobody asked for, and an entry of `ignore` that is good for nothing.
  await client.diagnostics(config, (found) => found.length === 2);
});
afterEach(async () => {
  await client.stop();
  going.dispose();
  staying.dispose();
});

const remove = (folder: TempFolder): Promise<void> =>
  client.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [], removed: [{ uri: folder.uri, name: 'x' }] },
  });
/** Resolves when the server has taken in what was sent before; whatever it does later has not happened yet. */
const taken = (): Promise<unknown> => client.request('lockkeeper/rules', {});
const shownIn = (folder: TempFolder): string[] =>
  [...new Set(client.published.map(({ uri }) => uri))].filter(
    (uri) => uri.startsWith(folder.uri) && client.shown(uri).length > 0,
  );

async function rows(tree: TreeName): Promise<readonly TreeNode[]> {
  const params: ClientRequests['lockkeeper/tree']['params'] = { tree, parent: null, options: {} };
  return (await client.request<ClientRequests['lockkeeper/tree']['result']>('lockkeeper/tree', params))!
    .nodes;
}

it('takes away all that is told of its closed files', async () => {
  await remove(going);
  await taken();
  expect(shownIn(going)).toEqual([]);
  expect(client.shown(stays)).toHaveLength(1);
});

it('nothing of it comes back, and trees and counters follow', async () => {
  await remove(going);
  await client.request('lockkeeper/rescan', {});
  expect(shownIn(going)).toEqual([]);
  await client.until(() => statuses.at(-1)?.state === 'ready' && statuses.at(-1)?.flows === 1, 'one flow');
  const { errors, warnings } = statuses.at(-1)!;
  expect(errors + warnings).toBe(client.shown(stays).length);
  for (const tree of TREES) expect(JSON.stringify(await rows(tree))).not.toContain(going.uri);
});

it('does so while everything is being checked', async () => {
  const before = client.published.length;
  const rescan = client.request('lockkeeper/rescan', {});
  await remove(going);
  await rescan;
  await client.request('lockkeeper/rescan', {});
  expect(shownIn(going)).toEqual([]);
  const after = client.published.slice(before).findIndex(({ uri }) => uri.startsWith(going.uri));
  const told = client.published.slice(before + Math.max(0, after));
  expect(told.filter(({ uri, diagnostics }) => uri.startsWith(going.uri) && diagnostics.length > 0)).toEqual(
    [],
  );
});

it('takes an outer folder away around one that stays', async () => {
  const inner = going.uriOf('src/Workflows');
  await client.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: inner, name: 'inner' }], removed: [] },
  });
  await client.request('lockkeeper/rescan', {});
  await remove(going);
  await taken();
  expect(shownIn(going)).not.toContain(inVariable);
  expect(shownIn(going)).toContain(orders);
});

it('takes a solution away although files of it are open, and an edit of them brings nothing back', async () => {
  const manifest = going.uriOf(MANIFEST);
  const refusal = async (): Promise<string | undefined> => {
    const params = { flow: orders, owner: 'Jane Doe', kind: 'person' };
    return (await client.request<{ refusal?: string }>('lockkeeper/owners/record', params)).refusal;
  };
  expect(await refusal()).toBeUndefined();
  await client.open(manifest, onDisk(manifest), 1, 'xml');
  await client.open(orders, onDisk(orders));
  await remove(going);
  await client.request('lockkeeper/rescan', {});
  expect(await refusal()).toContain('belongs to no solution');
  await client.change(manifest, `${onDisk(manifest)}\n`);
  await client.request('lockkeeper/rescan', {});
  expect(await refusal()).toContain('belongs to no solution');
});

it('the last folder goes as any other', async () => {
  await remove(staying);
  await remove(going);
  await taken();
  expect([...shownIn(going), ...shownIn(staying)]).toEqual([]);
  await client.until(() => statuses.at(-1)?.flows === 0 && statuses.at(-1)?.errors === 0, 'no flow counted');
});

it('what is open is checked as a single file, until it is closed', async () => {
  await client.open(orders, onDisk(orders));
  await client.open(inVariable, VARIABLE_TEXT, 1, 'xml');
  await client.diagnostics(orders, (found, version) => version === 1 && found.length > 0);
  await remove(going);
  await client.request('lockkeeper/rescan', {});
  expect(client.shown(orders).length).toBeGreaterThan(0);
  // Outside of a solution there is nothing to say of a file beside flows.
  expect(shownIn(going)).toEqual([orders]);
  await client.close(orders);
  await client.diagnostics(orders, (found) => found.length === 0);
  expect(client.shown(going.uriOf(OTHER))).toEqual([]);
});
