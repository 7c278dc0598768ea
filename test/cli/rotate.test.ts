// `lockkeeper rotate`: what stands in the files, and what stood there before. The samples are in inventory.test.ts.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { FAKES } from '../harness/fakes.ts';
import { readSolutionFixture } from '../harness/solutionFixture.ts';
import { runInProcess } from './support/environment.ts';
import { CLEAN, HARDCODED, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { commit, git, HAS_GIT, put, repositoryWith } from './support/repository.ts';

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

  it('tells two secrets of one text apart, each with where it is replaced', async () => {
    const text = `${FAKES.awsKeyId}:${FAKES.awsSecret} and ${FAKES.githubToken}`;
    const flow = structuredClone(CLEAN) as {
      properties: { definition: { actions: { Compose: { inputs: string } } } };
    };
    flow.properties.definition.actions.Compose.inputs = text;
    const cwd = await folderWith({ 'Workflows/a.json': pretty(flow) });
    const all = (await rows([], cwd)) as readonly (Row & { where: string })[];
    expect(all.map(({ kind, where }) => `${kind} | ${where}`)).toEqual([
      'AWS secret access key | AWS console: IAM, Users, Security credentials',
      'GitHub token | GitHub: Settings, Developer settings',
    ]);
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

  it('lists secrets of files beside the flows, masked', async () => {
    const { files } = readSolutionFixture(`=== solution Orders
=== src/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json
{ "Note": { "type": "Compose", "inputs": 1, "runAfter": {} } }
=== src/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml
<environmentvariabledefinition schemaname="abc_ApiKey"><type>100000000</type></environmentvariabledefinition>
=== deploymentSettings.json
{ "EnvironmentVariables": [{ "SchemaName": "abc_ApiKey", "Value": "{{hex32}}" }], "ConnectionReferences": [] }`);
    const cwd = await folderWith(files);
    const [row, ...more] = await rows([], cwd);
    expect(more).toEqual([]);
    expect(row?.places).toMatchObject([{ file: 'deploymentSettings.json', line: 1, step: null }]);
    expect(row?.masked).not.toContain(FAKES.hex32);
    expect((await rotate([], cwd)).stdout).not.toContain(FAKES.hex32);
  });
});

describe.skipIf(!HAS_GIT)('lockkeeper rotate --base with a revision', () => {
  const FLOW = 'flows/Workflows/a.json';

  it('lists what stood in the same files then, and says where', async () => {
    const cwd = await repositoryWith({ [FLOW]: pretty(HARDCODED) });
    git(cwd, 'tag', 'before');
    await put(cwd, { [FLOW]: pretty(CLEAN) });
    commit(cwd);
    expect(await rows(['flows'], cwd)).toEqual([]);
    for (const base of ['before', 'HEAD~1']) {
      const gone = await rows(['flows', '--base', base], cwd);
      expect(gone.map(({ inFiles, places }) => [inFiles, places[0]!.file])).toEqual([
        [false, `${base}:${FLOW}`],
      ]);
    }
    expect(await rows(['.', '--base', 'before'], join(cwd, 'flows'))).toHaveLength(1);
  });

  it('takes nothing for gone that a sparse checkout leaves out', async () => {
    const cwd = await repositoryWith({ [FLOW]: pretty(HARDCODED), 'other/Workflows/b.json': pretty(CLEAN) });
    git(cwd, 'sparse-checkout', 'set', '--no-cone', '/other/');
    const [row] = await rows(['.', '--base', 'HEAD'], cwd);
    expect([row!.inFiles, row!.places[0]!.file]).toEqual([true, FLOW]);
  });

  it('lets a folder that is there go before a revision', async () => {
    const cwd = await repositoryWith({ [FLOW]: pretty(HARDCODED), 'before/Workflows/b.json': pretty(CLEAN) });
    git(cwd, 'tag', 'before');
    await put(cwd, { [FLOW]: pretty(CLEAN) });
    expect(await rows(['flows', '--base', 'before'], cwd)).toEqual([]);
    expect(await rows(['flows', '--base', 'refs/tags/before'], cwd)).toHaveLength(1);
  });

  it('passes over paths that were not there then', async () => {
    const cwd = await repositoryWith({ [FLOW]: pretty(HARDCODED) });
    await put(cwd, { 'new/Workflows/b.json': pretty(CLEAN) });
    const { code, stderr } = await rotate(['new', '--base', 'HEAD'], cwd);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('says what is wrong where there is neither', async () => {
    const cwd = await repositoryWith({ [FLOW]: pretty(CLEAN) });
    expect(await rotate(['--base', 'nothing'], cwd)).toMatchObject({
      code: 2,
      stderr: 'There is no folder "nothing". The repository knows no revision "nothing".\n',
    });
  });
});
