// Reads the files of an archive as npm packs it.
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** Plain files by their names in the archive. */
export function untar(archive: Buffer): Map<string, Buffer> {
  const bytes = gunzipSync(archive);
  const files = new Map<string, Buffer>();
  const textAt = (at: number, length: number): string =>
    bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '');
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(textAt(at + 124, 12), 8);
    const prefix = textAt(at + 345, 155);
    const name = prefix === '' ? textAt(at, 100) : `${prefix}/${textAt(at, 100)}`;
    const type = String.fromCharCode(bytes[at + 156]!);
    if (type === '0') files.set(name, bytes.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return files;
}
