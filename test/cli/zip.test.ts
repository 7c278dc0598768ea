// Archives of solutions: `check solution.zip`, archives met in folders, and those that lie.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { type ZipItem, zipOf } from '../harness/zipWriter.ts';
import { runInProcess, type TestResult } from './support/environment.ts';
import { CLEAN, HARDCODED, LEAKY, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';

const ID = '0A1B2C3D-1111-2222-3333-444455556666';
const FLOW = `Workflows/Orders-${ID}.json`;
const MANIFEST = `<ImportExportXml><SolutionManifest><UniqueName>Orders</UniqueName><Version>1.0</Version>
<Managed>0</Managed><Publisher><CustomizationPrefix>abc</CustomizationPrefix></Publisher>
<RootComponents /></SolutionManifest></ImportExportXml>`;
const CUSTOMIZATIONS = `<ImportExportXml><Workflows><Workflow WorkflowId="{${ID.toLowerCase()}}" Name="Orders">
<JsonFileName>/${FLOW}</JsonFileName><Category>5</Category><StateCode>1</StateCode></Workflow></Workflows>
<connectionreferences><connectionreference connectionreferencelogicalname="abc_vault">
<connectorid>/providers/Microsoft.PowerApps/apis/shared_keyvault</connectorid></connectionreference></connectionreferences></ImportExportXml>`;

const solution = (flow: unknown = HARDCODED): Record<string, string> => ({
  'solution.xml': MANIFEST,
  'customizations.xml': CUSTOMIZATIONS,
  [FLOW]: pretty(flow),
});
const CONFIG = 'lockkeeper.config.json';
const ALL_OFF = JSON.stringify({ rules: { 'hardcoded-secret': 'off' } });

const call = (cwd: string, ...args: string[]): Promise<TestResult> =>
  runInProcess(args, { cwd, analyzer: createAnalyzer() });

interface Report {
  readonly files: number;
  readonly flows: number;
  readonly findings: readonly { file: string; ruleId: string; fingerprint: string; message: string }[];
}

async function report(cwd: string, ...args: string[]): Promise<Report & { code: number | undefined }> {
  const { stdout, stderr, code } = await call(cwd, 'check', '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Report), code };
}

const secretsIn = ({ findings }: Report): string[] => [
  ...new Set(findings.flatMap(({ ruleId, file }) => (ruleId === 'hardcoded-secret' ? [file] : []))),
];

describe('check of archives', () => {
  it('finds what it finds in the folder, with the same fingerprints, and writes nothing', async () => {
    const bytes = zipOf(solution());
    const cwd = await folderWith({
      'orders.zip': bytes,
      ...Object.fromEntries(Object.entries(solution()).map(([name, text]) => [`orders/${name}`, text])),
    });
    const folder = await report(cwd, 'orders');
    const archive = await report(cwd, 'orders.zip');
    expect(folder.findings.length).toBeGreaterThan(0);
    const of = ({ findings }: Report) => findings.map(({ ruleId, fingerprint }) => [ruleId, fingerprint]);
    expect(of(archive)).toEqual(of(folder));
    expect(archive).toMatchObject({ code: 1, files: folder.files, flows: 1 });
    expect(secretsIn(archive)).toEqual([`orders.zip!${FLOW}`]);
    expect((await readdir(cwd)).sort()).toEqual(['.git', 'orders', 'orders.zip']);
    expect(new Uint8Array(await readFile(join(cwd, 'orders.zip')))).toEqual(bytes);
  });

  it('names each archive on the way, in every format, whatever it is called', async () => {
    const outer = 'out/Pack #1 100%ä!.zip';
    const inner = `PackageAssets/In ner.zip`;
    const cwd = await folderWith({
      [outer]: zipOf({ [inner]: zipOf({ ...solution(), 'Workflows/ä #%!.json': pretty(HARDCODED) }) }),
    });
    const flows = ['Workflows/ä #%!.json', FLOW].map((name) => `${outer}!${inner}!${name}`);
    const json = await report(cwd);
    expect(secretsIn(json).sort()).toEqual(flows.sort());
    const text = await call(cwd, 'check');
    for (const flow of flows) expect(text.stdout).toContain(`${flow}\n`);
    const sarif = JSON.parse((await call(cwd, 'check', '--format', 'sarif')).stdout) as {
      runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
    };
    const uris = sarif.runs[0]!.results.map((one) => one.locations[0]!.physicalLocation.artifactLocation.uri);
    expect(uris).toContain(
      'out/Pack%20%231%20100%25%C3%A4!.zip!PackageAssets/In%20ner.zip!Workflows/%C3%A4%20%23%25!.json',
    );
    for (const uri of uris.filter((one) => one.endsWith('.json')))
      expect(flows).toContain(decodeURIComponent(uri));
    // What an output names can be given.
    expect(secretsIn(await report(cwd, flows[0]!))).toEqual([flows[0]]);
    expect(secretsIn(await report(cwd, `${outer}!${inner}`)).sort()).toEqual(flows);
  });

  it('leaves out archives in folders with --no-zip, and reads the one that is named', async () => {
    const cwd = await folderWith({ 'a.json': pretty(CLEAN), 'a.zip': zipOf(solution()) });
    expect((await report(cwd)).flows).toBe(2);
    expect(await report(cwd, '--no-zip')).toMatchObject({ flows: 1, code: 0 });
    expect((await report(cwd, '--no-zip', 'a.zip')).flows).toBe(1);
  });

  it('says that a named archive holds nothing, and is silent about one that was met', async () => {
    const cwd = await folderWith({ 'film.zip': zipOf({ 'film.mp4': 'x' }), 'a.json': pretty(CLEAN) });
    expect(await call(cwd, 'check')).toMatchObject({ code: 0, stderr: '' });
    expect(await call(cwd, 'check', 'film.zip')).toMatchObject({
      code: 3,
      stderr: 'No flow was found in film.zip (0 JSON files read).\n',
    });
    expect(await call(cwd, 'check', 'film.zip', 'a.json')).toMatchObject({
      code: 0,
      stderr: 'film.zip holds no solution and no flow.\n',
    });
  });

  const good: ZipItem = { name: 'good.json', content: pretty(HARDCODED) };
  const bad = (item: Partial<ZipItem>): Uint8Array =>
    zipOf([
      good,
      { name: FLOW, content: pretty(CLEAN), ...item },
      { name: 'solution.xml', content: MANIFEST },
    ]);
  it.each<[string, Uint8Array, string, string]>([
    ['cut off', bad({}).subarray(0, 300), '', 'the archive is cut off'],
    ['no archive', Buffer.from('hello'), '', 'it is no zip archive'],
    ['empty', Buffer.alloc(0), '', 'it is an empty file'],
    ['encrypted', bad({ flags: 1 }), `!${FLOW}`, 'it is encrypted'],
    ['damaged', bad({ crc: 5 }), `!${FLOW}`, 'its checksum is wrong'],
    ['of a lying size', bad({ size: 9, localSize: 9 }), `!${FLOW}`, 'another size than the archive says'],
    ['with a bomb beside', bad({ name: 'b.json', size: 60 * 1_048_576 }), '!b.json', 'more than 200 times'],
    ['with a way out', bad({ name: `../${FLOW}` }), '', `entry "../${FLOW}" leads out of the archive`],
    ['with a link', bad({ mode: 0o120777 }), `!${FLOW}`, 'it is a symbolic link'],
  ])('fails for an archive that is %s, and goes on', async (_, bytes, place, reason) => {
    const cwd = await folderWith({ 'p/a.zip': bytes, 'p/b.json': pretty(HARDCODED) });
    for (const args of [['p'], ['p/a.zip', 'p/b.json']]) {
      const { findings, code } = await report(cwd, ...args, '--rule', 'unreadable-flow');
      expect(code).toBe(1);
      expect(findings).toMatchObject([{ ruleId: 'unreadable-flow', file: `p/a.zip${place}` }]);
      expect(findings[0]!.message).toContain(reason);
      expect(secretsIn(await report(cwd, ...args))).toContain('p/b.json');
    }
    if (place !== '') expect(secretsIn(await report(cwd))).toContain('p/a.zip!good.json');
    const text = await call(cwd, 'check');
    expect(text.stdout).toContain(`p/a.zip${place}\n`);
    for (const command of ['inventory', 'rotate', 'report']) {
      const { code, stderr } = await call(cwd, command);
      expect([command, code, stderr.includes(reason)]).toEqual([command, 1, true]);
    }
  });

  it('fails for a file of the solution that is damaged', async () => {
    const { 'customizations.xml': content, ...rest } = solution(CLEAN);
    const items = Object.entries(rest).map(([name, text]) => ({ name, content: text }));
    const cwd = await folderWith({
      'a.zip': zipOf([...items, { name: 'customizations.xml', content: content!, crc: 7 }]),
    });
    const { code, stderr } = await call(cwd, 'check');
    expect(code).toBe(1);
    expect(stderr).toContain('a.zip!customizations.xml: This file was not checked: its checksum is wrong');
  });

  it('has the way out of the config around it for an archive that nobody can read', async () => {
    const cwd = await folderWith({
      [CONFIG]: '{ "exclude": ["old/*.zip"] }',
      'old/a.zip': 'x',
      'a.json': pretty(CLEAN),
    });
    expect((await call(cwd, 'check')).code).toBe(0);
  });
});

describe('configurations and baselines', () => {
  it('count when they lie around the archive', async () => {
    const cwd = await folderWith({ 'p/a.zip': zipOf(solution()), [`p/${CONFIG}`]: ALL_OFF });
    expect(secretsIn(await report(cwd))).toEqual([]);
    expect(secretsIn(await report(cwd, 'p/a.zip'))).toEqual([]);
  });

  it('count for nothing in one: neither rules, nor what is known, nor a border', async () => {
    const cwd = await folderWith({
      'p/a.zip': zipOf({ ...solution(), [CONFIG]: ALL_OFF, '.git/HEAD': 'x' }),
    });
    await call(cwd, 'baseline', 'write');
    const known = await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8');
    await writeFile(
      join(cwd, 'p/a.zip'),
      zipOf({ ...solution(), [CONFIG]: ALL_OFF, 'lockkeeper.baseline.json': known }),
    );
    expect(secretsIn(await report(cwd, '--no-baseline'))).toEqual([`p/a.zip!${FLOW}`]);
    await writeFile(join(cwd, 'lockkeeper.baseline.json'), '{"version":1,"findings":[]}');
    expect((await report(cwd)).code).toBe(1);
  });

  it('leave out files by the paths that are shown', async () => {
    const file = `a.zip!${FLOW}`;
    const cwd = await folderWith({
      'a.zip': zipOf(solution()),
      [CONFIG]: JSON.stringify({ ignore: [{ rule: 'hardcoded-secret', file, reason: 'made up' }] }),
    });
    expect(secretsIn(await report(cwd))).toEqual([]);
    await writeFile(join(cwd, CONFIG), '{ "exclude": ["*.zip"] }');
    expect((await report(cwd)).flows).toBe(0);
  });

  it('accept findings in archives, for the unpacked flow as well', async () => {
    const cwd = await folderWith({ 'p/a.zip': zipOf(solution()) });
    await call(cwd, 'baseline', 'write');
    const written = await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8');
    expect(written).toContain(`"file": "p/a.zip!${FLOW}"`);
    expect(await call(cwd, 'baseline', 'check')).toMatchObject({ code: 0 });
    expect((await call(cwd, 'check', 'p/a.zip')).code).toBe(0);
    // Of an archive that is not looked into, or cannot be, nobody knows what is gone.
    await call(cwd, 'baseline', 'prune', '--no-zip');
    expect(await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8')).toBe(written);
    const other = await folderWith({ [`q/${FLOW}`]: pretty(HARDCODED), 'lockkeeper.baseline.json': written });
    const { findings } = await report(other);
    const states = findings.map((one) => (one as unknown as { baseline: string }).baseline);
    expect(new Set(states)).toEqual(new Set(['unchanged']));
    await writeFile(join(cwd, 'p/a.zip'), 'x');
    await call(cwd, 'baseline', 'prune');
    expect(await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8')).toBe(written);
    await writeFile(join(cwd, 'p/a.zip'), zipOf(solution(CLEAN)));
    await call(cwd, 'baseline', 'prune');
    expect(await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8')).not.toContain('hardcoded-secret');
  });
});

describe('other commands over archives', () => {
  it('list, report and rotate', async () => {
    const cwd = await folderWith({
      'a.zip': zipOf(solution()),
      'old.zip': zipOf(solution()),
      'b.zip': zipOf(solution(CLEAN)),
    });
    const inventory = await call(cwd, 'inventory', 'a.zip', '--format', 'json');
    expect(inventory.stdout).toContain(`"a.zip!${FLOW}"`);
    expect((await call(cwd, 'report', '--format', 'markdown')).stdout).toContain(`a.zip!${FLOW}`);
    const rotate = await call(cwd, 'rotate', 'b.zip', '--base', 'old.zip');
    expect(rotate.stdout).toContain(`old.zip!${FLOW}`);
    expect(rotate.stdout).not.toContain(PLANTED_KEY);
  });

  it('fix refuses one that is named, whatever else is', async () => {
    const cwd = await folderWith({ 'a.zip': zipOf(solution(LEAKY)), 'b.json': pretty(LEAKY) });
    const before = await stat(join(cwd, 'a.zip'));
    for (const args of [['a.zip'], ['b.json', 'a.zip'], [`a.zip!${FLOW}`], ['--dry-run', 'a.zip']]) {
      const { code, stderr } = await call(cwd, 'fix', ...args);
      expect(code).toBe(2);
      expect(stderr).toContain(
        'a.zip is an archive, and nothing is written into one. Unpack it first, with "pac solution unpack --zipfile a.zip',
      );
    }
    expect((await stat(join(cwd, 'a.zip'))).mtimeMs).toBe(before.mtimeMs);
    expect(await readFile(join(cwd, 'b.json'), 'utf8')).toBe(pretty(LEAKY));
  });

  it('fix leaves those in folders, counts them, and repairs the rest', async () => {
    const bytes = zipOf(solution(LEAKY));
    const cwd = await folderWith({ 'a.zip': bytes, 'b.json': pretty(LEAKY) });
    const safe = await call(cwd, 'fix');
    expect(safe.stdout).toContain('b.json: 1 finding repaired');
    expect(safe.stdout).toMatch(
      / \d+ findings? lies? in (?:an archive|archives), and nothing is written into one: unpack it first/,
    );
    expect(safe.code).toBe(1);
    const review = await call(cwd, 'fix', '--review', '--rule', 'secret-read-unsecured', '--dry-run');
    expect(review.stderr + review.stdout).not.toContain('a.zip!');
    expect(new Uint8Array(await readFile(join(cwd, 'a.zip')))).toEqual(bytes);
    expect((await readdir(cwd)).sort()).toEqual(['.git', 'a.zip', 'b.json']);
  });
});
