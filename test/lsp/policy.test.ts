// The policy file that the config names: read, followed, and told of when it does not count.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codes, LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import { KEY, variable, writeSolution } from './solutionFixtures.ts';

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;
const CONFIG = 'lockkeeper.config.json';
const POLICY = 'policies/dlp.json';
const CONFIG_TEXT = `{\n  "policy": { "dlp": "${POLICY}" }\n}`;

const policy = (group: string): string =>
  JSON.stringify({ displayName: 'P', defaultConnectorsClassification: group, connectorGroups: [] }, null, 2);

let folder: TempFolder;
let client: LspClient;
let uri: string;

beforeEach(() => {
  folder = new TempFolder();
  uri = folder.write('Workflows/Flow.json', flow());
  folder.write(CONFIG, CONFIG_TEXT);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri] });
  await client.request('lockkeeper/rescan', {});
}

const changed = (name: string, type: number): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uriOf(name), type }] });
const blocked = (found: readonly { code?: string | number }[]): boolean =>
  found.some((one) => one.code === 'dlp-policy');
const free = (found: readonly { code?: string | number }[]): boolean => !blocked(found);

it('counts, and is followed on disk', async () => {
  folder.write(POLICY, policy('Blocked'));
  await start();
  expect(codes(client.shown(uri))).toContain('dlp-policy');
  folder.write(POLICY, policy('General'));
  await changed(POLICY, CHANGED);
  await client.diagnostics(uri, free);
  expect(client.shown(folder.uriOf(POLICY))).toEqual([]);
  expect(client.shown(folder.uriOf(CONFIG))).toEqual([]);
});

it('counts as it stands in the editor, until it is closed', async () => {
  const file = folder.write(POLICY, policy('General'));
  await start();
  expect(free(client.shown(uri))).toBe(true);
  await client.open(file, policy('General'));
  await client.change(file, policy('Blocked'));
  await client.diagnostics(uri, blocked);
  await client.change(file, policy('Nonsense'));
  const told = await client.diagnostics(file, (found) => found.length > 0);
  expect(told.diagnostics[0]).toMatchObject({ severity: 2, source: 'Lockkeeper' });
  expect(told.diagnostics[0]?.range.start.line).toBe(2);
  await client.close(file);
  await client.diagnostics(file, (found) => found.length === 0);
  await client.diagnostics(uri, free);
});

it('that is missing is told in the config, until it is there', async () => {
  await start();
  const config = folder.uriOf(CONFIG);
  const [problem, ...others] = client.shown(config);
  expect(others).toEqual([]);
  expect(problem?.message).toContain(`"${POLICY}" cannot be read`);
  expect(problem?.range).toEqual({ start: { line: 1, character: 21 }, end: { line: 1, character: 40 } });
  folder.write(POLICY, policy('Blocked'));
  await changed(POLICY, CREATED);
  await client.diagnostics(config, (found) => found.length === 0);
  await client.diagnostics(uri, blocked);
  folder.delete('policies');
  await changed('policies', DELETED);
  await client.diagnostics(config, (found) => found.length === 1);
  await client.diagnostics(uri, free);
});

it('has its problems taken away when the config names it no more', async () => {
  const file = folder.write(POLICY, '{ "connectorGroups": 7 }');
  await start();
  expect(client.shown(file)).toHaveLength(1);
  folder.write(CONFIG, '{}');
  await changed(CONFIG, CHANGED);
  await client.diagnostics(file, (found) => found.length === 0);
});

it('shares a file with findings of other kinds: each is told, each goes alone', async () => {
  writeSolution(folder);
  folder.write(...variable('', 'abc_ApiKey'));
  const settings = JSON.stringify({ EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: KEY }] });
  const both = folder.write('deploymentSettings.json', settings);
  folder.write(CONFIG, CONFIG_TEXT.replace(POLICY, 'deploymentSettings.json'));
  await start();
  expect(client.shown(both).map((one) => one.code)).toEqual(
    expect.arrayContaining(['secret-in-deployment-settings', undefined]),
  );
  folder.write(CONFIG, '{}');
  await changed(CONFIG, CHANGED);
  await client.diagnostics(both, (found) => codes(found).join() === 'secret-in-deployment-settings');
});

it('is found beside a config above the folder', async () => {
  folder.delete('Workflows');
  uri = folder.write('solution/Workflows/Flow.json', flow());
  folder.write('.git/HEAD', 'x');
  const file = folder.write(POLICY, policy('Blocked'));
  client = await LspClient.start({ folders: [folder.uriOf('solution')] });
  await client.request('lockkeeper/rescan', {});
  expect(codes(client.shown(uri))).toContain('dlp-policy');
  await client.open(file, policy('Blocked'));
  await client.change(file, policy('General'));
  await client.diagnostics(uri, free);
  await client.close(file);
  await client.diagnostics(uri, blocked);
});
