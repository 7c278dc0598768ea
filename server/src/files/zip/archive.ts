import { ZipEntry } from 'unzipit';
import { SolutionFiles } from '../../core/index.ts';
import { Unreadable } from '../readResult.ts';
import { isWantedName } from '../wanted.ts';
import { crc32 } from './crc32.ts';
import { type LocalHeader, localHeader, type RawEntry, readDirectory } from './directory.ts';
import { MAX_ARCHIVE_SIZE, MAX_ENTRIES, MAX_ENTRY_SIZE, MAX_RATIO, RATIO_FROM } from './limits.ts';
import { isArchiveName, pathOfName } from './names.ts';
import type { Source } from './sources.ts';

/** An entry that somebody may want to read. */
interface ArchiveFile {
  readonly raw: RawEntry;
  /** Why it is not read, as the end of a sentence. */
  problem: string | undefined;
}

/** A name in a folder of an archive. */
export interface ArchiveName {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Our own files: an archive is what is checked, and does not say how. */
const NEVER_THERE: ReadonlySet<string> = new Set([
  'lockkeeper.config.json',
  'lockkeeper.baseline.json',
  '.git',
]);

const MB = 1_048_576;

/**
 * The inside of one archive: the files by path (with `/`), and what cannot be trusted in it. Holds the list of entries and none of
 * their bytes.
 */
export class Archive {
  readonly #entries: readonly RawEntry[];
  readonly #files = new Map<string, ArchiveFile>();
  readonly #folders = new Map<string, ArchiveName[]>([['', []]]);
  readonly #problems: string[] = [];
  #verified = false;

  private constructor(entries: readonly RawEntry[]) {
    this.#entries = entries;
    for (const raw of entries) this.#take(raw);
    this.#reportDuplicates();
  }

  /** Reads the list of entries. @throws Unreadable where it is no whole archive */
  static async open(source: Source): Promise<Archive> {
    return new Archive(await readDirectory(source));
  }

  /** True when an entry has the name of a solution's file or of a flow. */
  get isOfInterest(): boolean {
    return this.#entries.some(({ name }) => isOfSolution(name));
  }

