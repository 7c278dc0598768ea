import { deflateRawSync } from 'node:zlib';

/** An entry of an archive, with everything about it that may be a lie. */
export interface ZipItem {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** Default: deflated. */
  readonly stored?: boolean;
  /** Replaces the content as it stands in the archive. */
  readonly data?: Uint8Array;
  /** What the list of entries says; the truth where absent. */
  readonly size?: number;
  readonly compressedSize?: number;
  readonly crc?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Mode of Unix, with the kind of file. */
  readonly mode?: number;
  /** What stands in front of the content; as in the list where absent. */
  readonly localName?: string;
  readonly localSize?: number;
  /** Place of the header in front of the content, where the list shall name another one. */
  readonly offset?: number;
  /** Sizes come behind the content, as writers of streams do it. */
  readonly streamed?: boolean;
  /** The numbers of the list stand in the field of large archives. */
  readonly large?: boolean;
}

export interface ZipOptions {
  /** Stands in front of the archive. */
  readonly prefix?: Uint8Array;
  /** The places in the list count the prefix, as in archives that extract themselves. */
  readonly adjusted?: boolean;
  readonly comment?: string;
  /** How many entries the end of the archive tells. */
  readonly count?: number;
  readonly disk?: number;
  /** With the end of large archives. */
  readonly large?: boolean;
}

const FAR = 0xffffffff;

/** An archive of these entries; of plain ones by name. */
export function zipOf(
  items: readonly ZipItem[] | Readonly<Record<string, string | Uint8Array>>,
  options: ZipOptions = {},
): Uint8Array {
  const { prefix = Buffer.alloc(0), adjusted = false, comment = '', disk = 0, large = false } = options;
  const all: readonly ZipItem[] = Array.isArray(items)
    ? (items as readonly ZipItem[])
    : Object.entries(items as Readonly<Record<string, string | Uint8Array>>).map(([name, content]) => ({
        name,
        content,
      }));
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = adjusted ? prefix.length : 0;
  for (const item of all) {
    const { local, listed } = entry(item, at);
    parts.push(local);
    list.push(listed);
    at += local.length;
  }
  const directory = Buffer.concat(list);
  const count = options.count ?? all.length;
  const end = Buffer.alloc(22 + Buffer.byteLength(comment));
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(disk, 4);
  end.writeUInt16LE(large ? 0xffff : count, 8);
  end.writeUInt16LE(large ? 0xffff : count, 10);
  end.writeUInt32LE(large ? FAR : directory.length, 12);
  end.writeUInt32LE(large ? FAR : at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  end.write(comment, 22);
  const largeEnd = large ? [endOfLarge(at, directory.length, count)] : [];
  return new Uint8Array(Buffer.concat([prefix, ...parts, directory, ...largeEnd, end]));
}

function endOfLarge(offset: number, size: number, count: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function entry(item: ZipItem, at: number): { readonly local: Buffer; readonly listed: Buffer } {
  const name = Buffer.from(item.name as string);
  const localName = item.localName === undefined ? name : Buffer.from(item.localName);
  const content = Buffer.from((item.content ?? '') as string);
  const data = item.data ?? (item.stored ? content : deflateRawSync(content));
  const method = item.method ?? (item.stored ? 0 : 8);
  const crc = item.crc ?? crcOf(content);
  const flags = (item.flags ?? 0x800) | (item.streamed ? 8 : 0);
  const size = item.size ?? content.length;
  const compressedSize = item.compressedSize ?? data.length;

  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  if (!item.streamed) {
    header.writeUInt32LE(crc, 14);
    header.writeUInt32LE(compressedSize, 18);
    header.writeUInt32LE(item.localSize ?? size, 22);
  }
  header.writeUInt16LE(localName.length, 26);
  const behind = Buffer.alloc(item.streamed ? 16 : 0);
  if (item.streamed) {
    behind.writeUInt32LE(0x08074b50, 0);
    behind.writeUInt32LE(crc, 4);
    behind.writeUInt32LE(compressedSize, 8);
    behind.writeUInt32LE(size, 12);
  }

  const extra = Buffer.alloc(item.large ? 28 : 0);
  if (item.large) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(size), 4);
    extra.writeBigUInt64LE(BigInt(compressedSize), 12);
    extra.writeBigUInt64LE(BigInt(item.offset ?? at), 20);
  }
  const listed = Buffer.alloc(46);
  listed.writeUInt32LE(0x02014b50, 0);
  listed.writeUInt16LE((item.mode === undefined ? 0 : 3 << 8) | 20, 4);
  listed.writeUInt16LE(20, 6);
  listed.writeUInt16LE(flags, 8);
  listed.writeUInt16LE(method, 10);
  listed.writeUInt32LE(crc, 16);
  listed.writeUInt32LE(item.large ? FAR : compressedSize, 20);
  listed.writeUInt32LE(item.large ? FAR : size, 24);
  listed.writeUInt16LE(name.length, 28);
  listed.writeUInt16LE(extra.length, 30);
  listed.writeUInt32LE(((item.mode ?? 0) << 16) >>> 0, 38);
  listed.writeUInt32LE(item.large ? FAR : (item.offset ?? at), 42);
  return {
    local: Buffer.concat([header, localName, data, behind]),
    listed: Buffer.concat([listed, name, extra]),
  };
}

/** Bit by bit, so that the table of the reader is held to something else. */
function crcOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
