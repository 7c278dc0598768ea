import { isUtf8 } from 'node:buffer';
import type { FileSystem } from './environment.ts';
import { reasonOf } from './errors.ts';

/** Larger files are reported and not read. Real flows stay below 1 MB. */
export const MAX_FILE_SIZE = 20 * 1_048_576;
/** A NUL byte this near to the start tells a binary file. */
const BINARY_WINDOW = 1024;

/** `binary` files are none of our business; a `problem` is to be told. */
export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * Reads a UTF-8 file as it is: a byte order mark stays as the first character. Never rejects. `what` the file is meant to be
 * goes into the messages.
 */
export async function readText(
  fs: FileSystem,
  path: string,
  what: 'flow' | 'part of a solution' = 'flow',
): Promise<ReadText> {
  let bytes: Buffer;
  try {
    const stats = await fs.stat(path);
    if (!stats.isFile()) return { kind: 'problem', message: 'This is not a file.' };
    if (stats.size > MAX_FILE_SIZE) return tooLarge(stats.size, what);
    bytes = await fs.readFile(path);
  } catch (error) {
    return { kind: 'problem', message: `This cannot be read: ${reasonOf(error)}.` };
  }
  if (bytes.length > MAX_FILE_SIZE) return tooLarge(bytes.length, what);
  return decode(bytes, what);
}

function decode(bytes: Buffer, what: string): ReadText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return {
      kind: 'problem',
      message: `This file is UTF-16. Save it as UTF-8${what === 'flow' ? ': flows are UTF-8 in a solution' : ''}.`,
    };
  if (bytes.subarray(0, BINARY_WINDOW).includes(0)) return { kind: 'binary' };
  if (!isUtf8(bytes)) return { kind: 'problem', message: 'This file is not valid UTF-8.' };
  return { kind: 'text', text: bytes.toString('utf8') };
}

function tooLarge(size: number, what: string): ReadText {
  const megabytes = Math.round(size / 1_048_576);
  return {
    kind: 'problem',
    message: `This file is too large to be a ${what} (${megabytes} MB; the limit is ${MAX_FILE_SIZE / 1_048_576} MB).`,
  };
}
