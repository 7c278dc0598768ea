// The workflows of the project itself: what they may do, and what they call.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HAS_GIT } from '../cli/support/repository.ts';
import { read, repoRoot } from '../meta/sources.ts';
import { packages } from './support/packed.ts';
import { faultsOf, stepsOf, type Workflow, workflowOf } from './support/workflows.ts';

const FOLDER = '.github/workflows';
const texts = new Map(
  readdirSync(path.join(repoRoot, FOLDER)).map((name) => [name, read(`${FOLDER}/${name}`)]),
);
const workflow = (name: string): Workflow => workflowOf(texts.get(name)!);

describe('each workflow', () => {
  it.each([...texts])('%s is pinned, has few rights, and keeps expressions out of scripts', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([...texts.keys()])('%s ends in any case', (name) => {
    for (const job of Object.values(workflow(name).jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it.each<[string, string, RegExp]>([
    ['a version in place of a commit', 'steps: [{ uses: actions/cache@v4 }]', /not pinned/],
    ['an expression in a script', 'steps: [{ run: "echo ${{ github.head_ref }}" }]', /expression/],
    [
      'one in a script of an action',
      'steps: [{ uses: actions/github-script@v8, with: { script: "${{ github.head_ref }}" } }]',
      /expression/,
    ],
    ['more rights than needed', 'permissions: { packages: write }\n    steps: []', /packages: write/],
    ['no machine', 'steps: []', /nowhere/],
    ['a token that stays', `steps: [{ uses: actions/checkout@${'a'.repeat(40)} }]`, /token/],
    ['a pin without its version', `steps: [{ uses: a/b@${'a'.repeat(40)} }]`, /version/],
  ])('would not pass with %s', (_, job, fault) => {
    const text = `on: push\npermissions: { contents: read }\njobs:\n  one:\n    ${job}\n`;
    expect(faultsOf(text).join('\n')).toMatch(fault);
  });

  it('would not pass without rights that it names, or for strangers', () => {
    expect(faultsOf('on: pull_request_target\njobs: {}')).toHaveLength(3);
  });
});

describe('test.yml', () => {
  it('runs on the three systems, packs, and uses the action of the checkout', () => {
    const { jobs } = workflow('test.yml');
    expect(JSON.stringify(jobs.test)).toContain('["ubuntu-latest","windows-latest","macos-latest"]');
    const scripts = stepsOf(workflow('test.yml')).flatMap(({ run }) => run ?? []);
    expect(scripts).toEqual(expect.arrayContaining(['npm ci', 'npm test', 'npm run package']));
    expect(jobs.action!.steps.find(({ uses }) => uses === './')?.with).toMatchObject({ path: 'samples' });
  });

  it('calls stages of npm test that there are', () => {
    const stages = /--only=([\w,-]+)/.exec(texts.get('test.yml')!)![1]!.split(',');
    expect(stages.filter((stage) => !read('scripts/test.mjs').includes(`name: '${stage}'`))).toEqual([]);
  });
});

describe.skipIf(!HAS_GIT)('release.yml', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-release-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8' });

  it('may write only where nothing of the project runs', () => {
    const { permissions, jobs } = workflow('release.yml');
    expect(permissions).toEqual({});
    expect(jobs.build!.permissions).toEqual({ contents: 'read' });
    expect(jobs.publish!.permissions).toEqual({ contents: 'write' });
    expect(JSON.stringify(jobs.publish)).not.toMatch(/npm|node |\.mjs/);
  });

  it('takes the tag of the version in the manifest alone', () => {
    const check = workflow('release.yml').jobs.build!.steps.find(({ name }) => name?.startsWith('The tag'))!;
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const run = (tag: string): void =>
      void execFileSync('bash', ['-e', '-c', check.run!], {
        cwd: repoRoot,
        env: { ...env, GITHUB_REF_NAME: tag },
      });
    run(`release/${version}`);
    expect(() => run('release/9.9.9')).toThrow();
  });

  // The runner of this job is Linux.
  it.skipIf(process.platform === 'win32')('puts what a release holds on its tags, and nothing else', () => {
    const origin = path.join(folder, 'origin.git');
    const source = path.join(folder, 'source');
    mkdirSync(origin);
    git(origin, 'init', '--quiet', '--bare');
    mkdirSync(path.join(source, 'server'), { recursive: true });
    git(source, 'init', '--quiet', '--initial-branch=main');
    git(source, 'remote', 'add', 'origin', origin);
    writeFileSync(path.join(source, '.gitignore'), 'dist/\n');
    writeFileSync(path.join(source, 'server/main.ts'), '');
    git(source, 'add', '.');
    git(source, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'Begin');
    const built = git(source, 'rev-parse', 'HEAD').trim();
    cpSync(packages().release, path.join(folder, 'packed/release'), { recursive: true });

    const step = workflow('release.yml').jobs.publish!.steps.find(
      ({ name }) => name === 'Put the release on its tags',
    )!;
    // As the runner starts a script for bash.
    const run = (tag: string): void =>
      void execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run!], {
        cwd: source,
        env: { ...env, GITHUB_REF_NAME: tag, GITHUB_SHA: built },
        stdio: 'pipe',
      });
    run('release/0.1.0');
    const files = git(origin, 'ls-tree', '-r', '--name-only', 'v0.1.0').trim().split('\n');
    const expected = readdirSync(packages().release, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => path.relative(packages().release, path.join(one.parentPath, one.name)));
    expect(files.sort()).toEqual(expected.sort());
    expect(files).toEqual(
      expect.arrayContaining([
        'action.yml',
        'dist/action.js',
        'dist/cli.js',
        '.pre-commit-hooks.yaml',
        'package.json',
      ]),
    );
    const before = git(origin, 'rev-parse', 'v0');
    expect(before).toBe(git(origin, 'rev-parse', 'v0.1.0'));
    expect(git(origin, 'log', '--format=%B', 'v0.1.0').trim()).toBe(`Release 0.1.0\n\nBuilt from ${built}.`);
  });
});
