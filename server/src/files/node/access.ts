import { dirname, join, sep } from 'node:path';
import type { Folders } from '../repository.ts';
import type { FolderAccess, FolderEntry, LinkTarget } from '../walk.ts';
import { codeOf, type FileSystem, isMissing, reasonOf } from './fileSystem.ts';

/** Folders of this machine, by absolute path. */
export function nodeAccess(fs: Pick<FileSystem, 'readdir' | 'realpath' | 'stat'>): FolderAccess {
  return {
    async entries(folder) {
      try {
        const entries = await fs.readdir(folder, { withFileTypes: true });
        return entries.map((entry): FolderEntry => ({ name: entry.name, kind: kindOf(entry) }));
      } catch (error) {
        throw new Error(reasonOf(error));
      }
    },
    target: (location) => targetOf(fs, location),
    join,
    contains: isWithin,
  };
}

async function targetOf(fs: Pick<FileSystem, 'realpath' | 'stat'>, path: string): Promise<LinkTarget> {
  try {
    const location = await fs.realpath(path);
    const stats = await fs.stat(location);
    return { kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other', location };
  } catch (error) {
    // What is there and may not be looked at is none of our business, and a circle leads nowhere.
    return isMissing(error) || codeOf(error) === 'ELOOP' ? { kind: 'nowhere' } : { kind: 'unknown' };
  }
}

/** Folders around each other on this machine, by absolute path. */
export function nodeFolders(fs: Pick<FileSystem, 'stat'>): Folders {
  return {
    parentOf: (folder) => (dirname(folder) === folder ? undefined : dirname(folder)),
    fileIn: join,
    exists: (location) => exists(fs, location),
  };
}

async function exists(fs: Pick<FileSystem, 'stat'>, path: string): Promise<boolean> {
  try {
    await fs.stat(path);
    return true;
  } catch (error) {
    // Something unreadable is there: reading it later tells why.
    return !isMissing(error);
  }
}

/** True when an absolute path lies below a folder, or is it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function kindOf(entry: {
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}): FolderEntry['kind'] {
  if (entry.isDirectory()) return 'folder';
  if (entry.isFile()) return 'file';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
