import { mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/cli/support/environment.ts';
import { LEAKY, pretty } from '../../../test/cli/support/flows.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { azureCommand, githubCommand, ordersIn } from '../../../test/harness/logCommands.ts';
import { createAnalyzer } from '../core/index.ts';
import { REPORT_FORMATS } from '../core/report/options.ts';

const LEAK = '{\n  "flow": 1,\n  "leak": true\n}\n';
const GITHUB = { GITHUB_ACTIONS: 'true' };
const AZURE = { TF_BUILD: 'True' };

const inFolder = async (cwd: string, file: string): Promise<string> => readFile(join(cwd, file), 'utf8');

describe('several formats', () => {
  it('go to a file each, and one to standard output', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const all = REPORT_FORMATS.filter((name) => name !== 'text').flatMap((name) => [
      '--format',
      `${name}=out.${name}`,
    ]);
    const { stdout, stderr, code } = await runInProcess(['check', 'a.json', '--format', 'text', ...all], {
      cwd,
    });
    expect(code).toBe(0);
    expect(stdout).toBe((await runInProcess(['check', 'a.json'], { cwd })).stdout);
    expect(stderr.trimEnd().split('\n')).toHaveLength(REPORT_FORMATS.length - 1);
    for (const name of REPORT_FORMATS.filter((one) => one !== 'text')) {
      const alone = await runInProcess(['check', 'a.json', '--format', name], { cwd });
      expect(await inFolder(cwd, `out.${name}`), name).toBe(alone.stdout);
    }
  });

  it('are written and printed as far as they can be', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const args = [
      'check',
      'a.json',
      '--format',
      'sarif=no/x.sarif',
      '--format',
      'junit=x.xml',
      '--format',
      'text',
    ];
    const { stdout, stderr, code } = await runInProcess(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('no/x.sarif cannot be written: its folder does not exist.\n');
    expect(stdout).toContain('fake-leak');
    expect(await inFolder(cwd, 'x.xml')).toContain('<testsuites');
  });
});

