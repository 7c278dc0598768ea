import { dirname } from 'node:path';
import { holds } from './paths.ts';
import type { Root } from './roots.ts';

/**
 * The folder whose configuration and baseline count for another one: itself. A solution that reaches out of all that was named has
 * those of the folder that was: whoever names a part of it names no configuration above. `around`: as a listing has it.
 */
export function judgedFolders(
  cwd: string,
  roots: readonly Root[],
  around: ReadonlyMap<string, string>,
): (folder: string) => string {
  const folders = roots.map(({ kind, path }) => (kind === 'file' ? dirname(path) : path));
  const named = [cwd, ...folders];
  return (folder) => {
    if (named.some((one) => holds(one, folder))) return folder;
    return [...around].find(([root]) => holds(root, folder))?.[1] ?? folder;
  };
}
