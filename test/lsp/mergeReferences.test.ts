// The merge of connection references: it starts in a file beside the flows and reaches into all of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { codes, FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { readSolutionFixture } from '../harness/solutionFixture.ts';
import { applyAll, onDisk, touched } from './solutionFixtures.ts';

const FIXTURE = path.resolve(
  import.meta.dirname,
  '../../server/src/core/rules/connection-reference-duplicate/fixtures/reject-unpacked.solution',
);
const RULE = 'connection-reference-duplicate';
const CHANGED = 2;

const folder = new TempFolder();
let client: LspClient;
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

it('lets all flows use one reference and takes the other out, in one edit', async () => {
  const { files } = readSolutionFixture(readFileSync(FIXTURE, 'utf8'));
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  const name = Object.keys(files).find((one) => /customizations\.xml$/i.test(one))!;
  const uri = folder.uriOf(name);
  client = await LspClient.start({ folders: [folder.uri], capabilities: FULL_CAPABILITIES });
  await client.request('lockkeeper/rescan', {});
  await client.open(uri, files[name]!);
  const shown = await client.diagnostics(uri, (all) => codes(all).includes(RULE));
  const { range } = shown.diagnostics.find((one) => codes([one]).includes(RULE))!;
  const listed = (await client.codeActions(uri, range)).find((one) => one.title.startsWith('Use '));
  expect(listed?.edit).toBeUndefined();
  const { edit } = await client.resolve(listed!);
  const flows = touched(edit).filter((one) => one.includes('.json@'));
  expect(flows.length).toBeGreaterThan(0);
  await applyAll(client, [uri], edit!);
  const changes = Object.keys(files).map((one) => ({ uri: folder.uriOf(one), type: CHANGED }));
  await client.notify('workspace/didChangeWatchedFiles', { changes });
  await client.diagnostics(uri, (all) => !codes(all).includes(RULE));
  const declared = [...client.text(uri).matchAll(/connectionreferencelogicalname="([^"]+)"/g)].map(
    (one) => one[1]!,
  );
  for (const flow of Object.keys(files).filter((one) => /Workflows\/.*\.json$/.test(one)))
    for (const [, used] of onDisk(folder.uriOf(flow)).matchAll(
      /"connectionReferenceLogicalName": *"([^"]+)"/g,
    ))
      expect(declared).toContain(used);
});
