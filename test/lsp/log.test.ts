// What the log and the status tell of a check: how much was checked, by what, in what time, and what was left out.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Status } from '../../server/src/protocol.ts';
import { FAKES } from '../harness/fakes.ts';
import { LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';

const FLOW = 'Workflows/Orders.json';
const MANIFEST =
  '<ImportExportXml><SolutionManifest><UniqueName>Orders</UniqueName><Version>1.0</Version></SolutionManifest></ImportExportXml>';

let folder: TempFolder;
let client: LspClient;

beforeEach(() => {
  folder = new TempFolder();
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function scanned(options: StartOptions = {}): Promise<Status> {
  client = await LspClient.start({ folders: [folder.uri], ...options });
  const status = await client.request<Status>('lockkeeper/rescan', {});
  await client.until(() => client.log.some((line) => /^Checked \d/.test(line)), 'a line about the scan');
  return status;
}

const log = (): string => client.log.join('\n');

it('says how much was checked, by what and where it was found', async () => {
  folder.write('sol/Other/Solution.xml', MANIFEST);
  folder.write(`sol/${FLOW}`, flow());
  folder.write('lockkeeper.config.json', '{ "profile": "team" }');
  folder.write('loose/workflow.json', flow({ reads: [] }));
  const status = await scanned();
  expect(status).toMatchObject({
    flows: 2,
    solutions: 1,
    checkedBy: [{ config: 'lockkeeper.config.json', profile: 'team' }],
  });
  const { errors, warnings, infos } = status;
  expect(errors).toBeGreaterThan(0);
  const one = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const counts = [one(errors, 'error'), one(warnings, 'warning'), one(infos, 'other')].join(', ');
  expect(log()).toMatch(new RegExp(`^Checked 2 flows of 1 solution in \\d+ ms: ${counts}\\.$`, 'm'));
  expect(log()).toContain('lockkeeper.config.json decides, with the profile team.');
  expect(log()).toMatch(/^Solution Orders in .+: 1 flow with \d+ findings?\.$/m);
  expect(log()).toMatch(/^Outside of solutions: 1 flow with /m);
});

it('says so where the settings decide, and counts what the baseline knows apart', async () => {
  folder.write(FLOW, flow());
  const before = await scanned();
  expect(before).toMatchObject({ known: 0, solutions: 0, checkedBy: [{ config: null, profile: 'default' }] });
  expect(log()).toContain("The editor's settings decide, with the profile default");
  const { fingerprint } = client.shown(folder.uriOf(FLOW))[0]!.data as { fingerprint: string };
  const entry = { file: FLOW, rule: 'secret-read-unsecured', fingerprint };
  folder.write('lockkeeper.baseline.json', JSON.stringify({ version: 1, findings: [entry] }));
  const after = await client.request<Status>('lockkeeper/rescan', {});
  expect(after).toMatchObject({ known: 1, errors: before.errors - 1 });
  await client.until(() => log().includes('; 1 more known by a baseline.'), 'the count of known findings');
});

it('tells of each flow only while the client shows such lines', async () => {
  folder.write(FLOW, flow());
  await scanned();
  expect(log()).not.toContain('Orders.json');
  await client.notify('lockkeeper/logDetail', { on: true });
  await client.request('lockkeeper/rescan', {});
  await client.until(
    () => client.log.some((line) => /^Workflows\/Orders\.json: \d+ findings? in \d+\.\d ms\.$/.test(line)),
    'a line about the flow',
  );
  await client.notify('lockkeeper/logDetail', { on: false });
  client.log.length = 0;
  await client.request('lockkeeper/rescan', {});
  await client.until(() => log().includes('Checked 1 flow'), 'a line about the scan');
  expect(log()).not.toContain('Orders.json');
});

it('says what was left out, and shows no secret that stands in a name', async () => {
  const token = FAKES.githubToken!;
  folder.write(`${token}/Workflows/${token}.json`, flow());
  folder.write(`${token}/Other/Solution.xml`, MANIFEST.replace('Orders', token));
  folder.write(`${token}/lockkeeper.config.json`, '{}');
  folder.write('Large.json', flow({ reads: Array.from({ length: 400 }, (_, at) => `Read_${at}`) }));
  const status = await scanned({
    initializationOptions: { logDetail: true },
    settings: { maxFileSize: 0.1 },
  });
  expect(log()).toMatch(/Left out Large\.json.*too large/);
  expect(log()).toMatch(/^Solution .+ in .+: 1 flow/m);
  expect(log()).toMatch(/ decides, with the profile default\.$/m);
  expect(log()).not.toContain(token);
  expect(JSON.stringify(status.checkedBy)).not.toContain(token);
});
