// The overview of the workspace, and what has changed since the baseline.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WorkspaceOverview } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow, isRead } from './fixtures.ts';
import { KEY, OTHER, variable, writeSolution } from './solutionFixtures.ts';

let folder: TempFolder;
let client: LspClient;

beforeEach(() => {
  folder = new TempFolder();
  writeSolution(folder);
  folder.write(OTHER, flow());
  folder.write(...variable(KEY, 'abc_ApiKey'));
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri], initializationOptions: { trees: true } });
  await client.request('lockkeeper/rescan', {});
}
const overview = (): Promise<WorkspaceOverview> => client.request('lockkeeper/overview', {});

it('tells the solution with its points and flows, and follows what is typed', async () => {
  await start();
  const before = await overview();
  expect(before).toMatchObject({ flows: 2, clean: 0, since: null });
  expect(before.solutions[0]?.worst.map((one) => one.name).sort()).toEqual(['Orders', 'Other']);
  expect(before.safe).toBeGreaterThan(0);
  expect(JSON.stringify(before)).not.toContain(KEY);
  const uri = folder.uriOf(OTHER);
  await client.open(uri, flow({ secured: ['Get_secret'] }));
  await client.current(uri);
  const after = await overview();
  expect(after.errors).toBe(before.errors - 1);
});

it('waits for the first look at the folder', async () => {
  client = await LspClient.start({ folders: [folder.uri] });
  // Asked at once, as a page that comes back with the window does.
  expect(await overview()).toMatchObject({ flows: 2 });
});

it('tells what is new and what is repaired since the baseline', async () => {
  await start();
  const uri = folder.uriOf(OTHER);
  const shown = client.shown(uri).find(isRead);
  const { fingerprint } = shown!.data as { fingerprint: string };
  const entry = { file: OTHER, rule: 'secret-read-unsecured', fingerprint };
  const findings = [
    entry,
    { ...entry, fingerprint: 'ffffffffffffffff' },
    // Nothing is known of a file that takes no part.
    { ...entry, file: 'left/Flow.json', fingerprint: 'eeeeeeeeeeeeeeee' },
  ];
  folder.write('lockkeeper.config.json', JSON.stringify({ exclude: ['left/**'] }));
  folder.write('lockkeeper.baseline.json', JSON.stringify({ version: 1, findings }));
  await client.request('lockkeeper/rescan', {});
  const { since, errors } = await overview();
  expect(since).toMatchObject({ known: 1, gone: 1 });
  expect(since!.fresh).toBeGreaterThan(0);
  expect(errors).toBeGreaterThan(0);
});
