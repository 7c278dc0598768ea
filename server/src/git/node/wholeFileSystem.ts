import type { FileSystem } from '../../files/node/fileSystem.ts';
import { isMissing } from '../../files/node/fileSystem.ts';
import { type RevisionSource, revisionFileSystem } from './revisionFileSystem.ts';

type Call = (...args: unknown[]) => Promise<unknown>;

interface Entry {
  readonly name: string;
}

/**
 * The file system of this machine with the files that a sparse checkout leaves out, as the index has them. What is on disk counts
 * first. `left`: a repository with nothing but those files. They can only be read.
 */
export function wholeFileSystem(real: FileSystem, left: RevisionSource): FileSystem {
  const inIndex = revisionFileSystem(real, left);
  const either = <C extends FileSystem[keyof FileSystem]>(own: C, other: C): C =>
    (async (...args: unknown[]) => {
      try {
        return await (own as unknown as Call)(...args);
      } catch (error) {
        if (!isMissing(error)) throw error;
        return (other as unknown as Call)(...args).catch((inner: unknown) => {
          throw isMissing(inner) ? error : inner;
        });
      }
    }) as unknown as C;
  const both = async (...args: unknown[]): Promise<unknown> => {
    const none = (error: unknown): readonly (string | Entry)[] => {
      if (isMissing(error)) return [];
      throw error;
    };
    const more = (await (inIndex.readdir as unknown as Call)(...args).catch(none)) as (string | Entry)[];
    if (more.length === 0) return (real.readdir as unknown as Call)(...args);
    const own = (await (real.readdir as unknown as Call)(...args).catch(none)) as (string | Entry)[];
    const names = new Set(own.map(nameOf));
    return [...own, ...more.filter((one) => !names.has(nameOf(one)))];
  };
  return {
    ...real,
    lstat: either(real.lstat, inIndex.lstat),
    open: either(real.open, inIndex.open),
    readdir: both as unknown as FileSystem['readdir'],
    readFile: either(real.readFile, inIndex.readFile),
    readlink: either(real.readlink, inIndex.readlink),
    realpath: either(real.realpath, inIndex.realpath),
    stat: either(real.stat, inIndex.stat),
  };
}

function nameOf(entry: string | Entry): string {
  return typeof entry === 'string' ? entry : entry.name;
}
