import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { commit, GIT_ENV, git, HAS_GIT, put, repositoryWith } from '../../../test/cli/support/repository.ts';
import { baseOf } from './base.ts';
import { nodeGit } from './node/runner.ts';
import { Repository } from './repository.ts';
import type { GitRunner } from './runner.ts';

const ENV = { ...process.env, ...GIT_ENV };
const around = (folder: string, runner = nodeGit(ENV, folder)) => Repository.around(runner, folder, 'x');
const message = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  );

describe('where git does not answer, one sentence says why', () => {
  const answering = (stderr: string): GitRunner => ({
    run: async () => ({ code: 128, stdout: new Uint8Array(), stderr }),
    start: () => {
      throw new Error('not asked');
    },
  });

  it('without git', async () => {
    const folder = await folderWith({});
    expect(await message(around(folder, nodeGit({ PATH: folder }, '/nowhere')))).toBe(
      'git was not found on PATH: install it, or make the call without what compares with a revision.',
    );
  });

  it('in a repository of somebody else', async () => {
    const stderr = "fatal: detected dubious ownership in repository at '/srv/flows'\nTo add an exception …";
    expect(await message(around('/srv/flows', answering(stderr)))).toBe(
      'git does not open the repository of x, because it belongs to another user: run git config --global --add safe.directory "/srv/flows".',
    );
  });

  it.skipIf(!HAS_GIT || process.getuid?.() !== 0)('in one that is really of somebody else', async () => {
    const folder = await repositoryWith({ 'a.json': '1' });
    await chown(folder, 12345, 12345);
    expect(await message(around(folder))).toContain(`safe.directory "${folder}"`);
  });

  it('for any other reason, with the first line of it', async () => {
    expect(
      await message(around('/srv', answering('fatal: bad config line 1 in file .git/config\nmore'))),
    ).toBe('git does not open the repository of x: bad config line 1 in file .git/config.');
  });

  it.skipIf(!HAS_GIT)('outside of repositories, and in a bare one', async () => {
    const folder = await folderWith({});
    expect(await message(around(folder))).toBe(
      'x does not lie in a git repository: there is no older version to compare with.',
    );
    await mkdir(join(folder, 'bare'));
    git(join(folder, 'bare'), 'init', '--bare', '--quiet');
    expect(await message(around(join(folder, 'bare')))).toBe(
      'x lies in a bare git repository, which has no files to check.',
    );
  });

  it.skipIf(!HAS_GIT)('for revisions that it does not know', async () => {
    const repository = await around(await repositoryWith({ 'a.json': '1' }));
    for (const unknown of ['nothing', '', 'a\0b', 'HEAD:a.json', 'HEAD..HEAD', '0'.repeat(40)])
      expect(await message(repository.resolve(unknown))).toBe(
        `The repository knows no revision "${unknown}".`,
      );
  });
});

describe.skipIf(!HAS_GIT)('a repository', () => {
  it('is found from a folder inside, with any name', async () => {
    const folder = await repositoryWith({ 'a b/Ünïcode "q"/x.json': '1', 'a b/y.json': '2' });
    const repository = await around(join(folder, 'a b', 'Ünïcode "q"'));
    expect([repository.top, repository.prefix]).toEqual([folder, 'a b/Ünïcode "q"']);
    const tree = await repository.tree(await repository.resolve('HEAD'));
    expect(tree.map(({ path }) => path).sort()).toEqual(['a b/y.json', 'a b/Ünïcode "q"/x.json'].sort());
    await writeFile(join(folder, 'ü.json'), '3');
    const files = await repository.files();
    expect(files.map(({ path, tracked }) => `${path} ${tracked}`)).toContain('ü.json false');
    expect(files).toHaveLength(3);
  });

  it('is the own one in a worktree and in a submodule', async () => {
    const inner = await repositoryWith({ 'x.json': '1' });
    const folder = await repositoryWith({ 'a.json': '1' });
    git(folder, 'submodule', '--quiet', 'add', inner, 'mods/inner');
    commit(folder);
    const added = git(folder, 'rev-parse', 'HEAD').trim();
    const worktree = join(await folderWith({}), 'tree');
    git(folder, 'worktree', 'add', '--quiet', worktree, 'HEAD~1');
    const [module, tree] = [await around(join(folder, 'mods/inner')), await around(worktree)];
    expect([module.top, tree.top]).toEqual([join(folder, 'mods/inner'), worktree]);
    expect((await module.tree(await module.resolve('HEAD'))).map(({ path }) => path)).toEqual(['x.json']);
    expect(await tree.resolve('HEAD')).toBe(git(folder, 'rev-parse', 'HEAD~1').trim());
    const outer = await around(folder);
    expect(
      (await outer.tree(added)).filter(({ kind }) => kind === 'submodule').map(({ path }) => path),
    ).toEqual(['mods/inner']);
  });

  it('is opened by its own files, whatever a hook has set for another one', async () => {
    const folder = await repositoryWith({ 'a.json': '1' });
    const other = await repositoryWith({ 'b.json': '1' });
    const env = {
      ...ENV,
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, 'x'),
    };
    expect((await around(folder, nodeGit(env, folder))).top).toBe(folder);
  });

  it('tells changes between commits, a rename as two', async () => {
    const folder = await repositoryWith({ 'a.json': '1', 'b.json': '2', 'c.json': '3' });
    const before = git(folder, 'rev-parse', 'HEAD:a.json').trim();
    await rename(join(folder, 'a.json'), join(folder, 'd.json'));
    await put(folder, { 'b.json': '4' });
    commit(folder);
    const repository = await around(folder);
    const [from, to] = [await repository.resolve('HEAD~1'), await repository.resolve('HEAD')];
    const changes = await repository.changes(from, to);
    expect(changes.map(({ path }) => path)).toEqual(['a.json', 'b.json', 'd.json']);
    expect(changes.map((one) => one.before)).toEqual([before, expect.any(String), undefined]);
  });
});

