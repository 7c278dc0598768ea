// Reads the entries of a zip archive, as solutions are exported: stored or deflated, without encryption.
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** Bytes of one entry when unpacked; more is no definition of a flow. */
const LARGEST = 64 << 20;

/**
 * @param {Buffer} zip
 * @param {(name: string) => boolean} wanted
 * @returns {{ name: string, bytes: Buffer }[]} files by their names in the archive, which may be hostile; none of a damaged archive
 */
export function unzip(zip, wanted) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END) return [];
  const files = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) break;
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (name.endsWith('/') || !wanted(name) || local + 30 > zip.length) continue;
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = unpacked(zip.subarray(start, start + size), method);
    if (bytes !== undefined) files.push({ name, bytes });
  }
  return files;
}

/** @param {Buffer} packed @param {number} method */
function unpacked(packed, method) {
  if (method === 0) return packed;
  if (method !== 8) return undefined;
  try {
    return inflateRawSync(packed, { maxOutputLength: LARGEST });
  } catch {
    return undefined;
  }
}
