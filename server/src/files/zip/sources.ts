import type { Reader } from 'unzipit';
import { Unreadable } from '../readResult.ts';

/** Where the bytes of an archive come from. Rejects for a range that is not there. */
export type Source = Reader;

/** Why a part of an archive cannot be read, as the end of a sentence. */
export const CUT_OFF = 'the archive is cut off';

/** An archive in memory. */
export function sourceOf(bytes: Uint8Array): Source {
  return {
    getLength: async () => bytes.length,
    read: async (offset, length) => {
      if (offset + length > bytes.length) throw new Unreadable(CUT_OFF);
      return bytes.subarray(offset, offset + length) as Uint8Array<ArrayBuffer>;
    },
  };
}
