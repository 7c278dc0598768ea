import { isMissing, reasonOf } from '../files/node/fileSystem.ts';
import { isArchiveName } from '../files/zip/names.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './exitCodes.ts';
import { pathOfName } from './paths.ts';

/** What a call names. */
export interface Root {
  /** Absolute. The inside of an archive that is named is a folder: `…/a.zip!`. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** The path itself is a link; those above it are not asked. */
  readonly isLink: boolean;
  /** Absolute path of the archive whose inside it is. */
  readonly archive?: string;
}

/**
 * The files and folders of a call. One that is not there is passed over with a word when others are named too: lists of changed
 * files hold deleted ones.
 * @throws UsageError for a single path that does not exist, and for what is neither a file nor a folder
 */
export async function rootsOf(environment: Environment, paths: readonly string[]): Promise<readonly Root[]> {
  const roots: Root[] = [];
  for (const path of paths) {
    const root = await rootOf(environment, path);
    if (root !== undefined) roots.push(root);
    else if (paths.length === 1) throw new UsageError(`${path} does not exist.`);
    else environment.stderr.write(`${path} does not exist and was passed over.\n`);
  }
  return roots;
}

async function rootOf({ cwd, fs }: Environment, path: string): Promise<Root | undefined> {
  const absolute = pathOfName(cwd, path);
  try {
    const stats = await fs.stat(absolute);
    if (!stats.isFile() && !stats.isDirectory())
      throw new UsageError(`${path} is neither a file nor a folder.`);
    const isLink = (await fs.lstat(absolute)).isSymbolicLink();
    if (stats.isFile() && isArchiveName(absolute))
      return { path: `${absolute}!`, kind: 'folder', isLink, archive: absolute };
    return { path: absolute, kind: stats.isFile() ? 'file' : 'folder', isLink };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (isMissing(error)) return undefined;
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
}
