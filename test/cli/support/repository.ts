// Git repositories made for tests. Without git on the machine, tests that need one are skipped, and are listed as skipped.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
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

/** Commits all that is in the work tree. Returns the commit's id. */
export function commit(folder: string, message = 'change'): string {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
  return git(folder, 'rev-parse', 'HEAD').trim();
}

/** A repository on the branch `main` whose first commit holds these files; without files, one without a commit. Removed after the test. */
export async function repositoryWith(files: Files | undefined): Promise<string> {
  // As git tells it: the folder for temporary files may be a link.
  const folder = await realpath(await folderWith({}));
  await rm(join(folder, '.git'), { recursive: true });
  git(folder, 'init', '--quiet');
  if (files === undefined) return folder;
  await put(folder, files);
  commit(folder, 'first');
  return folder;
}
