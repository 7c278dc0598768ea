// Addresses of files and folders in each other. A folder may end with `/`, as the root of a file system does.
import { parentOf, segmentsBelow } from '../../solution/paths.ts';

const bare = (folder: string): string => (/(?<!:\/)\/$/.test(folder) ? folder.slice(0, -1) : folder);

export const folderOf = parentOf;

/** Decoded path of a file below the folder, with `/`; undefined outside of it and for the folder itself. */
export function pathBelow(folder: string, uri: string): string | undefined {
  const path = segmentsBelow(bare(folder), uri).join('/');
  return path === '' ? undefined : path;
}

/** The same for a file that may lie elsewhere: `../other/Flow.json`. */
export function pathFrom(folder: string, uri: string): string {
  let up = '';
  for (let at = bare(folder); at !== ''; at = parentOf(at)) {
    const path = pathBelow(at, uri);
    if (path !== undefined) return up + path;
    up += '../';
  }
  return uri;
}