  /** Paths of the archives in it. */
  get archives(): readonly string[] {
    return [...this.#files.keys()].filter(isArchiveName);
  }

  /** What is wrong with the archive, or with entries that have no path in it; ends of sentences. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Of a folder by path, '' for the archive itself; undefined where there is no such folder. */
  names(folder: string): readonly ArchiveName[] | undefined {
    return this.#folders.get(folder);
  }

  /** Size of a file in bytes, as the archive promises it; undefined where there is no such file. */
  sizeOf(path: string): number | undefined {
    return this.#files.get(path)?.raw.uncompressedSize;
  }

  /** Why a file is not read, as the end of a sentence; undefined where nothing is known against it. */
  problemOf(path: string): string | undefined {
    return this.#files.get(path)?.problem;
  }

  /**
   * Compares what the entries say with what stands in front of their contents, once. Entries that share bytes, or tell their
   * name and size in two ways, are not read: each reader would see something else.
   */
  verify(bytes: Uint8Array): void {
    if (this.#verified) return;
    this.#verified = true;
    const files = new Map([...this.#files.values()].map((file) => [file.raw, file]));
    const byPlace = [...this.#entries].sort(
      (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
    );
    let end = 0;
    let before: RawEntry | undefined;
    for (const raw of byPlace) {
      const local = localHeader(bytes, raw);
      const file = files.get(raw);
      if (local === undefined) {
        refuse(file, 'its content is not in the archive');
        continue;
      }
      if (raw.relativeOffsetOfLocalHeader < end)
        for (const one of [file, before && files.get(before)])
          refuse(one, 'it shares bytes with another entry');
      refuse(file, differences(raw, local));
      const stops = local.data + raw.compressedSize;
      if (stops > bytes.length) refuse(file, 'its content is not in the archive');
      if (stops > end) [end, before] = [stops, raw];
    }
  }

  /**
   * The content of a file. `source`: the whole archive.
   * @throws Unreadable where it cannot be trusted
   */
  async read(path: string, source: Source): Promise<Uint8Array> {
    const file = this.#files.get(path);
    if (file === undefined) throw new Unreadable('it does not exist');
    if (file.problem !== undefined) throw new Unreadable(file.problem);
    const { raw } = file;
    let bytes: Uint8Array;
    try {
      // Ends where the content is longer than was promised, so that no more is unpacked.
      bytes = new Uint8Array(await new ZipEntry(source, raw).arrayBuffer());
    } catch {
      throw new Unreadable('its content is damaged, or has another size than the archive says');
    }
    if (bytes.length !== raw.uncompressedSize)
      throw new Unreadable('its content has another size than the archive says');
    if (crc32(bytes) !== raw.crc32) throw new Unreadable('its checksum is wrong: the content is damaged');
    return bytes;
  }

  #take(raw: RawEntry): void {
    const taken = pathOfName(raw.name);
    if (taken.path === undefined) {
      this.#problems.push(`the name of its entry "${raw.name}" ${taken.reason}`);
      return;
    }
    const parts = taken.path.split('/');
    if (parts.some((part) => NEVER_THERE.has(part.toLowerCase())) || taken.path === '') return;
    if (taken.isFolder) return void this.#folder(taken.path);
    const name = parts.at(-1)!;
    // Of what is never read, nothing has to be known.
    if (!isWantedName(name) && !isArchiveName(name)) return;
    if (this.#files.has(taken.path)) {
      this.#problems.push(`it holds two entries "${taken.path}"`);
      return;
    }
    const folder = this.#folder(parts.slice(0, -1).join('/'));
    this.#files.set(taken.path, { raw, problem: problemOf(raw) });
    folder.push({ name, kind: 'file' });
  }

  /** The names in a folder, which is made with those around it. */
  #folder(path: string): ArchiveName[] {
    let names = this.#folders.get(path);
    if (names !== undefined) return names;
    names = [];
    const made = names;
    for (let at = path, inside = made; ; ) {
      this.#folders.set(at, inside);
      const slash = at.lastIndexOf('/');
      const around = slash === -1 ? '' : at.slice(0, slash);
      const known = this.#folders.get(around);
      const into = known ?? [];
      into.push({ name: at.slice(slash + 1), kind: 'folder' });
      if (known !== undefined) return made;
      [at, inside] = [around, into];
    }
  }

  /** Names that are one and the same where case means nothing: one file would hide the other there. */
  #reportDuplicates(): void {
    const seen = new Map<string, string>();
    for (const path of this.#files.keys()) {
      const lower = path.toLowerCase();
      const other = seen.get(lower);
      if (other !== undefined)
        this.#problems.push(`its entries "${other}" and "${path}" differ in case alone`);
      else if (this.#folders.has(path)) this.#problems.push(`its entry "${path}" is a file and a folder`);
      else seen.set(lower, path);
    }
  }

  /** Why nothing of it is read at all: it is too large. Undefined when it is not. */
  tooLarge(): string | undefined {
    const { length } = this.#entries;
    if (length > MAX_ENTRIES) return `it holds ${length} entries; more than ${MAX_ENTRIES} are not read`;
    let sum = 0;
    for (const { raw } of this.#files.values()) sum += raw.uncompressedSize;
    return sum > MAX_ARCHIVE_SIZE
      ? `its files take ${Math.ceil(sum / MB)} MB unpacked; more than ${MAX_ARCHIVE_SIZE / MB} MB are not read`
      : undefined;
  }
}

function refuse(file: ArchiveFile | undefined, problem: string | undefined): void {
  if (file !== undefined) file.problem ??= problem;
}

function isOfSolution(name: string): boolean {
  if (!/\.(?:json|xml)$/i.test(name)) return false;
  const path = `/${name.replaceAll('\\', '/')}`;
  if (/\/(?:solution|customizations)\.xml$/i.test(path)) return true;
  if (/\/definition\.json$/i.test(path)) return true;
  return SolutionFiles.wants(path) && !SolutionFiles.needsText(path);
}

/** Kinds of files in the modes of Unix, and who wrote such modes (APPNOTE 4.4.2). */
const UNIX = [3, 19];
const KIND = 0o170000;
const REGULAR = 0o100000;
const LINK = 0o120000;

/** What the list says of an entry that would be read and is not. */
function problemOf(raw: RawEntry): string | undefined {
  const { uncompressedSize: size, compressedSize, compressionMethod: method } = raw;
  const kind = UNIX.includes(raw.versionMadeBy >>> 8) ? (raw.externalFileAttributes >>> 16) & KIND : 0;
  if (kind === LINK) return 'it is a symbolic link, which is not followed in an archive';
  if (kind !== 0 && kind !== REGULAR) return 'it is no regular file';
  // Encrypted, strongly encrypted, with a hidden list of entries.
  if (raw.generalPurposeBitFlag & 0x2041) return 'it is encrypted';
  if (method !== 0 && method !== 8) return `it is compressed in a way that is not known (method ${method})`;
  if (size > MAX_ENTRY_SIZE)
    return `it takes ${Math.ceil(size / MB)} MB unpacked; more than ${MAX_ENTRY_SIZE / MB} MB are not read`;
  if (method === 0 && size !== compressedSize) return 'its two sizes differ although it is not compressed';
  if (size > RATIO_FROM && size > compressedSize * MAX_RATIO)
    return `it takes ${Math.ceil(size / MB)} MB unpacked, which is more than ${MAX_RATIO} times what it takes in the archive`;
  return undefined;
}

function differences(raw: RawEntry, { nameBytes, sizes }: LocalHeader): string | undefined {
  const { nameBytes: own } = raw;
  if (nameBytes.length !== own.length || nameBytes.some((byte, at) => byte !== own[at]))
    return 'it has two names in the archive';
  const isSame =
    sizes === undefined ||
    (sizes.compressed === raw.compressedSize && sizes.uncompressed === raw.uncompressedSize);
  return isSame ? undefined : 'it has two sizes in the archive';
}
