import { BlobReader } from './blobs.ts';
import {
  changesOf,
  entriesOf,
  type IndexEntry,
  indexOf,
  isId,
  type ListedFile,
  lineOf,
  listedOf,
  type TreeChange,
  type TreeEntry,
} from './parse.ts';
import { GitProblem, type GitRunner } from './runner.ts';

/** What a user can do about history that is not there. */
export const FETCH_ALL =
  'fetch the whole history (in GitHub Actions "fetch-depth: 0", in Azure Pipelines "fetchDepth: 0", in GitLab "GIT_DEPTH: 0")';

/**
 * A git repository with a work tree, and what we ask it. Nothing of it is executed (safety.ts), nothing in it is written. All
 * questions reject with a GitProblem where git cannot answer.
 */
export class Repository {
  readonly #runner: GitRunner;
  /** Where git is run: the folder that the repository was found from. */
  readonly #folder: string;
  /** Path of the top of the work tree as git writes it: absolute, free of links, with `/` on every system. */
  readonly top: string;
  /** Where that folder lies below the top, with `/`; '' for the top itself. */
  readonly prefix: string;
  /** Only a part of the history is there. */
  readonly isShallow: boolean;

  private constructor(runner: GitRunner, folder: string, top: string, prefix: string, isShallow: boolean) {
    this.#runner = runner;
    this.#folder = folder;
    this.top = top;
    this.prefix = prefix;
    this.isShallow = isShallow;
  }

  /**
   * The repository around a folder: the nearest, in a submodule the submodule's. `folder`: absolute, it must be there; `name`:
   * what messages call it.
   * @throws GitProblem: no git, no repository, one without work tree, one that git does not open
   */
  static async around(runner: GitRunner, folder: string, name: string): Promise<Repository> {
    const args = ['rev-parse', '--is-shallow-repository', '--show-prefix', '--show-toplevel'];
    const { code, stdout, stderr } = await runner.run(args, folder);
    if (code !== 0) throw new GitProblem(whyNotOpened(stderr, name));
    // The prefix is an empty line at the top; names with line ends are none of ours.
    const [shallow, prefix = '', ...rest] = lineOf(stdout).split('\n');
    return new Repository(runner, folder, rest.join('\n'), prefix.replace(/\/$/, ''), shallow === 'true');
  }

  /** The commit that a revision names (a branch, a tag, an id, `HEAD~1`). @throws GitProblem for an unknown one */
  async resolve(revision: string): Promise<string> {
    const commit = await this.find(revision);
    if (commit !== undefined) return commit;
    const more = this.isShallow ? `: ${FETCH_ALL}, or name another one` : '';
    throw new GitProblem(`The repository knows no revision "${revision}"${more}.`);
  }

  /** As `resolve`; undefined for an unknown one. */
  async find(revision: string): Promise<string | undefined> {
    // NUL cannot be passed to a program; `--end-of-options` keeps the rest from being read as options.
    if (revision === '' || revision.includes('\0')) return undefined;
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    const { code, stdout } = await this.#runner.run(args, this.#folder);
    const id = lineOf(stdout);
    return code === 0 && isId(id) ? id : undefined;
  }

  /** Where the histories of two commits part. `names`: what messages call them. @throws GitProblem when they share none */
  async mergeBase(one: string, other: string, names: readonly [string, string]): Promise<string> {
    if (one === other) return one;
    const { stdout } = await this.#runner.run(['merge-base', one, other], this.#folder);
    const id = lineOf(stdout);
    if (isId(id)) return id;
    const pair = `"${names[0]}" and "${names[1]}" have no common history`;
    throw new GitProblem(this.isShallow ? `${pair} in this shallow clone: ${FETCH_ALL}.` : `${pair}.`);
  }

  /** All files of a commit, with those in folders. @throws GitProblem when it is not in this clone */
  async tree(commit: string): Promise<readonly TreeEntry[]> {
    return entriesOf(await this.#answer(['ls-tree', '-r', '-z', '--full-tree', commit], commit));
  }

  /** What differs between two commits; a renamed file is one that is gone and one that is new. */
  async changes(from: string, to: string): Promise<readonly TreeChange[]> {
    if (from === to) return [];
    const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-ext-diff', '--no-textconv'];
    return changesOf(await this.#answer([...args, '--ignore-submodules=none', from, to, '--'], to));
  }

  /** The files that git tracks, and those in the work tree that it is not told to ignore. */
  async files(): Promise<readonly ListedFile[]> {
    const args = ['ls-files', '-t', '-z', '--full-name', '--cached', '--others', '--exclude-standard'];
    // It lists what is below the folder where it runs.
    return listedOf(await this.#answer(args, undefined, this.top));
  }

  /** The files that git tracks, as the index has them. */
  async index(): Promise<readonly IndexEntry[]> {
    const args = ['ls-files', '-t', '-s', '-z', '--full-name'];
    return indexOf(await this.#answer(args, undefined, this.top));
  }

  /** Reads contents by id. To be closed. */
  blobs(): BlobReader {
    return new BlobReader(this.#runner.start(['cat-file', '--batch'], this.#folder));
  }

  async #answer(
    args: readonly string[],
    commit: string | undefined,
    folder = this.#folder,
  ): Promise<Uint8Array> {
    const { code, stdout, stderr } = await this.#runner.run(args, folder);
    if (code === 0) return stdout;
    if (
      commit !== undefined &&
      /not a tree object|bad object|unable to read|could not read|promisor/i.test(stderr)
    )
      throw new GitProblem(
        `The files of the revision ${commit.slice(0, 12)} are not in this clone: ${FETCH_ALL}.`,
      );
    throw new GitProblem(`git ${args[0]} failed: ${firstLine(stderr)}.`);
  }
}

function whyNotOpened(stderr: string, name: string): string {
  if (/dubious ownership|unsafe repository/.test(stderr)) {
    const folder = /(?:repository at|unsafe repository) \(?'([^']*)'/.exec(stderr)?.[1] ?? name;
    return `git does not open the repository of ${name}, because it belongs to another user: run git config --global --add safe.directory "${folder}".`;
  }
  if (/not a git repository/.test(stderr))
    return `${name} does not lie in a git repository: there is no older version to compare with.`;
  if (/must be run in a work tree|bare repository/.test(stderr))
    return `${name} lies in a bare git repository, which has no files to check.`;
  return `git does not open the repository of ${name}: ${firstLine(stderr)}.`;
}

/** The first line of what git complains of, as the end of a sentence. */
function firstLine(stderr: string): string {
  const [line = ''] = stderr.split('\n');
  const text = line.replace(/^(?:fatal|error): /, '').replace(/[.\s]+$/, '');
  return text === '' ? 'it gave no reason' : text.slice(0, 300);
}