describe('in a pipeline', () => {
  const namesOf = (text: string): string[] => ordersIn(text).map(({ name }) => name);

  it.each([
    ['GitHub Actions', GITHUB, 'warning'],
    ['Azure Pipelines', AZURE, 'task.logissue'],
  ])('%s gets annotations beside the text, where no format is named', async (_, env, order) => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const plain = await runInProcess(['check', 'a.json'], { cwd });
    const { stdout } = await runInProcess(['check', 'a.json'], { cwd, env });
    expect(stdout.startsWith(plain.stdout)).toBe(true);
    expect(namesOf(stdout)).toEqual([order]);
    for (const more of [['--no-annotations'], ['--format', 'text'], ['--format', 'sarif']])
      expect(namesOf((await runInProcess(['check', 'a.json', ...more], { cwd, env })).stdout)).toEqual([]);
    const toFile = await runInProcess(['check', 'a.json', '--output', 'o.txt'], { cwd, env });
    expect(namesOf(toFile.stdout)).toEqual([order]);
  });

  it('baseline check does the same', async () => {
    const cwd = await folderWith({
      'a.json': LEAK,
      'lockkeeper.baseline.json': '{ "version": 1, "findings": [] }',
    });
    const { stdout } = await runInProcess(['baseline', 'check', 'a.json'], { cwd, env: GITHUB });
    expect(namesOf(stdout)).toEqual(['warning']);
    const quiet = await runInProcess(['baseline', 'check', 'a.json', '--no-annotations'], {
      cwd,
      env: GITHUB,
    });
    expect(namesOf(quiet.stdout)).toEqual([]);
  });

  it('writes the summary of the job by itself, behind what stands there', async () => {
    const cwd = await folderWith({ 'a.json': LEAK, 'job.md': 'Before' });
    const env = { ...GITHUB, GITHUB_STEP_SUMMARY: join(cwd, 'job.md') };
    await runInProcess(['check', 'a.json', '--format', 'json'], { cwd, env });
    const once = await inFolder(cwd, 'job.md');
    expect(once).toMatch(/^Before\n## Lockkeeper\n/);
    await runInProcess(['check', 'a.json', '--no-annotations'], { cwd, env });
    expect(await inFolder(cwd, 'job.md')).toBe(once);
    await runInProcess(['check', 'a.json', '--summary', 'own.md'], { cwd, env });
    expect(await inFolder(cwd, 'job.md')).toBe(once);
    expect(await inFolder(cwd, 'own.md')).toMatch(/^## Lockkeeper\n/);
  });

  it('leaves the summary out where there is no room, or no file', async () => {
    const cwd = await folderWith({ 'a.json': LEAK, 'job.md': 'x'.repeat(1024 * 1024 - 50) });
    const env = { ...GITHUB, GITHUB_STEP_SUMMARY: join(cwd, 'job.md') };
    expect((await runInProcess(['check', 'a.json'], { cwd, env })).code).toBe(0);
    expect((await inFolder(cwd, 'job.md')).length).toBe(1024 * 1024 - 50);
    const nowhere = { ...GITHUB, GITHUB_STEP_SUMMARY: join(cwd, 'no', 'job.md') };
    const { code, stderr } = await runInProcess(['check', 'a.json'], { cwd, env: nowhere });
    expect(code).toBe(0);
    expect(stderr).toContain('The summary of the job was not written:');
    expect((await runInProcess(['check', 'a.json', '--summary', 'no/s.md'], { cwd })).code).toBe(2);
  });

  it('Azure Pipelines is told of a summary, and of issues that fail nothing', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const run = async (...args: string[]) =>
      (await runInProcess(['check', 'a.json', ...args], { cwd })).stdout;
    const orders = ordersIn(await run('--format', 'azure', '--summary', 's.md'));
    expect(orders.map(({ name, data }) => [name, data])).toEqual([
      ['task.logissue', expect.stringContaining('The step shows fake-leak.')],
      ['task.uploadsummary', join(cwd, 's.md')],
      ['task.complete', 'There are findings.'],
    ]);
    expect(namesOf(await run('--format', 'azure', '--fail-on', 'warning'))).toEqual(['task.logissue']);
  });

  it('takes no orders from names, on standard error either', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    for (const name of [
      '::set-output name=x::y',
      'a\n::add-mask::x',
      '##vso[task.setvariable variable=a]b',
    ]) {
      const { stdout, stderr } = await runInProcess(['check', 'a.json', name], { cwd, env: GITHUB });
      expect(stderr).toContain('does not exist and was passed over.');
      expect(ordersIn(stderr)).toEqual([]);
      expect(namesOf(stdout)).toEqual(['warning']);
    }
  });
});

