// A repository brings its own configuration, which can name programs. Each attack is first shown to work on plain git.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/cli/support/environment.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { commit, GIT_ENV, git, HAS_GIT, put, repositoryWith } from '../../../test/cli/support/repository.ts';
import { findGit } from './node/program.ts';
import { nodeGit } from './node/runner.ts';
import { Repository } from './repository.ts';

const POSSIBLE = HAS_GIT && process.platform !== 'win32';
const FILE = 'Workflows/a.json';

/** A repository with two commits and an uncommitted change, and a program that leaves a trace when it is run. */
async function hostile() {
  const folder = await repositoryWith({ [FILE]: '1\n', 'b.json': '1\n' });
  await put(folder, { [FILE]: '2\n' });
  commit(folder);
  await put(folder, { [FILE]: '3\n', 'new.json': '1\n' });
  const trace = join(folder, '.git', 'trace');
  const program = join(folder, '.git', 'program.sh');
  await writeFile(program, `#!/bin/sh\necho ran >> '${trace}'\nexit 0\n`);
  await chmod(program, 0o755);
  return {
    folder,
    program,
    /** Whether the program was run since the last question. */
    async ran(): Promise<boolean> {
      return unlink(trace).then(
        () => true,
        () => false,
      );
    },
  };
}

/** Asks all that we ever ask. */
async function askAll(folder: string): Promise<void> {
  const repository = await Repository.around(nodeGit({ ...process.env, ...GIT_ENV }, folder), folder, '.');
  const [head, before] = [await repository.resolve('HEAD'), await repository.resolve('HEAD~1')];
  expect(await repository.mergeBase(before, head, ['HEAD~1', 'HEAD'])).toBe(before);
  const tree = await repository.tree(head);
  expect(tree.length).toBeGreaterThan(1);
  expect((await repository.changes(before, head)).length).toBeGreaterThan(0);
  expect((await repository.files()).length).toBeGreaterThan(2);
  const blobs = repository.blobs();
  for (const { id } of tree) await blobs.read(id);
  blobs.close();
}

/** A whole call of the command line that asks for what was touched, and compares. */
async function checkTouched(folder: string): Promise<void> {
  const args = ['--changed', '--base', 'HEAD~1', '--compare-base', 'HEAD~1', '--format', 'json'];
  const { code, stdout } = await runInProcess(['check', ...args], { cwd: folder, env: GIT_ENV });
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { touchedSince: 'HEAD~1', base: 'HEAD~1' }]);
}

/** Plain git, whatever it ends with. */
function plainly(folder: string, ...args: string[]): void {
  try {
    git(folder, ...args);
  } catch {
    // What counts is what it has run.
  }
}

type Hostile = Awaited<ReturnType<typeof hostile>>;

interface Attack {
  readonly plant: (at: Hostile) => void | Promise<void>;
  /** What a user would do for it to work. */
  readonly plain: (folder: string) => void;
}

/** Without this much, git trusts the time of a file and does not look into it. */
const touched = (folder: string): Promise<void> => utimes(join(folder, 'b.json'), 1, 1);

const filtered =
  (kind: string) =>
  async (at: Hostile): Promise<void> => {
    await put(at.folder, { '.gitattributes': '*.json filter=evil diff=evil\n' });
    git(at.folder, 'config', `filter.evil.${kind}`, at.program);
    await touched(at.folder);
  };

const ATTACKS: Readonly<Record<string, Attack>> = {
  'a file system monitor': {
    plant: (at) => void git(at.folder, 'config', 'core.fsmonitor', at.program),
    plain: (folder) => plainly(folder, 'status'),
  },
  'a hook': {
    async plant({ folder, program }) {
      await mkdir(join(folder, 'hooks'));
      git(folder, 'config', 'core.hooksPath', 'hooks');
      execFileSync('cp', [program, join(folder, 'hooks', 'post-index-change')]);
      await touched(folder);
    },
    plain: (folder) => plainly(folder, 'status'),
  },
  'an external diff': {
    plant: (at) => void git(at.folder, 'config', 'diff.external', at.program),
    plain: (folder) => plainly(folder, 'diff'),
  },
  'a text conversion': {
    async plant(at) {
      await put(at.folder, { '.gitattributes': '*.json diff=evil\n' });
      git(at.folder, 'config', 'diff.evil.textconv', at.program);
    },
    plain: (folder) => plainly(folder, 'diff'),
  },
  'a diff driver': {
    async plant(at) {
      await put(at.folder, { '.gitattributes': '*.json diff=evil\n' });
      git(at.folder, 'config', 'diff.evil.command', at.program);
    },
    plain: (folder) => plainly(folder, 'diff'),
  },
  'a clean filter': { plant: filtered('clean'), plain: (folder) => plainly(folder, 'status') },
  'a filter process': { plant: filtered('process'), plain: (folder) => plainly(folder, 'status') },
  'a smudge filter': {
    plant: filtered('smudge'),
    plain: (folder) => plainly(folder, 'checkout', 'HEAD~1', '--', FILE),
  },
  'an alias': {
    plant(at) {
      for (const name of ['evil', 'rev-parse', 'ls-files', 'ls-tree', 'cat-file', 'diff-tree', 'merge-base'])
        git(at.folder, 'config', `alias.${name}`, `!${at.program}`);
    },
    plain: (folder) => plainly(folder, 'evil'),
  },
  'a configuration that includes another': {
    async plant(at) {
      await writeFile(join(at.folder, 'more'), `[core]\n\tfsmonitor = ${at.program}\n`);
      git(at.folder, 'config', 'include.path', '../more');
    },
    plain: (folder) => plainly(folder, 'status'),
  },
};

