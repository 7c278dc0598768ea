import { dirname, join, resolve } from 'node:path';
import { Archives } from '../files/node/zip/archives.ts';
import type { BlobReader } from '../git/blobs.ts';
import { revisionFileSystem } from '../git/node/revisionFileSystem.ts';
import { wholeFileSystem } from '../git/node/wholeFileSystem.ts';
import type { TreeEntry } from '../git/parse.ts';
import { Repository } from '../git/repository.ts';
import { RevisionTree } from '../git/revisionTree.ts';
import { GitProblem } from '../git/runner.ts';
import type { Environment } from './environment.ts';
import { Interrupted, UsageError } from './exitCodes.ts';
import { holds, pathOfName } from './paths.ts';

/** Submodules in submodules. */
const MOST_NESTED = 4;

/** A repository around some paths of a call. */
export interface CallRepository {
  readonly repository: Repository;
  /** The top of its work tree, free of links, as this system writes paths. */
  readonly top: string;
  /** The top, and other paths that lead there by links, as the call names them. */
  readonly tops: readonly [string, ...string[]];
}

/** Files of a call as they were in a revision. To be closed. */
export interface Revision {
  /** That of the call with the files of the repositories as they were: `new Scan(revision.environment, …)`, same paths. */
  readonly environment: Environment;
  /** What it stands for in each repository of the call. */
  readonly commits: readonly string[];
  /** The paths of the call that were there then, as given. */
  readonly paths: readonly string[];
  close(): void;
}

/**
 * The repositories around the paths of a call, each once. A path that is not there counts by the nearest folder above it.
 * @throws UsageError where git is missing, a path lies in no repository, or git does not open it
 */
export async function repositoriesOf(
  environment: Environment,
  paths: readonly string[],
): Promise<readonly CallRepository[]> {
  const found = new Map<string, { repository: Repository; top: string; tops: [string, ...string[]] }>();
  for (const path of paths) {
    const folder = await folderOf(environment, resolve(environment.cwd, path));
    const { repository, top } = await asUsageError(() => open(environment, folder, path));
    const known = found.get(top);
    const one = known ?? { repository, top, tops: [top] };
    found.set(top, one);
    const asGiven = resolve(folder, ...repository.prefix.split('/').map(() => '..'));
    const shown = repository.prefix === '' ? folder : asGiven;
    if (resolve(shown, repository.prefix) === folder && !one.tops.includes(shown)) one.tops.push(shown);
  }
  return [...found.values()];
}

/**
 * The files of a call as they were in a revision: each path as it is given, at the same place of its repository then; submodules
 * that are checked out as that revision has them. A path that was not there then does not exist in it. `revision`: as people name
 * it, or what tells the commit for each repository.
 * @throws UsageError as `repositoriesOf`, and for an unknown revision
 */
