// What the editor writes about a folder, and what the command line writes about the same: one text.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { version } from '../../package.json';
import type { BaselineResult, FolderText } from '../../server/src/protocol.ts';
import { lockkeeper } from '../cli/support/spawn.ts';
import { FAKES } from '../harness/fakes.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { writeAwkward } from './awkward.ts';

const BASELINE = 'lockkeeper.baseline.json';

let folder: TempFolder;
let client: LspClient;

beforeEach(async () => {
  folder = new TempFolder();
  writeAwkward(folder.path);
  client = await LspClient.start({ folders: [folder.uri], initializationOptions: { trees: true } });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const inEditor = async (method: string, params: object = {}): Promise<string> => {
  const result = await client.request<FolderText>(method, { folder: folder.uri, ...params });
  return result.kind === 'text' ? result.text : result.reason;
};
/** The version is that of the tests there. */
const onCommandLine = async (...args: string[]): Promise<string> =>
  (await lockkeeper(args, folder.path)).stdout.replaceAll('1.2.3', version);

it('the security report and the inventory say the same', async () => {
  const report = await inEditor('lockkeeper/report', { form: 'markdown' });
  expect(report).toBe(await onCommandLine('report', '--format', 'markdown'));
  const html = await inEditor('lockkeeper/report', { form: 'html' });
  expect(html).toBe(await onCommandLine('report', '--format', 'html'));
  for (const [of, ...flag] of [['flows'], ['connections', '--connections'], ['calls', '--calls']])
    for (const form of ['csv', 'markdown'])
      expect(await inEditor('lockkeeper/inventory', { of, form }), `${of} as ${form}`).toBe(
        await onCommandLine('inventory', ...flag, '--format', form),
      );
});

it('a custom connector has the name that its file tells', async () => {
  const text = await inEditor('lockkeeper/inventory', { of: 'connections', form: 'markdown' });
  expect(text).toContain('Orders of Contoso');
  expect(text).toBe(await onCommandLine('inventory', '--connections', '--format', 'markdown'));
});

it('the secrets to replace are the same, and none is shown', async () => {
  const text = await inEditor('lockkeeper/rotation');
  expect(text).toBe(await onCommandLine('rotate', '--format', 'markdown'));
  expect(text).toContain('to replace');
  expect(text).not.toContain(FAKES.hex32);
});

const at = (name: string): string => path.join(folder.path, name);
const baselines = async (action: 'write' | 'prune'): Promise<ReadonlyMap<string, string>> => {
  const result = await client.request<BaselineResult>('lockkeeper/baseline', { folder: folder.uri, action });
  if (result.kind === 'refused') throw new Error(result.reason);
  return new Map(
    result.baselines.map(({ uri, text }) => [path.relative(folder.path, fileURLToPath(uri)), text]),
  );
};

it('baselines hold the same text, a new one and one that is there', async () => {
  const made = await baselines('write');
  expect(existsSync(at(BASELINE)), 'nothing is written yet').toBe(false);
  await onCommandLine('baseline', 'write');
  expect(made.size).toBeGreaterThan(0);
  for (const [name, text] of made) expect(text, name).toBe(readFileSync(at(name), 'utf8'));

  // What nobody can speak of stays: entries of files elsewhere, in archives, and that cannot be read.
  const entry = (file: string) => ({ file, rule: 'signed-url', fingerprint: '0123456789abcdef' });
  const files = ['gone.json', 'pack.zip!Workflows/a.json', 'one/Workflows/pipe.json', '../elsewhere.json'];
  const old = JSON.stringify({ version: 1, findings: files.map(entry) });
  writeFileSync(at(BASELINE), old);
  await client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: folder.uriOf(BASELINE), type: 2 }],
  });
  await client.request('lockkeeper/rescan', {});
  const anew = (await baselines('write')).get(BASELINE)!;
  expect(anew).not.toContain('"gone.json"');
  for (const file of files.slice(1)) expect(anew).toContain(`"${file}"`);
  await onCommandLine('baseline', 'write', '--no-zip');
  expect(anew).toBe(readFileSync(at(BASELINE), 'utf8'));
});

it('baselines lose the same entries', async () => {
  await onCommandLine('baseline', 'write');
  rmSync(at('one/Workflows'), { recursive: true });
  await client.request('lockkeeper/rescan', {});
  const pruned = await baselines('prune');
  const before = readFileSync(at(BASELINE), 'utf8');
  await onCommandLine('baseline', 'prune');
  for (const [name, text] of pruned) expect(text, name).toBe(readFileSync(at(name), 'utf8'));
  expect(pruned.get(BASELINE)).not.toBe(before);
});