describe.skipIf(!POSSIBLE)('nothing of a repository is executed', () => {
  for (const [name, { plant, plain }] of Object.entries(ATTACKS)) {
    it(`by ${name}`, async () => {
      const at = await hostile();
      await plant(at);
      // Both are asked twice: what plain git has run may leave another state.
      await askAll(at.folder);
      await checkTouched(at.folder);
      expect(await at.ran()).toBe(false);
      plain(at.folder);
      expect([name, await at.ran()]).toEqual([name, true]);
      await askAll(at.folder);
      expect(await at.ran()).toBe(false);
    });
  }

  it.each([
    ['the program of another side', 'remote.origin.uploadpack', '/nowhere'],
    ['a way to connect', 'core.sshCommand', 'ssh://example.invalid/x'],
  ])('by %s, for what a partial clone lacks', async (_, key, url) => {
    const { folder, program, ran } = await hostile();
    const missing = git(folder, 'rev-parse', `HEAD:${FILE}`).trim();
    await rm(join(folder, '.git', 'objects', missing.slice(0, 2), missing.slice(2)));
    git(folder, 'config', 'core.repositoryFormatVersion', '1');
    git(folder, 'config', 'extensions.partialClone', 'origin');
    git(folder, 'config', 'remote.origin.promisor', 'true');
    git(folder, 'config', 'remote.origin.url', url);
    git(folder, 'config', key, program);
    await askAll(folder);
    expect(await ran()).toBe(false);
    plainly(folder, 'cat-file', '-p', missing);
    expect(await ran()).toBe(true);
  });

  const hasTerminal = spawnSync('script', ['--version']).status === 0;
  it.skipIf(!hasTerminal)('by a pager', async () => {
    const { folder, program, ran } = await hostile();
    git(folder, 'config', 'core.pager', program);
    await askAll(folder);
    expect(await ran()).toBe(false);
    spawnSync('script', ['-qec', 'git log', '/dev/null'], {
      cwd: folder,
      env: { ...process.env, ...GIT_ENV },
    });
    expect(await ran()).toBe(true);
  });

  it('by a revision that is an option', async () => {
    const { folder } = await hostile();
    const repository = await Repository.around(nodeGit(process.env, folder), folder, '.');
    for (const option of [
      '--output=written',
      '--upload-pack=touch written',
      '-h',
      '--show-toplevel',
      '--all',
    ])
      expect([option, await repository.find(option)]).toEqual([option, undefined]);
    await expect(stat(join(folder, 'written'))).rejects.toThrow();
    git(folder, 'diff', '--output=written', 'HEAD');
    await stat(join(folder, 'written'));
  });

  it('by a program called git that lies in it', async () => {
    const { folder, program, ran } = await hostile();
    await mkdir(join(folder, 'node_modules', '.bin'), { recursive: true });
    for (const place of ['', 'node_modules/.bin']) {
      execFileSync('cp', [program, join(folder, place, 'git')]);
      const PATH = `${join(folder, place)}:${process.env.PATH}`;
      await Repository.around(nodeGit({ ...process.env, PATH }, folder), folder, '.');
      expect(await ran()).toBe(false);
      spawnSync('git', ['--version'], { cwd: folder, env: { PATH } });
      expect(await ran()).toBe(true);
    }
    const elsewhere = await folderWith({});
    const PATH = `.:${join(folder, 'node_modules', '.bin')}:`;
    expect(findGit({ PATH }, elsewhere)).toBeUndefined();
  });
});
