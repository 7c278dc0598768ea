// Documents about a folder: what they are about, and when there is none. That they say what the command line says: `test/parity`.
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BaselineResult, FolderText } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';

const BASELINE = 'lockkeeper.baseline.json';

let one: TempFolder;
let other: TempFolder;
let client: LspClient;

beforeEach(() => {
  [one, other] = [new TempFolder(), new TempFolder()];
});
afterEach(async () => {
  await client.stop();
  for (const folder of [one, other]) folder.dispose();
});

async function start(): Promise<void> {
  client = await LspClient.start({
    folders: [one.uri, other.uri],
    initializationOptions: { trees: true },
  });
  await client.request('lockkeeper/rescan', {});
}

const report = (folder: string): Promise<FolderText> =>
  client.request('lockkeeper/report', { folder, form: 'markdown' });
const baseline = (folder: string, action: string): Promise<BaselineResult> =>
  client.request('lockkeeper/baseline', { folder, action });

it('are about one folder of several, with what its solution has', async () => {
  const manifest = (name: string): string =>
    `<ImportExportXml><SolutionManifest><UniqueName>${name}</UniqueName></SolutionManifest></ImportExportXml>`;
  for (const [folder, name] of [
    [one, 'First'],
    [other, 'Second'],
  ] as const) {
    folder.write('Other/Solution.xml', manifest(name));
    folder.write(`Workflows/${name} flow.json`, flow());
  }
  await start();
  const texts = [await report(one.uri), await report(other.uri)];
  for (const [at, [own, foreign]] of [
    ['First', 'Second'],
    ['Second', 'First'],
  ].entries()) {
    const text = JSON.stringify(texts[at]);
    expect(text).toContain(`${own} flow`);
    expect(text).not.toContain(foreign);
  }
  const made = await baseline(other.uri, 'write');
  expect(made).toMatchObject({ baselines: [{ uri: other.uriOf(BASELINE), added: 1, removed: 0 }] });
});

it('count what is typed and not saved', async () => {
  const uri = one.write('Workflows/Flow.json', flow({ reads: [] }));
  await start();
  const made = (): Promise<BaselineResult> => baseline(one.uri, 'write');
  expect(await made()).toMatchObject({ baselines: [{ findings: 0 }] });
  await client.open(uri, flow());
  await client.current(uri);
  expect(await made()).toMatchObject({ baselines: [{ findings: 1 }] });
});

it('wait for a check that is under way', async () => {
  one.write('Workflows/Flow.json', flow());
  client = await LspClient.start({ folders: [one.uri], initializationOptions: { trees: true } });
  expect(await baseline(one.uri, 'write')).toMatchObject({ baselines: [{ findings: 1 }] });
});

it('say why there is none', async () => {
  one.write('Workflows/Flow.json', flow());
  await start();
  const refused = (reason: string) => ({ kind: 'refused', reason });
  expect(await report(other.uri)).toEqual(refused('There is no flow in this folder.'));
  expect(await report('file:///elsewhere')).toEqual(refused('This folder is not in the workspace.'));
  expect(await baseline(one.uri, 'prune')).toEqual(
    refused('There is no baseline in this folder: write one first.'),
  );
});

it('a damaged baseline is written anew, and not pruned', async () => {
  one.write('Workflows/Flow.json', flow());
  one.write(BASELINE, '{ "version": 1, "findings": [7] }');
  await start();
  expect(JSON.stringify(await baseline(one.uri, 'prune'))).toContain('is damaged');
  expect(await baseline(one.uri, 'write')).toMatchObject({ baselines: [{ findings: 1 }] });
});

it('nothing is proposed for a baseline that is a link', async () => {
  one.write('Workflows/Flow.json', flow());
  other.write('elsewhere.json', '{ "version": 1, "findings": [] }');
  symlinkSync(path.join(other.path, 'elsewhere.json'), path.join(one.path, BASELINE));
  await start();
  for (const action of ['write', 'prune'])
    expect(JSON.stringify(await baseline(one.uri, action))).toContain('does not write through links');
});
