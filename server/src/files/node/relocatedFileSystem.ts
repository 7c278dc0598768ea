import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FileSystem } from './fileSystem.ts';

type Call = (this: FileSystem, ...args: unknown[]) => Promise<unknown>;

/**
 * The file system of this machine with a file or folder in the place of another one: whoever asks for `shown`, or for what is below
 * it, gets `actual`. Two copies of a folder then have the same names. What is shown so can only be read. Both are absolute.
 */
export async function relocatedFileSystem(
  real: FileSystem,
  shown: string,
  actual: string,
): Promise<FileSystem> {
  const [shownReal, actualReal] = [await real.realpath(shown), await real.realpath(actual)];
  const within = (folder: string, path: string): string | undefined => {
    const name = relative(folder, path);
    return name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name) ? undefined : name;
  };
  const actualOf = (path: unknown): string | undefined => {
    if (typeof path !== 'string') return undefined;
    const absolute = resolve(path);
    const name = within(shown, absolute) ?? within(shownReal, absolute);
    return name === undefined ? undefined : join(actual, name);
  };
  const reading = <F>(call: F): F =>
    ((path: unknown, ...rest: unknown[]) =>
      (call as Call).call(real, actualOf(path) ?? path, ...rest)) as unknown as F;
  const writing = <F>(call: F): F =>
    (async (...args: unknown[]) => {
      const own = args.find((path) => actualOf(path) !== undefined);
      if (own !== undefined) throw readOnly(own);
      return (call as Call).call(real, ...args);
    }) as unknown as F;
  return {
    lstat: reading(real.lstat),
    stat: reading(real.stat),
    readdir: reading(real.readdir),
    readFile: reading(real.readFile),
    readlink: reading(real.readlink),
    open: (async (path: string, flags: unknown = 'r', ...rest: unknown[]) => {
      const inside = actualOf(path);
      if (inside !== undefined && flags !== 'r') throw readOnly(path);
      return (real.open as Call).call(real, inside ?? path, flags, ...rest);
    }) as unknown as FileSystem['open'],
    realpath: (async (path: string) => {
      const inside = actualOf(path);
      const found = await real.realpath(inside ?? path);
      const name = inside === undefined ? undefined : within(actualReal, found);
      return name === undefined ? found : join(shownReal, name);
    }) as unknown as FileSystem['realpath'],
    chmod: writing(real.chmod),
    chown: writing(real.chown),
    mkdir: writing(real.mkdir),
    rename: writing(real.rename),
    rmdir: writing(real.rmdir),
    unlink: writing(real.unlink),
    writeFile: writing(real.writeFile),
  };
}

function readOnly(path: unknown): Error {
  return Object.assign(new Error('EROFS: the older files can only be read'), { code: 'EROFS', path });
}
