import type * as promises from 'node:fs/promises';
import { Unreadable } from '../readResult.ts';

/** The part of node:fs/promises that is used: tests replace parts of it. */
export type FileSystem = Pick<
  typeof promises,
  | 'chmod'
  | 'chown'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readdir'
  | 'readFile'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rmdir'
  | 'stat'
  | 'unlink'
  | 'writeFile'
>;

// System errors in plain words, without stack or absolute path.
const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOENT', 'it does not exist'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its symbolic links go in a circle'],
  ['EMFILE', 'too many files are open'],
  ['ENOSPC', 'the disk is full'],
  ['EREADONLY', 'it is read-only'],
  ['EROFS', 'the disk is read-only'],
  ['EBUSY', 'another program uses it'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ERR_INVALID_ARG_VALUE', 'its name is none that a file can have'],
]);

/** Code of a system error; '' for anything else. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Why the system, or a file system laid over it, refused, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  const code = codeOf(error);
  return REASONS.get(code) ?? (code === '' ? 'an unknown error' : code);
}

/** Why a file that may be new was not written, as the end of a sentence. */
export function reasonNotWritten(error: unknown): string {
  return codeOf(error) === 'ENOENT' ? 'its folder does not exist' : reasonOf(error);
}

/** True when there is no such file. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
