// "Turn this rule off" and "Show this rule as a warning": in the list of actions, and in the config.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import type { IgnoreResult } from '../../server/src/protocol.ts';
import { FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import { applyAll, onDisk, touched } from './solutionFixtures.ts';

const CONFIG = 'lockkeeper.config.json';
const RULE = 'secret-read-unsecured';
const FLOW = 'Workflows/Orders.json';
const OFF = `Turn this rule off for this folder: ${RULE}`;
const WARNING = `Show this rule as a warning in this folder: ${RULE}`;
const CHANGED = 2;

let folder: TempFolder;
let client: LspClient;

beforeEach(() => {
  folder = new TempFolder();
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

/** The actions at the finding of a flow. */
async function actions(options: StartOptions = {}): Promise<readonly CodeAction[]> {
  const uri = folder.write(FLOW, flow());
  client = await LspClient.start({ folders: [folder.uri], ...options });
  await client.request('lockkeeper/rescan', {});
  await client.open(uri, flow());
  await client.current(uri);
  return client.codeActions(uri, client.rangeOf(uri, 'Get_secret'));
}

const called = (all: readonly CodeAction[], title: string): CodeAction =>
  all.find((one) => one.title === title)!;
const changed = (uri: string): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: CHANGED }] });

it('stand behind the repairs and behind the reason to ignore', async () => {
  const all = await actions();
  const titles = all.map(({ title }) => title);
  expect(titles.slice(-3)).toEqual(['Ignore here, with a reason', OFF, WARNING]);
  expect(titles[0]).toBe('Secure outputs of "Get_secret"');
  expect(all.filter(({ isPreferred }) => isPreferred).map(({ title }) => title)).toEqual([titles[0]]);
});

it('set the rule in the config that is there, which keeps its comments', async () => {
  const text = '{\n  // ours\n  "rules": {\n    "insecure-url": "off", // for now\n  },\n}\n';
  const config = folder.write(CONFIG, text);
  const all = await actions();
  const { edit } = await client.resolve(called(all, WARNING));
  expect(touched(edit)).toEqual([`${CONFIG}@null`]);
  await applyAll(client, [], edit!);
  expect(onDisk(config)).toBe(text.replace('now\n', `now\n    "${RULE}": "warning",\n`));
  await changed(config);
  const uri = folder.uriOf(FLOW);
  await client.diagnostics(uri, (found) => found[0]?.severity === 2);
  const now = await client.codeActions(uri, client.rangeOf(uri, 'Get_secret'));
  expect(now.map(({ title }) => title)).not.toContain(WARNING);

  const off = await client.resolve(called(now, OFF));
  await applyAll(client, [], off.edit!);
  await changed(config);
  await client.diagnostics(uri, (found) => found.length === 0);
  expect(onDisk(config)).toContain(`    "${RULE}": "off",\n`);
});

it('make the config where there is none, with what the settings say', async () => {
  const all = await actions({ settings: { profile: 'pedantic', rules: { 'insecure-url': 'off' } } });
  const { edit } = await client.resolve(called(all, OFF));
  expect(touched(edit)).toEqual([`create ${CONFIG}`, `${CONFIG}@null`]);
  await applyAll(client, [], edit!);
  expect(JSON.parse(onDisk(folder.uriOf(CONFIG)))).toEqual({
    profile: 'pedantic',
    rules: { 'insecure-url': 'off', [RULE]: 'off' },
  });
});

it('carry the edit at once for a client that cannot resolve', async () => {
  const capabilities = structuredClone(FULL_CAPABILITIES);
  delete capabilities.textDocument!.codeAction!.resolveSupport;
  const all = await actions({ capabilities });
  for (const title of [OFF, WARNING]) expect(called(all, title).edit?.documentChanges).toHaveLength(2);
});

it('are commands of our own client, which refuse what is no rule', async () => {
  const config = folder.write(CONFIG, '{}');
  const all = await actions({ initializationOptions: { ignoreCommand: true } });
  const { command, arguments: given } = called(all, OFF).command!;
  expect(command).toBe('lockkeeper.setRule');
  const [target] = given!;
  const result = await client.request<IgnoreResult>('lockkeeper/setRule', { target });
  expect(result).toMatchObject({ kind: 'edit', config });
  const odd = [
    null,
    {},
    { ...target, ruleId: '__proto__' },
    { ...target, setting: 'fatal' },
    { ...target, uri: 7 },
  ];
  for (const one of odd)
    expect(await client.request('lockkeeper/setRule', { target: one })).toMatchObject({ kind: 'refused' });
});

it('are not offered where nothing could be written', async () => {
  const all = await actions({ folders: [] });
  expect(all.map(({ title }) => title)).toContain('Secure outputs of "Get_secret"');
  expect(all.map(({ title }) => title)).not.toContain(OFF);
});
