import { dirname } from 'node:path';
import type { Encoding } from '../files/decode.ts';
import { MAX_FILE_SIZE } from '../files/limits.ts';
import { type FileSystem, isMissing, reasonOf } from '../files/node/fileSystem.ts';
import { readFileText } from '../files/node/read.ts';
import { replaceFile } from '../files/node/replaceFile.ts';

export const CHANGED = 'This file changed meanwhile and was left as it is.';
export const LINKED =
  'This file is reached through a symbolic link and was left as it is: repair the file that the link leads to.';
const EXISTS = 'This file, which the repair would make, is there already.';

/** A file of a repair. */
export interface FileToWrite {
  /** Free of links where the file is there; else where it is to be made. Undefined for a file that is not known. */
  readonly real: string | undefined;
  readonly throughLink: boolean;
  /** Null for a file that is made. */
  readonly before: string | null;
  readonly after: string;
}

interface Ready<T> {
  readonly file: T;
  readonly real: string;
  readonly encoding: Encoding;
  /** The outermost folder that was made for the file. */
  made?: string | undefined;
}

/**
 * Writes all files, or none: what was written is put back where one cannot be. New files come first, so that what refers to
 * them never stands alone. `tell`: a file that is in the way, and why; called again for each that could not be put back.
 */
export async function writeFiles<T extends FileToWrite>(
  fs: FileSystem,
  files: readonly T[],
  onProblem: (file: T, message: string, putBack: boolean) => void,
): Promise<boolean> {
  const ready: Ready<T>[] = [];
  for (const file of files) {
    const one = await readyToWrite(fs, file);
    if (typeof one === 'string') {
      onProblem(file, one, false);
      return false;
    }
    ready.push(one);
  }
  ready.sort((a, b) => Number(b.file.before === null) - Number(a.file.before === null));
  for (const [at, one] of ready.entries()) {
    try {
      await write(fs, one);
    } catch (error) {
      onProblem(one.file, `This file cannot be written: ${reasonOf(error)}.`, false);
      for (const written of ready.slice(0, at).reverse())
        await putBack(fs, written).catch((failure: unknown) =>
          onProblem(
            written.file,
            `The repair of this file could not be taken back: ${reasonOf(failure)}.`,
            true,
          ),
        );
      return false;
    }
  }
  return true;
}

/** Or why the file is not to be written. */
async function readyToWrite<T extends FileToWrite>(fs: FileSystem, file: T): Promise<Ready<T> | string> {
  const { real, throughLink, before } = file;
  if (throughLink) return LINKED;
  if (real === undefined) return CHANGED;
  if (before === null) {
    try {
      await fs.lstat(real);
      return EXISTS;
    } catch (error) {
      return isMissing(error)
        ? { file, real, encoding: 'utf-8' }
        : `This file cannot be made: ${reasonOf(error)}.`;
    }
  }
  const read = await readFileText(fs, real, MAX_FILE_SIZE);
  return read.kind === 'text' && read.text === before ? { file, real, encoding: read.encoding } : CHANGED;
}

async function write<T extends FileToWrite>(fs: FileSystem, one: Ready<T>): Promise<void> {
  const { file, real, encoding } = one;
  if (file.before !== null) return replaceFile(fs, real, file.after, encoding);
  one.made = await fs.mkdir(dirname(real), { recursive: true });
  await fs.writeFile(real, file.after, { flag: 'wx' });
}

async function putBack<T extends FileToWrite>(
  fs: FileSystem,
  { file, real, encoding, made }: Ready<T>,
): Promise<void> {
  if (file.before !== null) return replaceFile(fs, real, file.before, encoding);
  await fs.unlink(real);
  if (made === undefined) return;
  // The folders that were made for it; one with other files stays.
  for (let folder = dirname(real); folder.length >= made.length; folder = dirname(folder))
    await fs.rmdir(folder).catch(() => undefined);
}
