// `lockkeeper rotate`: what stands in the files, and what stood there before. The samples are in inventory.test.ts.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { FAKES } from '../harness/fakes.ts';
import { runInProcess } from './support/environment.ts';
import { CLEAN, HARDCODED, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';

const rotate = (args: readonly string[], cwd: string) =>
  runInProcess(['rotate', ...args], { cwd, analyzer: createAnalyzer() });

interface Row {
  readonly kind: string;
  readonly masked: string;
  readonly inFiles: boolean;
  readonly places: readonly { readonly file: string; readonly line: number; readonly step: string | null }[];
}

async function rows(args: readonly string[], cwd: string): Promise<readonly Row[]> {
  const { stdout } = await rotate(['--format', 'json', ...args], cwd);
  expect(stdout).not.toContain(PLANTED_KEY);
  return (JSON.parse(stdout) as { secrets: Row[] }).secrets;
}

describe('lockkeeper rotate', () => {
  it('lists a secret once, however often it stands there, with what is ignored', async () => {
    const ignore = [{ rule: 'hardcoded-secret', file: '**', reason: 'Known' }];
    const cwd = await folderWith({
      'Workflows/a.json': pretty(HARDCODED),
      'Workflows/b.json': pretty(HARDCODED),
      'lockkeeper.config.json': JSON.stringify({ ignore }),
    });
    const all = await rows([], cwd);
    const own = all.find((one) => one.places.some(({ file }) => file.endsWith('b.json')));
    expect(own?.places.map(({ file }) => file)).toEqual(
      expect.arrayContaining([join('Workflows', 'a.json'), join('Workflows', 'b.json')]),
    );
    expect(all.every(({ inFiles }) => inFiles)).toBe(true);
  });

  it('lists what a repair took out of the files as well, and where it stood', async () => {
    const cwd = await folderWith({
      'before/Workflows/a.json': pretty(HARDCODED),
      'now/Workflows/a.json': pretty(CLEAN),
    });
    expect(await rows(['now'], cwd)).toEqual([]);
    const gone = await rows(['now', '--base', 'before'], cwd);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.every(({ inFiles }) => !inFiles)).toBe(true);
    expect(gone[0]!.places[0]!.file).toBe(join('before', 'Workflows', 'a.json'));
    const text = (await rotate(['now', '--base', 'before'], cwd)).stdout;
    expect(text).toContain('no longer in the files');
  });

  it('says so where there is none, and where there is no flow', async () => {
    const cwd = await folderWith({ 'Workflows/a.json': pretty(CLEAN), 'empty/x.txt': '' });
    expect(await rotate([], cwd)).toMatchObject({ code: 0, stdout: 'No secret stands in the files.\n' });
    expect((await rotate(['empty'], cwd)).code).toBe(3);
  });

  it('masks secrets of files beside the flows', async () => {
    const cwd = await folderWith({
      'Workflows/a.json': pretty(CLEAN),
      'deploymentSettings.json': JSON.stringify({
        EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: FAKES.hex32 }],
        ConnectionReferences: [],
      }),
    });
    const { stdout } = await rotate([], cwd);
    expect(stdout).not.toContain(FAKES.hex32);
  });
});