describe.skipIf(!HAS_GIT)('the base of a branch', () => {
  /** A clone whose branch `work` has one commit on top of `main`, which has gone on. */
  async function cloned(...options: string[]): Promise<{ folder: string; base: string }> {
    const remote = await repositoryWith({ 'a.json': '1' });
    const base = git(remote, 'rev-parse', 'HEAD').trim();
    git(remote, 'checkout', '--quiet', '-b', 'work');
    await put(remote, { 'b.json': '1' });
    commit(remote);
    git(remote, 'checkout', '--quiet', 'main');
    await put(remote, { 'c.json': '1' });
    commit(remote);
    const folder = join(await folderWith({}), 'clone');
    git(remote, 'clone', '--quiet', '--no-local', ...options, `file://${remote}`, folder);
    if (!options.includes('--depth=1')) git(folder, 'checkout', '--quiet', 'work');
    return { folder, base };
  }
  const base = async (folder: string, given?: string, env: Record<string, string> = {}) => {
    try {
      return await baseOf(await around(folder), given, env);
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('is where it left the one that is given, the target of the pipeline, or the default branch', async () => {
    const { folder, base: commit } = await cloned();
    expect(await base(folder, 'origin/main')).toMatchObject({ name: 'origin/main', commit });
    expect(await base(folder)).toMatchObject({ name: 'origin/HEAD', commit });
    for (const env of [
      { GITHUB_BASE_REF: 'main' },
      { GITHUB_BASE_REF: '', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' },
      { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' },
    ])
      expect(await base(folder, undefined, env)).toMatchObject({ name: 'origin/main', commit });
    // A local branch or a tag of that name is another one.
    git(folder, 'branch', 'origin/main', 'HEAD');
    expect(await base(folder, undefined, { GITHUB_BASE_REF: 'main' })).toMatchObject({
      name: 'origin/main',
      commit,
    });
  });

  it('is never its own upstream', async () => {
    const { folder } = await cloned();
    expect(git(folder, 'rev-parse', '--abbrev-ref', '@{upstream}').trim()).toBe('origin/work');
    git(folder, 'remote', 'set-head', 'origin', '--delete');
    expect(await base(folder)).toBe(
      'What to compare with is not known here: pass it, such as "--base origin/main".',
    );
  });

  it('is after a merge of the target what was merged', async () => {
    const { folder } = await cloned();
    git(folder, 'merge', '--quiet', '--no-edit', 'origin/main');
    expect(await base(folder)).toMatchObject({ commit: git(folder, 'rev-parse', 'origin/main').trim() });
  });

  it('needs the history, and says so in a shallow clone', async () => {
    const { folder } = await cloned('--depth=1', '--no-single-branch', '--branch=work');
    expect(await base(folder, undefined, { GITHUB_BASE_REF: 'main' })).toBe(
      '"origin/main" and "HEAD" have no common history in this shallow clone: fetch the whole history (in GitHub Actions "fetch-depth: 0", in Azure Pipelines "fetchDepth: 0", in GitLab "GIT_DEPTH: 0").',
    );
    expect(await base(folder, undefined, { GITHUB_BASE_REF: 'other' })).toMatch(
      /^The target branch "origin\/other" is not in this clone: fetch .*fetch-depth: 0.*, or name another revision with --base\.$/,
    );
    expect(await base(folder, 'v1')).toMatch(
      /^The repository knows no revision "v1": fetch .*fetch-depth: 0/,
    );
  });

  it('needs the target branch, and says how to fetch it where the history is there', async () => {
    const { folder } = await cloned('--single-branch', '--branch=work');
    expect(await base(folder, undefined, { GITHUB_BASE_REF: 'main' })).toBe(
      'The target branch "origin/main" is not in this clone: fetch it (git fetch origin "+refs/heads/main:refs/remotes/origin/main"), or name another revision with --base.',
    );
    // What a shell would make something of is no part of a call to copy.
    expect(await base(folder, undefined, { GITHUB_BASE_REF: '$(id)' })).not.toContain('git fetch');
  });

  it('is none without common history, and without a commit', async () => {
    const folder = await repositoryWith({ 'a.json': '1' });
    git(folder, 'checkout', '--quiet', '--orphan', 'other');
    expect(await base(folder, 'main')).toBe('HEAD has no commit yet: nothing can be compared with it.');
    commit(folder);
    expect(await base(folder, 'main')).toBe('"main" and "HEAD" have no common history.');
    await rm(join(folder, 'a.json'));
  });
});
