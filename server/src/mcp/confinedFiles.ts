// The file system with nothing in it but what lies in the roots: whatever looks above them or follows a link out finds nothing.
import { dirname } from 'node:path';
import type { FileSystem } from '../files/node/fileSystem.ts';
import type { Roots } from './roots.ts';

type Method = keyof FileSystem;

/** These act on the name itself, whatever a link of that name leads to. */
const ON_NAME: ReadonlySet<Method> = new Set(['lstat', 'rename', 'rmdir', 'unlink']);

/** Paths are absolute. What is outside does not exist, and cannot be made. */
export function confinedFiles(fs: FileSystem, roots: Roots): FileSystem {
  const guarded = <M extends Method>(method: M, own: FileSystem[M]): FileSystem[M] => {
    const call = own as unknown as (...args: unknown[]) => Promise<unknown>;
    const guard = async (...args: unknown[]): Promise<unknown> => {
      const paths = method === 'rename' ? args.slice(0, 2) : args.slice(0, 1);
      for (const path of paths) {
        const isRoot = roots.folders.some(({ real }) => real === path);
        const asked = ON_NAME.has(method) && !isRoot ? dirname(String(path)) : String(path);
        if (!(await roots.holds(asked)))
          throw Object.assign(new Error('outside of the roots'), { code: 'ENOENT' });
      }
      return call(...args);
    };
    return guard as unknown as FileSystem[M];
  };
  return {
    chmod: guarded('chmod', fs.chmod),
    chown: guarded('chown', fs.chown),
    lstat: guarded('lstat', fs.lstat),
    mkdir: guarded('mkdir', fs.mkdir),
    open: guarded('open', fs.open),
    readdir: guarded('readdir', fs.readdir),
    readFile: guarded('readFile', fs.readFile),
    readlink: guarded('readlink', fs.readlink),
    realpath: guarded('realpath', fs.realpath),
    rename: guarded('rename', fs.rename),
    rmdir: guarded('rmdir', fs.rmdir),
    stat: guarded('stat', fs.stat),
    unlink: guarded('unlink', fs.unlink),
    writeFile: guarded('writeFile', fs.writeFile),
  };
}
