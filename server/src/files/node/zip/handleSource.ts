import type { FileHandle } from 'node:fs/promises';
import { Unreadable } from '../../readResult.ts';
import { CUT_OFF, type Source } from '../../zip/sources.ts';

/** An archive of which only parts are wanted. `size`: of the file, in bytes. */
export function handleSource(handle: FileHandle, size: number): Source {
  return {
    getLength: async () => size,
    read: async (offset, length) => {
      if (offset + length > size) throw new Unreadable(CUT_OFF);
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
        if (bytesRead === 0) throw new Unreadable(CUT_OFF);
        at += bytesRead;
      }
      return bytes;
    },
  };
}
