import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FileSystem } from '../../files/node/fileSystem.ts';
import type { Blob, BlobReader } from '../blobs.ts';
import type { Found, RevisionTree, TreeNode } from '../revisionTree.ts';

/** A repository as it was in a revision. */
export interface RevisionSource {
  readonly tree: RevisionTree;
  readonly blobs: Pick<BlobReader, 'read'>;
  /**
   * Absolute paths of the top of its work tree: first the one free of links, then others that lead there. What is below any of
   * them is shown as it was.
   */
  readonly tops: readonly [string, ...string[]];
}

/**
 * The file system of this machine, with the work tree of a repository as it was in a revision. Below its top, files, folders and
 * links are those of the revision, in the form that git stores (no filters, no conversion of line ends), and nothing can be
 * written; `.git` and all that lies outside are those of `real`. Fails as `real` does, with the codes of a system.
 */
export function revisionFileSystem(real: FileSystem, { tree, blobs, tops }: RevisionSource): FileSystem {
  /** Asked for the size first, then for the content: kept from one to the other. */
  const kept = new Map<string, Promise<Blob>>();
  const blobOf = (id: string): Promise<Blob> => {
    const known = kept.get(id) ?? blobs.read(id);
    kept.set(id, known);
    return known;
  };
  const find = async (place: Place, followsLast = true): Promise<Found & { readonly kind: 'found' }> => {
    const found = await tree.find(place.names, followsLast);
    if (found.kind === 'found') return found;
    throw failure(CODES[found.kind], place.path);
  };
  const statsOf = async (node: TreeNode, path: string): Promise<unknown> => {
    if (node.kind !== 'file') return stats(node.kind, 0);
    const blob = await blobOf(node.id);
    if (blob.kind === 'missing') throw failure('EIO', path);
    return stats('file', blob.size);
  };
  const read = async (place: Place, encoding: unknown): Promise<Buffer | string> => {
    const { node } = await find(place);
    if (node.kind === 'folder') throw failure('EISDIR', place.path);
    const blob = await blobOf(node.id);
    kept.delete(node.id);
    if (blob.kind !== 'content') throw failure(blob.kind === 'missing' ? 'EIO' : 'EFBIG', place.path);
    const bytes = Buffer.from(blob.bytes.buffer, blob.bytes.byteOffset, blob.bytes.byteLength);
    const name =
      typeof encoding === 'string' ? encoding : (encoding as { encoding?: string } | null)?.encoding;
    return name ? bytes.toString(name as BufferEncoding) : bytes;
  };

  const inside = (path: unknown): Place | undefined => placeIn(tops, path);
  /** Calls `own` for what lies in the revision, the real function for all else. */
  const laid = <Call extends FileSystem[keyof FileSystem]>(
    call: Call,
    own: (place: Place, option: unknown) => Promise<unknown>,
  ): Call =>
    ((path: unknown, ...rest: unknown[]) => {
      const place = inside(path);
      return place === undefined
        ? (call as (...args: unknown[]) => Promise<unknown>)(path, ...rest)
        : own(place, rest[0]);
    }) as unknown as Call;
  const refused = <Call extends FileSystem[keyof FileSystem]>(call: Call): Call =>
    laid(call, async ({ path }) => {
      throw failure('EROFS', path);
    });

  return {
    stat: laid(real.stat, async (place) => statsOf((await find(place)).node, place.path)),
    lstat: laid(real.lstat, async (place) => statsOf((await find(place, false)).node, place.path)),
    realpath: laid(real.realpath, async (place) => join(tops[0], ...(await find(place)).path)),
    readdir: laid(real.readdir, async (place, options) => {
      const { node } = await find(place);
      if (node.kind !== 'folder') throw failure('ENOTDIR', place.path);
      const withTypes = (options as { withFileTypes?: boolean } | undefined)?.withFileTypes === true;
      return withTypes
        ? [...node.entries].map(([name, { kind }]) => ({ name, parentPath: place.path, ...tests(kind) }))
        : [...node.entries.keys()];
    }),
    readFile: laid(real.readFile, read),
    // What it shows is free of links: `realpath` has followed them.
    readlink: laid(real.readlink, async ({ path }) => {
      throw failure('EINVAL', path);
    }),
    open: laid(real.open, async (place, flags = 'r') => {
      if (flags !== 'r') throw failure('EROFS', place.path);
      return handle((await read(place, null)) as Buffer);
    }),
    rename: (async (from, to) => {
      const place = inside(from) ?? inside(to);
      if (place !== undefined) throw failure('EROFS', place.path);
      return real.rename(from, to);
    }) as FileSystem['rename'],
    chmod: refused(real.chmod),
    chown: refused(real.chown),
    mkdir: refused(real.mkdir),
    rmdir: refused(real.rmdir),
    unlink: refused(real.unlink),
    writeFile: refused(real.writeFile),
  };
}

/** A path in the repository: as it was asked for, and its names below the top. */
interface Place {
  readonly path: string;
  readonly names: readonly string[];
}

/** Undefined outside of the repository, and in its `.git`. */
function placeIn(tops: readonly string[], path: unknown): Place | undefined {
  if (typeof path !== 'string') return undefined;
  const absolute = resolve(path);
  for (const top of tops) {
    const name = relative(top, absolute);
    if (name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name)) continue;
    const names = name === '' ? [] : name.split(sep);
    return names[0]?.toLowerCase() === '.git' ? undefined : { path: absolute, names };
  }
  return undefined;
}

/** What reads a part of a file; the content is in memory already. */
function handle(bytes: Buffer) {
  return {
    async read(buffer: Uint8Array, offset = 0, length = buffer.length - offset, position = 0) {
      const part = bytes.subarray(position, position + length);
      buffer.set(part, offset);
      return { bytesRead: part.length, buffer };
    },
    stat: async () => stats('file', bytes.length),
    readFile: async () => bytes,
    close: async () => {},
  };
}

const CODES = { nowhere: 'ENOENT', circle: 'ELOOP', noFolder: 'ENOTDIR' } as const;

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}, '${path}'`), { code, path });
}

function tests(kind: TreeNode['kind']) {
  const no = (): boolean => false;
  return {
    isFile: () => kind === 'file',
    isDirectory: () => kind === 'folder',
    isSymbolicLink: () => kind === 'link',
    ...{ isBlockDevice: no, isCharacterDevice: no, isFIFO: no, isSocket: no },
  };
}

const MODES = { file: 0o100444, folder: 0o040555, link: 0o120777 } as const;

function stats(kind: TreeNode['kind'], size: number) {
  return { ...tests(kind), size, mode: MODES[kind], nlink: 1, uid: 0, gid: 0 };
}
