// The built action over the checkout of a pull request, with the variables that a runner sets.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLEAN, HARDCODED, LEAKY, PLANTED_KEY, pretty } from '../cli/support/flows.ts';
import { HAS_GIT } from '../cli/support/repository.ts';
import { sarifProblems } from '../cli/support/sarifSchema.ts';
import { freshBundle } from '../harness/bundles.ts';
import { type Ran, runAction } from './support/action.ts';
import { pullRequest } from './support/repository.ts';
import { commandsOf } from './support/runner.ts';

const NEW = 'src/Workflows/New one-0A1B2C3D-1111-2222-3333-444455556666.json';
const OLD = 'src/Workflows/Old-0A1B2C3D-1111-2222-3333-444455557777.json';
const PULL_REQUEST = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };

let program: string;
let cli: string;

beforeAll(async () => {
  program = await freshBundle('action.js');
  cli = await freshBundle('cli.js');
});

/** Files of the errors that the job shows. */
const annotated = ({ stdout }: Ran): string[] =>
  commandsOf(stdout).flatMap(({ name, properties }) => (name === 'error' ? [properties.file ?? ''] : []));
const counts = ({ job }: Ran): Record<string, string> => Object.fromEntries(job.outputs());

describe.skipIf(!HAS_GIT)('the action', () => {
  const checkout = pullRequest({ [OLD]: pretty(LEAKY), [NEW]: pretty(CLEAN) }, { [NEW]: pretty(HARDCODED) });
  const act = (inputs: Readonly<Record<string, string>>, env = {}): Ran =>
    runAction(program, checkout, inputs, env);

  it('checks the workspace, annotates, writes the summary, and fails for errors', () => {
    const ran = act({});
    expect(ran.code, ran.stdout).toBe(1);
    expect(new Set(annotated(ran))).toEqual(new Set([NEW, OLD]));
    expect(ran.job.summary()).toContain('New one');
    expect(counts(ran)).toMatchObject({ fixed: '0', 'sarif-file': '' });
    expect(counts(ran).new).toBe(counts(ran).findings);
    expect(counts(ran).errors).toBe(String(annotated(ran).length));
    expect(ran.stdout + ran.job.summary()).not.toContain(PLANTED_KEY);
  });

  it('tells what is new since the target branch of the pull request', () => {
    const ran = act({ 'new-only': 'true', 'fail-on': 'new' }, PULL_REQUEST);
    expect(ran.code, ran.stdout).toBe(1);
    expect(new Set(annotated(ran))).toEqual(new Set([NEW]));
    expect(counts(ran)).toMatchObject({ findings: '4', new: '3', fixed: '0' });
    expect(ran.job.summary()).toContain('3 new, 1 known');
    expect(ran.job.summary()).not.toContain('### src/Workflows/Old');
  });

  it('compares with a base that is named', () => {
    const ran = act({ base: 'origin/main' });
    expect(Number(counts(ran).new)).toBeLessThan(Number(counts(ran).findings));
    expect(act({ base: 'HEAD', 'new-only': 'true' })).toMatchObject({ code: 0 });
    expect(act({ base: 'origin/main', 'fail-on': 'never' })).toMatchObject({ code: 0 });
  });

  it('writes SARIF into the workspace', () => {
    const ran = act({ path: OLD, sarif: 'out.sarif', profile: 'team', 'fail-on': 'never' });
    expect(ran.code, ran.stdout).toBe(0);
    expect(counts(ran)['sarif-file']).toBe('out.sarif');
    const sarif = JSON.parse(readFileSync(path.join(checkout.workspace, 'out.sarif'), 'utf8'));
    expect(sarifProblems(sarif)).toEqual([]);
    expect(sarif.runs[0].results).toHaveLength(Number(counts(ran).findings));
    rmSync(path.join(checkout.workspace, 'out.sarif'));
  });

  it('knows what a baseline knows', () => {
    const written = spawnSync(process.execPath, [cli, 'baseline', 'write', '--baseline', 'known.json'], {
      cwd: checkout.workspace,
      encoding: 'utf8',
    });
    expect(written.status, written.stderr).toBe(0);
    const ran = act({ baseline: 'known.json' });
    rmSync(path.join(checkout.workspace, 'known.json'));
    expect(ran.code, ran.stdout).toBe(0);
    expect(counts(ran)).toMatchObject({ findings: '3', new: '0' });
    expect(annotated(ran)).toEqual([]);
    expect(act({ baseline: 'known.json' })).toMatchObject({ code: 2 });
  });

  it('writes no summary where none is wanted, and needs no file of the runner', () => {
    expect(act({ summary: 'false' }).job.summary()).toBe('');
    const bare = act({}, { GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: '', RUNNER_TEMP: undefined });
    expect(bare.code, bare.stdout).toBe(1);
    expect(annotated(bare)).not.toEqual([]);
  });

  it('leaves nothing behind', () => {
    act({});
    expect(readdirSync(checkout.temp).sort()).toEqual(['output.txt', 'summary.md']);
  });

  it.each<[string, Record<string, string>, number, RegExp]>([
    ['an input that is none', { 'new-only': 'maybe' }, 2, /^The input "new-only" must be true or false\.$/],
    ['a revision that is none', { base: 'nowhere' }, 2, /^The check was not started/],
    ['no flow', { path: '.git' }, 3, /^The input "path" leads to no flow\.$/],
  ])('says of %s what is wrong, and gives no outputs that tell otherwise', (_, inputs, code, message) => {
    const ran = act({ sarif: 'out.sarif', ...inputs });
    expect(ran.code, ran.stdout).toBe(code);
    const said = commandsOf(ran.stdout).filter(({ name }) => name === 'error');
    expect(said).toEqual([
      { name: 'error', properties: { title: 'Lockkeeper' }, message: expect.stringMatching(message) },
    ]);
    if (code === 2) expect(counts(ran)).toEqual({});
  });
});

describe.skipIf(!HAS_GIT || process.platform === 'win32')('hostile names', () => {
  const PLANTED = '\n::error title=planted::planted\n::set-output name=new::planted\n##[add-path]/planted\n';
  const flow = JSON.stringify(HARDCODED).replaceAll(
    'Send_order',
    JSON.stringify(`Send${PLANTED}`).slice(1, -1),
  );
  const FILE = `Workflows/New${PLANTED.replaceAll('/', '-')}x-0A1B2C3D-1111-2222-3333-444455556666.json`;
  const checkout = pullRequest({ 'README.md': '' }, { [FILE]: flow, '--output=x/Workflows/a.json': flow });

  it('give no orders to the runner, and set no output', () => {
    const ran = runAction(program, checkout, { sarif: 'a\u2028new=planted' });
    expect(ran.code, ran.stdout).toBe(1);
    const commands = commandsOf(ran.stdout);
    expect(commands.filter(({ properties }) => properties.title === 'planted')).toEqual([]);
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['error']));
    expect([...ran.job.outputs().keys()]).toEqual([
      'findings',
      'errors',
      'warnings',
      'new',
      'fixed',
      'sarif-file',
    ]);
    expect(ran.job.outputs().get('new')).toMatch(/^\d+$/);
    expect(ran.job.summary()).not.toMatch(/^::|^##\[/m);
  });

  it('are no options', () => {
    const ran = runAction(program, checkout, { path: '--output=x' });
    expect(ran.code, ran.stdout).toBe(1);
    expect(new Set(annotated(ran))).toEqual(new Set(['--output=x/Workflows/a.json']));
    expect(existsSync(path.join(checkout.workspace, 'x'))).toBe(false);
  });
});
