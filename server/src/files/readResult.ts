import { decode, type Encoding } from './decode.ts';

/**
 * What came of reading a file. `missing`: there is none. `unreadable`: there is one, or nobody knows; `reason` is the end of a
 * sentence. `text` begins with the byte order mark where the file has one.
 */
export type ReadResult =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  | { readonly kind: 'tooLarge'; readonly size: number; readonly maxSize: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Why something cannot be read, where that is known in words: the message is the end of a sentence. */
export class Unreadable extends Error {}

/** Why a link is not followed, as the end of a sentence. */
export const LEADS_OUT = 'it is a symbolic link that leads out of the folder';
export const LEADS_NOWHERE = 'it is a symbolic link that leads nowhere';

/** The same of a pipe, a device and the like: reading one might never end. */
export const NOT_REGULAR = 'it is no regular file';

/** The bytes of a file as a result. */
export function textOf(bytes: Uint8Array, maxSize: number): ReadResult {
  if (bytes.length > maxSize) return { kind: 'tooLarge', size: bytes.length, maxSize };
  const decoded = decode(bytes);
  return decoded.kind === 'text' ? decoded : { kind: 'unreadable', reason: decoded.reason };
}
