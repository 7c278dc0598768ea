import { basename, dirname, join, relative, sep } from 'node:path';
import { isSolutionFolder, SOLUTION_MARKS } from '../../core/index.ts';
import type { FolderAccess } from '../walk.ts';
import { isWithin } from './access.ts';
import type { FileSystem } from './fileSystem.ts';

/** Folders between a file of a solution and its root: `<solution>/Workflows/Flow.json`, `<solution>/Microsoft.Flow/flows/x/…`. */
const MAX_LEVELS = 4;

/** The root of a solution around a folder. Absolute. */
export interface SolutionRoot {
  readonly root: string;
  /** It lies above the folder that bounds the search: of it, what its layout has is looked at, and no more. */
  readonly isBeyond: boolean;
}

/** How far a search upwards goes. */
export interface SearchBound {
  /** Nothing above counts, but for `mayLeave`. Absolute. */
  readonly top: string;
  /** Above `top` as well, where the names of the folders on the way are those of a solution: outside of repositories. */
  readonly mayLeave: boolean;
}

/** The nearest root of a solution at or above a folder; only names in folders are read. Never rejects. */
export async function solutionRootAround(
  fs: Pick<FileSystem, 'readdir'>,
  folder: string,
  { top, mayLeave }: SearchBound,
): Promise<SolutionRoot | undefined> {
  let below: string | undefined;
  for (let at = folder, level = 0; level <= MAX_LEVELS; level++) {
    const isBeyond = !isWithin(top, at);
    // Who named a folder has not named those around it: of them a solution is looked at that the folder is a part of.
    if (isBeyond && !mayLeave) return undefined;
    const isPart = below !== undefined && isSolutionFolder(below);
    if ((!isBeyond || isPart) && (await isRoot(fs, at))) return { root: at, isBeyond };
    if (dirname(at) === at) return undefined;
    below = basename(at);
    at = dirname(at);
  }
  return undefined;
}

/**
 * Of the root of a solution, its files and the folders of its layout, also through links: the rest may be a whole home folder.
 * `root`: free of links.
 */
export function partsOf(access: FolderAccess, root: string): FolderAccess {
  return {
    ...access,
    async entries(folder) {
      const entries = await access.entries(folder);
      if (folder !== root) return entries;
      return entries.filter(({ name, kind }) => kind !== 'folder' || isSolutionFolder(name));
    },
    async target(location) {
      const target = await access.target(location);
      if (target.kind !== 'folder' || target.location === root) return target;
      const [first = ''] = relative(root, target.location).split(sep);
      return isSolutionFolder(first) ? target : { kind: 'unknown' };
    },
  };
}

async function isRoot(fs: Pick<FileSystem, 'readdir'>, folder: string): Promise<boolean> {
  const names = await namesIn(fs, folder);
  // The folder `Other` holds the manifest of the solution around it, unless a whole solution is called so.
  const isOther = /^other$/i.test(basename(folder)) && !names.some((name) => /^workflows$/i.test(name));
  for (const mark of SOLUTION_MARKS)
    if (!(isOther && mark.length === 1) && (await hasMark(fs, folder, mark, names))) return true;
  return false;
}

async function hasMark(
  fs: Pick<FileSystem, 'readdir'>,
  folder: string,
  [first, ...rest]: readonly (string | RegExp)[],
  known?: readonly string[],
): Promise<boolean> {
  const fits = (name: string): boolean =>
    typeof first === 'string' ? name.toLowerCase() === first : first?.test(name) === true;
  for (const name of (known ?? (await namesIn(fs, folder))).filter(fits))
    if (rest.length === 0 || (await hasMark(fs, join(folder, name), rest))) return true;
  return false;
}

function namesIn(fs: Pick<FileSystem, 'readdir'>, folder: string): Promise<readonly string[]> {
  return fs.readdir(folder).catch(() => []);
}
