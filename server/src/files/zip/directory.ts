import type { ZipEntry } from 'unzipit';
import { Unreadable } from '../readResult.ts';
import { MAX_DIRECTORY_SIZE } from './limits.ts';
import { decodeName } from './names.ts';
import { CUT_OFF, type Source } from './sources.ts';

/** What the list of an archive says of an entry: as `unzipit` takes it. */
export type RawEntry = ConstructorParameters<typeof ZipEntry>[1];

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const NOT_HERE = 0xffffffff;

/** Where the list of entries lies. */
interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

/**
 * The list of entries at the end of an archive: the one that counts for whoever unpacks it. The fields of an entry are taken as
 * they stand; nothing of its content is looked at.
 * @throws Unreadable where it is no whole archive
 */
export async function readDirectory(source: Source): Promise<readonly RawEntry[]> {
  const length = await source.getLength();
  if (length === 0) throw new Unreadable('it is an empty file');
  const head = await source.read(0, Math.min(length, 40));
  const { offset, size, count } = await findDirectory(source, length, head);
  if (size > MAX_DIRECTORY_SIZE)
    throw new Unreadable(`its list of entries is larger than ${MAX_DIRECTORY_SIZE / 1_048_576} MB`);
  // A copy: what is kept of it must not hold the whole archive.
  const entries = listed((await source.read(offset, size)).slice(), count);
  const first = entries.reduce((least, one) => Math.min(least, one.relativeOffsetOfLocalHeader), length);
  if (entries.length > 0 && first > 0) throw new Unreadable(IN_FRONT);
  return entries;
}

const IN_FRONT = 'something stands in front of the archive, as in one that extracts itself';
const DAMAGED = 'its list of entries is damaged';

async function findDirectory(source: Source, length: number, head: Uint8Array): Promise<Directory> {
  const start = Math.max(0, length - END_SIZE - MAX_COMMENT);
  const tail = viewOf(await source.read(start, length - start));
  let at = tail.byteLength - END_SIZE;
  while (at >= 0 && !(tail.getUint32(at, true) === END && endsAt(tail, at))) at--;
  if (at < 0) throw new Unreadable(notFound(head));
  if (tail.getUint16(at + 4, true) !== 0 || tail.getUint16(at + 6, true) !== 0)
    throw new Unreadable('it is a part of an archive that is split over several files');
  const end = {
    count: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
  };
  const isLarge = end.count === 0xffff || end.size === NOT_HERE || end.offset === NOT_HERE;
  const large = isLarge ? await findLarge(source, start + at) : undefined;
  const { ends, ...directory } = large ?? { ...end, ends: start + at };
  const headSignature = head.length < 4 ? 0 : viewOf(head).getUint32(0, true);
  if (headSignature !== LOCAL && headSignature !== END && headSignature !== END_64)
    throw new Unreadable(IN_FRONT);
  const stops = directory.offset + directory.size;
  if (stops > ends) throw new Unreadable(CUT_OFF);
  if (stops < ends) throw new Unreadable(IN_FRONT);
  return directory;
}

function endsAt(tail: DataView, at: number): boolean {
  return at + END_SIZE + tail.getUint16(at + 20, true) === tail.byteLength;
}

/** Why there is no list of entries, as far as the first bytes tell. */
function notFound(head: Uint8Array): string {
  if (head.length >= 4 && viewOf(head).getUint32(0, true) === LOCAL) return CUT_OFF;
  return new TextDecoder().decode(head).startsWith('version https://git-lfs')
    ? 'a pointer of Git LFS stands in its place: run "git lfs pull"'
    : 'it is no zip archive';
}

