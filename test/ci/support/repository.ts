// A repository as a pipeline checks it out: with a bare one as its remote, and the change of a pull request.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from '../../cli/support/repository.ts';
import { afterFile } from '../../harness/afterFile.ts';

type Files = Readonly<Record<string, string>>;

export function write(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

export interface PullRequest {
  /** The checkout: the merge of the change into main, as no branch. */
  readonly workspace: string;
  /** Empty folder beside it, for what a runner keeps there. */
  readonly temp: string;
}

/** Makes the checkout of a pull request against `main`. Removed after the tests of the file. */
export function pullRequest(main: Files, change: Files): PullRequest {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-pull-request-'));
  afterFile(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['origin.git', 'author', 'temp']) mkdirSync(at(name));
  git(at('origin.git'), 'init', '--quiet', '--bare', '--initial-branch=main');
  const author = at('author');
  git(author, 'init', '--quiet', '--initial-branch=main');
  git(author, 'remote', 'add', 'origin', at('origin.git'));
  const commit = (message: string): void => {
    git(author, 'add', '--all');
    git(author, 'commit', '--quiet', '--allow-empty', '--message', message);
  };
  write(author, main);
  commit('Begin');
  git(author, 'checkout', '--quiet', '-b', 'change');
  write(author, change);
  commit('Change');
  git(author, 'checkout', '--quiet', 'main');
  commit('Meanwhile on main');
  git(author, 'push', '--quiet', 'origin', 'main', 'change');
  git(author, 'merge', '--quiet', '--no-ff', '--no-edit', 'change');
  git(author, 'push', '--quiet', 'origin', 'HEAD:refs/pull/1/merge');
  const workspace = at('workspace');
  git(folder, 'clone', '--quiet', at('origin.git'), workspace);
  git(workspace, 'fetch', '--quiet', 'origin', '+refs/pull/1/merge:refs/remotes/pull/1/merge');
  git(workspace, 'checkout', '--quiet', '--detach', 'refs/remotes/pull/1/merge');
  return { workspace, temp: at('temp') };
}
