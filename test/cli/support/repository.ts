// Git repositories made for tests. Without git on the machine, tests that need one are skipped, and are listed as skipped.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderWith } from './folder.ts';

export const HAS_GIT = spawnSync('git', ['--version']).status === 0;

/** Of nobody, and without the configuration of whoever runs the tests. */
export const GIT_ENV: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Nobody',
  GIT_AUTHOR_EMAIL: 'nobody@example.com',
  GIT_COMMITTER_NAME: 'Nobody',
  GIT_COMMITTER_EMAIL: 'nobody@example.com',
};

/** Nothing is written through to the disk, and no commit starts a process that tidies up. */
const SETTINGS = [
  'init.defaultBranch=main',
  'protocol.file.allow=always',
  'core.fsync=none',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/** Runs plain git, as a user does. @throws when it fails */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, ...GIT_ENV };
  const all = [...SETTINGS, ...args];
  return execFileSync('git', all, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files into a folder. */
export async function put(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Commits all that is in the work tree. */
export function commit(folder: string, message = 'change'): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/**
 * What git has made of such files, by what they are: path below `.git` to content. To write that again takes a small part of the time
 * that four calls of git take.
 */
const made = new Map<string, Files>();

/**
 * A repository whose first commit, on the branch `main`, holds these files; without files, one without a commit. Removed after the
 * test. `branch`: that which is checked out; another than `main` begins at the first commit.
 */
export async function repositoryWith(files: Files | undefined, branch = 'main'): Promise<string> {
  // As git tells it: the folder for temporary files may be a link.
  const folder = await realpath(await folderWith({}));
  const own = join(folder, '.git');
  await put(folder, files ?? {});
  const key = JSON.stringify(files, (_, one) => (one instanceof Uint8Array ? [...one] : one)) ?? '';
  const known = made.get(key);
  if (known === undefined) {
    await rm(own, { recursive: true });
    git(folder, 'init', '--quiet', '--template=');
    if (files !== undefined) commit(folder, 'first');
    made.set(key, await filesBelow(own));
  } else await put(own, known);
  // Git takes no folder for a repository that lacks these; the last one is for what a test lets it ignore.
  for (const name of ['objects', 'refs/heads', 'info']) await mkdir(join(own, name), { recursive: true });
  if (branch !== 'main') {
    await writeFile(join(own, 'refs/heads', branch), await readFile(join(own, 'refs/heads/main')));
    await writeFile(join(own, 'HEAD'), `ref: refs/heads/${branch}\n`);
  }
  return folder;
}

async function filesBelow(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return Object.fromEntries(files.map((file, index) => [file.slice(folder.length + 1), contents[index]!]));
}
