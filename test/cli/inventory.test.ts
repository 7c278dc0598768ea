// `lockkeeper inventory` and `lockkeeper report` over the samples, held by goldens (UPDATE=1 writes them), and over real solutions.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { corpusFolder, hasCorpus, skipNote } from '../corpus/load.ts';
import { tellingFiles } from '../corpus/telling.ts';
import { parseCsv } from '../harness/csv.ts';
import { FAKES } from '../harness/fakes.ts';
import { htmlProblems } from '../harness/html.ts';
import { part } from '../harness/part.ts';
import { runInProcess, type TestOptions } from './support/environment.ts';
import { folderWith } from './support/folder.ts';
import { ROOT } from './support/spawn.ts';

const GOLDENS = fileURLToPath(new URL('goldens/', import.meta.url));

const lockkeeper = (args: readonly string[], options: Partial<TestOptions> = {}) =>
  runInProcess(args, { cwd: ROOT, analyzer: createAnalyzer(), ...options });

/** What is printed, byte by byte. */
function isGolden(name: string, text: string): void {
  const path = join(GOLDENS, name);
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  expect(existsSync(path), `${path} is there (UPDATE=1 writes it)`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe('the samples', () => {
  for (const [name, args] of [
    ['inventory.txt', ['inventory']],
    ['inventory.json', ['inventory', '--format', 'json']],
    ['inventory.csv', ['inventory', '--format', 'csv']],
    ['inventory.md', ['inventory', '--format', 'markdown']],
    ['connections.txt', ['inventory', '--connections']],
    ['connections.json', ['inventory', '--connections', '--format', 'json']],
    ['connections.csv', ['inventory', '--connections', '--format', 'csv']],
    ['connections.md', ['inventory', '--connections', '--format', 'markdown']],
    ['calls.txt', ['inventory', '--calls']],
    ['calls.json', ['inventory', '--calls', '--format', 'json']],
    ['calls.csv', ['inventory', '--calls', '--format', 'csv']],
    ['calls.md', ['inventory', '--calls', '--format', 'markdown']],
    ['rotate.txt', ['rotate']],
    ['rotate.md', ['rotate', '--format', 'markdown']],
    ['rotate.json', ['rotate', '--format', 'json']],
    ['report.md', ['report', '--format', 'markdown']],
    ['report.html', ['report']],
  ] as const) {
    it(`print ${name}`, async () => {
      const { code, stdout, stderr } = await lockkeeper([...args, 'samples']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      isGolden(name, stdout);
    });
  }

  it('say the same in every format', async () => {
    for (const more of [[], ['--connections']]) {
      const print = async (format: string) =>
        (await lockkeeper(['inventory', 'samples', '--format', format, ...more])).stdout;
      const rows = parseCsv(await print('csv')).length - 1;
      const json = JSON.parse(await print('json')) as { flows?: unknown[]; connections?: unknown[] };
      expect((json.flows ?? json.connections)!.length).toBe(rows);
      expect((await print('markdown')).trimEnd().split('\n')).toHaveLength(rows + 2);
      expect(rows).toBeGreaterThan(3);
    }
  });

  it('fit the width of a terminal', async () => {
    const { stdout } = await lockkeeper(['inventory', 'samples'], { terminal: true, env: { NO_COLOR: '1' } });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(stdout).toContain('…');
  });
});

describe('the calls', () => {
  it('write to a file, and tell the format from its name', async () => {
    const cwd = await folderWith({ 'Workflows/a.json': flow({}) });
    const written = await lockkeeper(['report', '--output', 'r.md'], { cwd });
    expect(written).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Wrote the checklist of 1 flow to r.md.\n',
    });
    expect(await readFile(join(cwd, 'r.md'), 'utf8')).toMatch(/^# Security checklist\n/);
    await lockkeeper(['report', '--output', 'r.html'], { cwd });
    expect(await readFile(join(cwd, 'r.html'), 'utf8')).toMatch(/^<!doctype html>/);
    const list = await lockkeeper(['inventory', '--format', 'csv', '--output', 'i.csv'], { cwd });
    expect(list.stderr).toBe('Wrote 1 flow to i.csv.\n');
    const failed = await lockkeeper(['inventory', '--output', 'no/such/file'], { cwd });
    expect(failed.code).toBe(2);
    expect(failed.stderr).toMatch(/^no\/such\/file cannot be written/);
  });

  it('end with 0 whatever was found, 2 for a wrong call, 3 without a flow', async () => {
    const cwd = await folderWith({ 'other.json': '{"x":1}' });
    const codes = async (args: readonly string[]) => (await lockkeeper(args, { cwd })).code;
    expect(await codes(['inventory'])).toBe(3);
    expect(await codes(['report'])).toBe(3);
    expect(await codes(['inventory', '--format', 'html'])).toBe(2);
    expect(await codes(['report', '--format', 'csv'])).toBe(2);
    expect(await codes(['inventory', '--fail-on', 'error'])).toBe(2);
    expect(await codes(['inventory', 'nowhere'])).toBe(2);
  });

  it('list flows outside of any solution, and files that cannot be read as flows', async () => {
    const cwd = await folderWith({
      'Workflows/a.json': flow({}),
      'Workflows/b.json': '{"properties": {"definition": {"triggers"',
      'Workflows/b.json.data.xml':
        '<Workflow Name="b"><JsonFileName>/Workflows/b.json</JsonFileName><Category>5</Category></Workflow>',
    });
    const { stdout, code } = await lockkeeper(['inventory', '--format', 'json'], { cwd });
    expect(code).toBe(0);
    const { flows, solutions } = JSON.parse(stdout) as {
      flows: Record<string, unknown>[];
      solutions: unknown[];
    };
    expect(solutions).toEqual([]);
    expect(flows.map((one) => [one.solution, one.name, one.file])).toEqual([
      [null, 'a', 'Workflows/a.json'],
      [null, 'b.json', 'Workflows/b.json'],
    ]);
    expect(flows[1]).toMatchObject({ trigger: null, errors: 2 });
    const { stdout: page } = await lockkeeper(['report'], { cwd });
    expect(page).toContain('cannot be read');
  });

  it('obey the config: profile, rules, what is left out', async () => {
    const cwd = await folderWith({
      'Workflows/a.json': flow({ Call: call('http://api.contoso.example/x') }),
      'old/Workflows/b.json': flow({}),
      'lockkeeper.config.json': JSON.stringify({ exclude: ['old/**'], rules: { 'insecure-url': 'off' } }),
    });
    const rows = async (...more: string[]) =>
      (
        JSON.parse((await lockkeeper(['inventory', '--format', 'json', ...more], { cwd })).stdout) as {
          flows: { name: string; errors: number; infos: number }[];
        }
      ).flows;
    expect(await rows()).toMatchObject([{ name: 'a', errors: 0 }]);
    const infos = async (...more: string[]) => (await rows(...more))[0]!.infos;
    expect(await infos('--profile', 'pedantic')).toBeGreaterThan(await infos());
  });

  it('show no secret, wherever its text occurs', async () => {
    const secret = FAKES.hex32!;
    const cwd = await folderWith({
      'Workflows/a.json': flow({
        [`Call_${secret}`]: call('https://api.contoso.example/x', { 'x-api-key': secret }),
      }),
      'Workflows/off/lockkeeper.config.json': JSON.stringify({ rules: { 'hardcoded-secret': 'off' } }),
    });
    for (const args of [
      ['inventory', '--format', 'json'],
      ['inventory', '--connections', '--format', 'csv'],
      ['inventory', '--format', 'markdown'],
      ['report'],
      ['report', '--format', 'markdown'],
      ['report', '--config', 'Workflows/off/lockkeeper.config.json'],
    ]) {
      const { stdout } = await lockkeeper([...args, '.'], { cwd });
      expect(stdout.length).toBeGreaterThan(50);
      expect(stdout.includes(secret), args.join(' ')).toBe(false);
    }
  });
});

describe.skipIf(!hasCorpus)(`real solutions${skipNote}`, () => {
  for (const [folder, solutions, flows, connections] of [
    ['mightora__Power-Platform-DevOps-Extension', 1, 114, 21],
    ['microsoft__powercat-automation-kit', 4, 30, 40],
  ] as const) {
    it(`${folder}: every flow and connection has its row`, async () => {
      const cwd = join(corpusFolder, folder);
      const json = JSON.parse((await lockkeeper(['inventory', '--format', 'json'], { cwd })).stdout) as {
        solutions: unknown[];
        flows: { solution: string | null; owners: unknown[]; connectors: unknown[] }[];
      };
      expect(json.solutions).toHaveLength(solutions);
      expect(json.flows).toHaveLength(flows);
      expect(json.flows.every((one) => one.solution !== null)).toBe(true);
      expect(json.flows.filter((one) => one.owners.length > 0).length).toBeGreaterThan(20);
      const csv = parseCsv(
        (await lockkeeper(['inventory', '--connections', '--format', 'csv'], { cwd })).stdout,
      );
      expect(csv).toHaveLength(connections + 1);
      const settings = csv[0]!.indexOf('Settings');
      expect(csv.slice(1).filter((row) => row[settings] !== '').length).toBeGreaterThan(3);
      const report = await lockkeeper(['report'], { cwd });
      expect({ code: report.code, stderr: report.stderr }).toEqual({ code: 0, stderr: '' });
      expect(htmlProblems(report.stdout)).toEqual([]);
      expect(report.stdout).toContain(`${flows} flows in ${solutions} solution`);
    });
  }

  it('the whole corpus: no output breaks', async () => {
    const options = { cwd: corpusFolder };
    const csv = parseCsv((await lockkeeper(['inventory', '--format', 'csv'], options)).stdout);
    expect(csv.length).toBeGreaterThan(409);
    const files = part(tellingFiles(), 3).map((one) => one.name);
    expect(htmlProblems((await lockkeeper(['report', ...files], options)).stdout)).toEqual([]);
  });
});

function flow(actions: object): string {
  return JSON.stringify({
    properties: {
      connectionReferences: {},
      definition: {
        $schema:
          'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
        contentVersion: '1.0.0.0',
        triggers: { Daily: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
        actions,
      },
    },
    schemaVersion: '1.0.0.0',
  });
}

function call(uri: string, headers = {}) {
  return { type: 'Http', runAfter: {}, inputs: { method: 'POST', uri, headers } };
}
