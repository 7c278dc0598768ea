import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pathInArchive, shownInArchive } from '../core/index.ts';

/** Path of a file in the folder, relative to it, with `/`; undefined outside and for the folder itself. Both absolute. */
function pathInside(folder: string, path: string): string | undefined {
  const name = relative(folder, path);
  return name === '' || name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name)
    ? undefined
    : name.replaceAll(sep, '/');
}

/** What outputs call a file: relative to the working directory, with `/`; in an archive `a.zip!Workflows/X.json`. */
export function relativeName(cwd: string, path: string): string {
  const name = relative(cwd, path);
  return shownInArchive((name === '' ? '.' : name).replaceAll(sep, '/'));
}

/** The absolute path of a file that outputs call so; the reverse of `relativeName`. */
export function pathOfName(cwd: string, name: string): string {
  return pathInArchive(resolve(cwd, name));
}

/** True for the folder itself and for all below it. Both absolute. */
export function holds(folder: string, path: string): boolean {
  return folder === path || pathInside(folder, path) !== undefined;
}

/** The folders of files, each once. Absolute. */
export function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  return new Set([...paths].map((path) => dirname(path)));
}

/** Address of a file by its absolute path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