describe('paths', () => {
  const filesOf = async (cwd: string, args: readonly string[], env: Record<string, string> = {}) => {
    const { stdout } = await runInProcess(['check', ...args], { cwd, env });
    return stdout.split('\n').flatMap((line) => githubCommand(line)?.properties.get('file') ?? []);
  };

  it('start at the root of the repository where pipelines read them, else at the working directory', async () => {
    const root = await folderWith({ 'src/ä b/a.json': LEAK, 'c.json': LEAK });
    const cwd = join(root, 'src');
    expect(await filesOf(cwd, ['.', '../c.json', '--format', 'github'])).toEqual([
      'src/ä b/a.json',
      'c.json',
    ]);
    const run = async (format: string) => (await runInProcess(['check', '--format', format], { cwd })).stdout;
    expect(JSON.parse(await run('json')).findings[0].file).toBe('ä b/a.json');
    expect(await run('text')).toContain('ä b/a.json');
    expect(JSON.parse(await run('codequality'))[0].location.path).toBe('src/ä b/a.json');
    expect(await run('junit')).toContain('<testsuite name="src/ä b/a.json"');
    expect(await run('markdown')).toContain('| src/ä b/a.json |');
    expect(azureCommand((await run('azure')).split('\n')[0]!)!.properties.get('sourcepath')).toBe(
      'src/ä b/a.json',
    );
    const [result] = JSON.parse(await run('sarif')).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'src/%C3%A4%20b/a.json',
      uriBaseId: '%SRCROOT%',
    });
  });

  it('start at the folder of the checkout, whatever lies around it', async () => {
    const root = await realpath(
      await folderWith({ 'work/src/a.json': LEAK, 'work/own/.git/HEAD': '', 'work/own/b.json': LEAK }),
    );
    const args = ['--format', 'github'];
    const env = (name: string) => ({ [name]: join(root, 'work') });
    expect(await filesOf(join(root, 'work/src'), args)).toEqual(['work/src/a.json']);
    for (const name of ['GITHUB_WORKSPACE', 'BUILD_SOURCESDIRECTORY', 'CI_PROJECT_DIR'])
      expect(await filesOf(join(root, 'work/src'), args, env(name))).toEqual(['src/a.json']);
    expect(await filesOf(join(root, 'work/own'), args, env('GITHUB_WORKSPACE'))).toEqual(['b.json']);
    // Of another folder it says nothing.
    await mkdir(join(root, 'other'));
    expect(await filesOf(join(root, 'work/src'), args, { GITHUB_WORKSPACE: join(root, 'other') })).toEqual([
      'work/src/a.json',
    ]);
  });
});

describe('links', () => {
  it.each([
    ['a file', 'out.md'],
    ['a folder', 'folder/out.md'],
  ])('below the root of the repository are not written through: %s', async (_, output) => {
    const outside = await folderWith({ 'kept.md': 'kept', 'out.md': 'kept' });
    const cwd = await folderWith({ 'a.json': LEAK });
    await symlink(join(outside, 'kept.md'), join(cwd, 'out.md'));
    await symlink(outside, join(cwd, 'folder'));
    for (const args of [
      ['--output', output],
      ['--format', `sarif=${output}`],
      ['--summary', output],
    ]) {
      const { code, stderr } = await runInProcess(['check', 'a.json', ...args], { cwd });
      expect([code, stderr]).toEqual([
        2,
        `${output} cannot be written: it is reached through a symbolic link.\n`,
      ]);
    }
    expect(await inFolder(outside, 'kept.md')).toBe('kept');
    expect(await inFolder(outside, 'out.md')).toBe('kept');
  });

  it("are nobody else's business", async () => {
    const outside = await folderWith({ 'real.md': '' });
    await symlink(join(outside, 'real.md'), join(outside, 'link.md'));
    const cwd = await folderWith({ 'a.json': LEAK });
    const { code } = await runInProcess(['check', 'a.json', '--output', join(outside, 'link.md')], { cwd });
    expect(code).toBe(0);
    expect(await inFolder(outside, 'real.md')).toContain('fake-leak');
    await writeFile(join(cwd, 'own.md'), '');
    expect((await runInProcess(['check', 'a.json', '--output', 'own.md'], { cwd })).code).toBe(0);
  });
});

it('tells the six points of each flow, and in JUnit what is clean', async () => {
  const cwd = await folderWith({
    'Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json': pretty(LEAKY),
  });
  const run = async (format: string) =>
    (await runInProcess(['check', '--format', format], { cwd, analyzer: createAnalyzer() })).stdout;
  expect(await run('markdown')).toMatch(
    /\| Flow \| Secured inputs and outputs \|[^\n]*\n[^\n]*\n\| Orders \| ✗ \|/,
  );
  const junit = await run('junit');
  expect(junit).toContain(
    '<testcase name="secret-read-unsecured" classname="Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666">',
  );
  expect(junit).toMatch(/<testcase name="secret-in-variable" [^>]*\/>/);
  // It looks at the files beside the flows alone.
  expect(junit).not.toContain('name="unreadable-solution-file"');
});
