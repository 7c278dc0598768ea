import { dirname, relative, resolve } from 'node:path';
import { isMissing } from '../files/node/fileSystem.ts';
import { relocatedFileSystem } from '../files/node/relocatedFileSystem.ts';
import { solutionRootAround } from '../files/node/solutionRoots.ts';
import { Archives } from '../files/node/zip/archives.ts';
import { insidesIn } from '../files/node/zip/locations.ts';
import { isArchiveName } from '../files/zip/names.ts';
import { baseOf } from '../git/base.ts';
import type { Repository } from '../git/repository.ts';
import type { DiffArgs } from './call.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './exitCodes.ts';
import { holds, pathOfName, relativeName } from './paths.ts';
import { atRevision, pathsBefore, wholeCheckout } from './revisions.ts';

/** One of the two versions that are compared, opened. */
export interface OpenVersion {
  /** As reports call it. */
  readonly name: string;
  /** That of the call, with the files as they are in this version. */
  readonly environment: Environment;
  readonly paths: readonly string[];
}

export interface Versions {
  readonly base: OpenVersion;
  readonly head: OpenVersion;
  close(): void;
}

const WORKING_TREE = 'working tree';

/**
 * Opens what a call compares: two folders or archives; a revision with the files as they are; two revisions. Of one revision counts
 * where HEAD left it, so that what others did there is not told as undone; two are taken as they are, but for `BASE...HEAD`.
 * @throws UsageError where a version is not there, or two words cannot be told apart
 */
export async function openVersions(
  environment: Environment,
  args: Pick<DiffArgs, 'words' | 'base' | 'baseDir'>,
): Promise<Versions> {
  const { words, baseDir } = args;
  if (baseDir !== undefined) return openFolders(environment, baseDir, words[0] ?? '.');
  if (args.base !== undefined) return openRevisions(environment, args.base, undefined, words);
  const [first, second, ...more] = words;
  if (first !== undefined) refuseInside(environment, first);
  if (first !== undefined && (await isThere(environment, first))) {
    if (second !== undefined) refuseInside(environment, second);
    if (second === undefined || more.length > 0 || !(await isThere(environment, second)))
      throw new UsageError(
        `"${first}" is a file or folder: name the newer one beside it, and no more. A branch of this name is refs/heads/${first}.`,
        'diff',
      );
    return openFolders(environment, first, second);
  }
  const both = /^(.+?)\.\.\.(.*)$/.exec(first ?? '');
  if (both !== null) return openRevisions(environment, both[1], both[2] || undefined, words.slice(1), true);
  if (second === undefined || (await isThere(environment, second)) || (await isLeftOut(environment, second)))
    return openRevisions(environment, first, undefined, words.slice(1));
  return openRevisions(environment, first, second, more);
}

/** Two archives can be compared; parts of them are not files of the call's file system. @throws UsageError */
function refuseInside({ cwd }: Environment, path: string): void {
  const [end] = insidesIn(pathOfName(cwd, path));
  if (end === undefined) return;
  const archive = relativeName(cwd, pathOfName(cwd, path).slice(0, end - 1));
  throw new UsageError(`"${path}" lies in an archive: name the archive itself, ${archive}.`, 'diff');
}

/** Of a version that nobody can read, nothing can be compared. `path`: absolute. @throws UsageError for such an archive */
async function openArchive({ fs, cwd }: Environment, path: string): Promise<void> {
  if (!isArchiveName(path) || (await fs.stat(path)).isDirectory()) return;
  const archives = new Archives(fs, { entersMet: false });
  if (await archives.enter(path, true)) return;
  const reasons = archives.problems.flatMap((one) => one.reasons).join('; ');
  throw new UsageError(`${relativeName(cwd, path)} cannot be compared: ${reasons}.`);
}

function isThere({ fs, cwd }: Environment, path: string): Promise<boolean> {
  return fs.lstat(resolve(cwd, path)).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
}

/** True for a file or folder that is not there because the checkout is sparse. */
async function isLeftOut(environment: Environment, path: string): Promise<boolean> {
  const whole = await wholeCheckout(environment, [path]).catch(() => undefined);
  try {
    return whole !== undefined && (await isThere(whole.environment, path));
  } finally {
    whole?.close();
  }
}

/** `leaves`: the base is where the histories of both part. */
async function openRevisions(
  environment: Environment,
  base: string | undefined,
  head: string | undefined,
  given: readonly string[],
  leaves = head === undefined,
): Promise<Versions> {
  const paths = given.length === 0 ? ['.'] : given;
  let name = base ?? '';
  const commitOf = async (repository: Repository): Promise<string> => {
    if (head === undefined) {
      const found = await baseOf(repository, base, environment.env);
      name = found.name;
      return found.commit;
    }
    const commit = await repository.resolve(name);
    if (!leaves) return commit;
    return repository.mergeBase(commit, await repository.resolve(head), [name, head]);
  };
  const newer =
    head === undefined
      ? { ...(await wholeCheckout(environment, paths)), paths }
      : await atRevision(environment, paths, head);
  try {
    const older = await atRevision(environment, paths, commitOf);
    return {
      base: {
        ...{ name, environment: older.environment },
        paths: await pathsBefore(environment, paths, older.paths),
      },
      head: {
        ...{ name: head ?? WORKING_TREE, environment: newer.environment },
        paths: head === undefined ? paths : await pathsBefore(environment, paths, newer.paths),
      },
      close() {
        older.close();
        newer.close();
      },
    };
  } catch (error) {
    newer.close();
    throw error;
  }
}

/** The older ones are shown in the place of the newer ones: the same file then has the same name in both. */
async function openFolders(environment: Environment, base: string, head: string): Promise<Versions> {
  const { fs, cwd } = environment;
  for (const one of [base, head]) refuseInside(environment, one);
  const [older, newer] = [resolve(cwd, base), resolve(cwd, head)];
  for (const [path, given] of [
    [older, base],
    [newer, head],
  ] as const)
    if (!(await isThere(environment, path))) throw new UsageError(`${given} does not exist.`);
  for (const one of [older, newer]) await openArchive(environment, one);
  if (holds(older, newer) || holds(newer, older))
    throw new UsageError(`${base} and ${head} lie in one another: name two folders that do not.`);
  const isFolder = async (path: string): Promise<boolean> => (await fs.stat(path)).isDirectory();
  const present = { name: head, environment, paths: [head] };
  // An archive and a folder have no names in common.
  if ((await isFolder(older)) !== (await isFolder(newer)))
    return { base: { name: base, environment, paths: [base] }, head: present, close() {} };
  const shown = await relocatedFileSystem(fs, ...(await withSolutions(environment, newer, older)));
  return {
    base: { name: base, environment: { ...environment, fs: shown }, paths: [head] },
    head: present,
    close() {},
  };
}

/** Two paths of one name in two solutions, as those solutions: each version is judged in its own. Else the paths themselves. */
async function withSolutions(
  { fs }: Environment,
  newer: string,
  older: string,
): Promise<readonly [string, string]> {
  const rootOf = async (path: string): Promise<string> => {
    const folder = (await fs.stat(path)).isDirectory() ? path : dirname(path);
    return (await solutionRootAround(fs, folder, { top: folder, mayLeave: true }))?.root ?? path;
  };
  const [newerRoot, olderRoot] = [await rootOf(newer), await rootOf(older)];
  const isPair = relative(newerRoot, newer) === relative(olderRoot, older);
  return isPair && !holds(newerRoot, olderRoot) && !holds(olderRoot, newerRoot)
    ? [newerRoot, olderRoot]
    : [newer, older];
}