/** The numbers of an archive beyond four gigabytes or 65,535 entries (zip64). */
async function findLarge(source: Source, end: number): Promise<Directory & { readonly ends: number }> {
  if (end < 20) throw new Unreadable(DAMAGED);
  const locator = viewOf(await source.read(end - 20, 20));
  if (locator.getUint32(0, true) !== LOCATOR_64) throw new Unreadable(DAMAGED);
  const ends = numberAt(locator, 8);
  if (ends + 56 > end) throw new Unreadable(CUT_OFF);
  const record = viewOf(await source.read(ends, 56));
  if (record.getUint32(0, true) !== END_64) throw new Unreadable(DAMAGED);
  return { count: numberAt(record, 32), size: numberAt(record, 40), offset: numberAt(record, 48), ends };
}

function listed(bytes: Uint8Array, count: number): RawEntry[] {
  const view = viewOf(bytes);
  const entries: RawEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== LISTED) throw new Unreadable(DAMAGED);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    ) as [number, number, number];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > bytes.length) throw new Unreadable(DAMAGED);
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, next - commentLength);
    entries.push(withLarge(entryAt(view, at, nameBytes), extra));
    at = next;
  }
  if (at !== bytes.length) throw new Unreadable('it lists other entries than it counts');
  return entries;
}

function entryAt(view: DataView, at: number, nameBytes: Uint8Array): RawEntry {
  const short = (field: number): number => view.getUint16(at + field, true);
  const long = (field: number): number => view.getUint32(at + field, true);
  return {
    versionMadeBy: short(4),
    versionNeededToExtract: short(6),
    generalPurposeBitFlag: short(8),
    compressionMethod: short(10),
    lastModFileTime: short(12),
    lastModFileDate: short(14),
    crc32: long(16),
    compressedSize: long(20),
    uncompressedSize: long(24),
    fileNameLength: nameBytes.length,
    extraFieldLength: short(30),
    fileCommentLength: short(32),
    internalFileAttributes: short(36),
    externalFileAttributes: long(38),
    relativeOffsetOfLocalHeader: long(42),
    nameBytes,
    name: decodeName(nameBytes),
    extraFields: [],
    commentBytes: nameBytes.subarray(0, 0),
    comment: '',
  };
}

/** With the numbers that did not fit (field 1 of zip64). Where that is missing, the entry keeps numbers that no file has. */
function withLarge(entry: RawEntry, extra: Uint8Array): RawEntry {
  const fields = ['uncompressedSize', 'compressedSize', 'relativeOffsetOfLocalHeader'] as const;
  const missing = fields.filter((field) => entry[field] === NOT_HERE);
  if (missing.length === 0) return entry;
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    for (const [index, field] of missing.entries()) {
      const place = at + 4 + index * 8;
      if (place + 8 <= extra.length) entry[field] = numberAt(view, place);
    }
    break;
  }
  return entry;
}

/** What stands in front of an entry's content says the same once more. */
export interface LocalHeader {
  readonly nameBytes: Uint8Array;
  /** Where the content begins. */
  readonly data: number;
  /** Undefined where they come behind the content, or did not fit. */
  readonly sizes: { readonly compressed: number; readonly uncompressed: number } | undefined;
}

/** Undefined where there is none at the place that the list names. */
export function localHeader(archive: Uint8Array, entry: RawEntry): LocalHeader | undefined {
  const at = entry.relativeOffsetOfLocalHeader;
  if (at + 30 > archive.length) return undefined;
  const view = new DataView(archive.buffer, archive.byteOffset + at, 30);
  if (view.getUint32(0, true) !== LOCAL) return undefined;
  const nameEnd = at + 30 + view.getUint16(26, true);
  const data = nameEnd + view.getUint16(28, true);
  if (data > archive.length) return undefined;
  const [compressed, uncompressed] = [view.getUint32(18, true), view.getUint32(22, true)];
  const isLater = (view.getUint16(6, true) & 8) !== 0 || compressed === NOT_HERE || uncompressed === NOT_HERE;
  return {
    nameBytes: archive.subarray(at + 30, nameEnd),
    data,
    sizes: isLater ? undefined : { compressed, uncompressed },
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Eight bytes; what is larger than a number can tell is larger than any file. */
function numberAt(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000;
}