export async function atRevision(
  environment: Environment,
  paths: readonly string[],
  revision: string | ((repository: Repository) => Promise<string>),
): Promise<Revision> {
  const commitOf =
    typeof revision === 'string' ? (one: Repository): Promise<string> => one.resolve(revision) : revision;
  const readers: BlobReader[] = [];
  const close = (): void => {
    for (const reader of readers) reader.close();
  };
  let { fs } = environment;
  /** Lays the files of a commit over those of a work tree, and those of its submodules over that. */
  const lay = async (
    { repository, tops }: Pick<CallRepository, 'repository' | 'tops'>,
    commit: string,
    depth: number,
  ): Promise<void> => {
    const entries = await repository.tree(commit);
    const blobs = repository.blobs();
    readers.push(blobs);
    fs = revisionFileSystem(fs, { tree: treeOf(entries, blobs), blobs, tops });
    if (depth === MOST_NESTED) return;
    await eachSubmodule(environment, tops, entries, async (inner, { id }) => {
      const then = await inner.repository.find(id);
      // Without that commit it is an empty folder, as without its clone.
      if (then !== undefined) await lay(inner, then, depth + 1);
    });
  };
  try {
    const commits: string[] = [];
    for (const one of await repositoriesOf(environment, paths)) {
      await asUsageError(async () => {
        const commit = await commitOf(one.repository);
        commits.push(commit);
        await lay(one, commit, 0);
      });
    }
    const there: string[] = [];
    const { fs: withArchives } = new Archives(fs, { entersMet: false });
    for (const path of paths)
      if (await exists(withArchives, pathOfName(environment.cwd, path))) there.push(path);
    return { environment: { ...environment, fs }, commits, paths: there, close };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * The files of a call as they are, with those that a sparse checkout leaves out as the index has them, in submodules too.
 * @throws UsageError as `repositoriesOf`
 */
export async function wholeCheckout(
  environment: Environment,
  paths: readonly string[],
): Promise<Pick<Revision, 'environment' | 'close'>> {
  const readers: BlobReader[] = [];
  const close = (): void => {
    for (const reader of readers) reader.close();
  };
  let { fs } = environment;
  const lay = async (
    { repository, tops }: Pick<CallRepository, 'repository' | 'tops'>,
    depth: number,
  ): Promise<void> => {
    const index = await repository.index();
    const left = index.filter(({ sparse, kind }) => sparse && kind !== 'submodule');
    if (left.length > 0) {
      const blobs = repository.blobs();
      readers.push(blobs);
      fs = wholeFileSystem(fs, { tree: treeOf(left, blobs), blobs, tops });
    }
    if (depth === MOST_NESTED) return;
    await eachSubmodule(environment, tops, index, async (inner, { sparse }) => {
      if (!sparse) await lay(inner, depth + 1);
    });
  };
  try {
    for (const one of await repositoriesOf(environment, paths)) await asUsageError(() => lay(one, 0));
    return { environment: { ...environment, fs }, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Those of a work tree, `tops`, that have a clone in it, one after the other. */
async function eachSubmodule<E extends TreeEntry>(
  environment: Environment,
  tops: CallRepository['tops'],
  entries: readonly E[],
  visit: (inner: Pick<CallRepository, 'repository' | 'tops'>, entry: E) => Promise<void>,
): Promise<void> {
  for (const entry of entries) {
    if (entry.kind !== 'submodule') continue;
    const [first, ...others] = tops.map((top) => join(top, ...entry.path.split('/')));
    const repository = await repositoryAt(environment, first!);
    if (repository !== undefined) await visit({ repository, tops: [first!, ...others] }, entry);
  }
}

function treeOf(entries: readonly TreeEntry[], blobs: BlobReader): RevisionTree {
  return new RevisionTree(entries, async (id) => {
    const blob = await blobs.read(id);
    return blob.kind === 'content' ? new TextDecoder().decode(blob.bytes) : '';
  });
}

/**
 * What to look at in the older version: the paths of the call. Where one of them was not there, its flows may have been anywhere
 * in the repository.
 */
export async function pathsBefore(
  environment: Environment,
  paths: readonly string[],
  there: readonly string[],
): Promise<readonly string[]> {
  const missing = paths.filter((path) => !there.includes(path));
  if (missing.length === 0) return there;
  const repositories = await repositoriesOf(environment, missing);
  return [...there, ...repositories.map(({ tops, top }) => tops.at(-1) ?? top)];
}

/** The repository whose top a folder is: that of a submodule; undefined where there is none, or git does not open it. */
async function repositoryAt(environment: Environment, folder: string): Promise<Repository | undefined> {
  if (!(await exists(environment.fs, join(folder, '.git')))) return undefined;
  try {
    const { repository, top } = await open(environment, folder, folder);
    return top === (await environment.fs.realpath(folder)) ? repository : undefined;
  } catch (error) {
    if (error instanceof GitProblem) return undefined;
    throw error;
  }
}

/** Makes what git complains of the user's business. @throws UsageError in place of a GitProblem, Interrupted when that was it */
export async function asUsageError<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitProblem) throw new UsageError(error.message);
    if (error instanceof Error && error.name === 'AbortError') throw new Interrupted();
    throw error;
  }
}

async function open(
  { git, fs }: Environment,
  folder: string,
  name: string,
): Promise<{ readonly repository: Repository; readonly top: string }> {
  if (git === undefined) throw new GitProblem('Git cannot be run here.');
  const repository = await Repository.around(git, folder, name);
  const top = resolve(repository.top);
  // Its configuration may say that its files are elsewhere (core.worktree): not what the call is about.
  const real = await fs.realpath(folder);
  if (!(await exists(fs, join(top, '.git'))) || !holds(await fs.realpath(top), real))
    throw new GitProblem(`The git repository of ${name} has its files in another folder.`);
  return { repository, top };
}

function exists(fs: Environment['fs'], path: string): Promise<boolean> {
  return fs.stat(path).then(
    () => true,
    () => false,
  );
}

/** The nearest folder at or above a path. */
async function folderOf({ fs }: Environment, path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const isFolder = await fs.stat(at).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (isFolder || dirname(at) === at) return at;
  }
}
