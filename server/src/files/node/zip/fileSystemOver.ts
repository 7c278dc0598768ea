import type { Archive } from '../../zip/archive.ts';
import type { FileSystem } from '../fileSystem.ts';
import { type InArchive, pathOf } from './locations.ts';

/** What is laid over: `Archives`. Rejects as a file system does, or with `Unreadable`. */
interface Laid {
  /** Where a path leads that may lie in an archive; undefined for one on disk. */
  locate(path: string): Promise<InArchive | undefined>;
  /** The archive of an inside. */
  archive(inside: string): Promise<Pick<Archive, 'names'>>;
  /** Size of a file in bytes; undefined for a folder. */
  sizeOf(place: InArchive): Promise<number | undefined>;
  read(place: InArchive): Promise<Uint8Array>;
}

/** What is asked of files and folders; an archive has no more to say. `size`: undefined for a folder. */
function stats(size: number | undefined) {
  return {
    size: size ?? 0,
    isFile: () => size !== undefined,
    isDirectory: () => size === undefined,
    isSymbolicLink: () => false,
  };
}

/** A file system in which the insides of archives are folders. They are read only: what writes goes to `disk` alone. */
export function fileSystemOver(disk: FileSystem, archives: Laid): FileSystem {
  /** Asks the archive around a path, or the disk where there is none. */
  const ask = async <T>(
    path: string,
    inArchive: (place: InArchive) => Promise<T>,
    onDisk: () => Promise<T>,
  ): Promise<T> => {
    const place = await archives.locate(path);
    return place === undefined ? onDisk() : inArchive(place);
  };
  const look = async (place: InArchive): Promise<unknown> => stats(await archives.sizeOf(place));
  const names = async ({ inside, path }: InArchive) => {
    const found = (await archives.archive(inside)).names(path);
    if (found === undefined) throw Object.assign(new Error('no folder of the archive'), { code: 'ENOENT' });
    return found;
  };
  const over = {
    stat: (path: string) => ask(path, look, () => disk.stat(path)),
    lstat: (path: string) => ask(path, look, () => disk.lstat(path)),
    realpath: (path: string) =>
      ask(
        path,
        async (place) => pathOf(place),
        () => disk.realpath(path),
      ),
    readdir: (path: string, options?: { withFileTypes: true }) =>
      ask<unknown>(
        path,
        async (place) =>
          (await names(place)).map(({ name, kind }) =>
            options === undefined ? name : { name, ...stats(kind === 'file' ? 0 : undefined) },
          ),
        () => (options === undefined ? disk.readdir(path) : disk.readdir(path, options)),
      ),
    readFile: (path: string, options?: 'utf8') =>
      ask<unknown>(
        path,
        async (place) => {
          const bytes = Buffer.from((await archives.read(place)).buffer);
          return options === undefined ? bytes : bytes.toString(options);
        },
        () => disk.readFile(path, options),
      ),
  };
  return { ...disk, ...over } as unknown as FileSystem;
}
