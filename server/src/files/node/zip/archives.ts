import { join, sep } from 'node:path';
import { Unreadable } from '../../readResult.ts';
import type { FolderAccess, FolderEntry } from '../../walk.ts';
import { Archive } from '../../zip/archive.ts';
import { KeptBytes } from '../../zip/kept.ts';
import { MAX_ARCHIVE_SIZE, MAX_NESTING, READ_AT_ONCE } from '../../zip/limits.ts';
import { isArchiveName } from '../../zip/names.ts';
import { sourceOf } from '../../zip/sources.ts';
import { nodeAccess } from '../access.ts';
import { type FileSystem, reasonOf } from '../fileSystem.ts';
import { fileSystemOver } from './fileSystemOver.ts';
import { handleSource } from './handleSource.ts';
import { type InArchive, insidesIn, pathOf } from './locations.ts';

/** What is wrong with an archive or a file in one. */
export interface ArchiveProblem {
  /** Absolute; as whoever entered the archive called it. */
  readonly path: string;
  /** Ends of sentences. */
  readonly reasons: readonly string[];
}

/**
 * The archives of a run. Each that is entered is a folder beside its file, `a.zip!` for `a.zip`, in a file system laid over the
 * given one. Nothing is written, to disk or into an archive.
 */
export class Archives {
  /** The files that were there, and those in archives. */
  readonly fs: FileSystem;
  readonly #disk: FileSystem;
  readonly #entersMet: boolean;
  /** Insides by whether they were entered. */
  readonly #entered = new Map<string, boolean>();
  readonly #open = new Map<string, Promise<Archive>>();
  readonly #kept = new KeptBytes();
  /** By path as given, whether it is the inside of an archive on disk: its path free of links. */
  readonly #outermost = new Map<string, Promise<string | undefined>>();
  readonly #problems = new Map<string, string[]>();
  /** Files that cannot be trusted, by path free of links. */
  readonly #damaged = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  /** `entersMet`: a walk enters the archives that it meets on disk. */
  constructor(disk: FileSystem, { entersMet }: { readonly entersMet: boolean }) {
    this.#disk = disk;
    this.#entersMet = entersMet;
    this.fs = fileSystemOver(disk, this);
  }

  /** In the order in which they were met. */
  get problems(): readonly ArchiveProblem[] {
    return [...this.#problems].map(([path, reasons]) => ({ path, reasons }));
  }

  /** True for the path of a file in an archive that was entered. `path`: absolute, free of links. */
  isInside(path: string): boolean {
    return insidesIn(path).some((end) => this.#entered.get(path.slice(0, end)) === true);
  }

  /** True for a file that was asked for and cannot be trusted. Path as above. */
  isDamaged(path: string): boolean {
    return this.#damaged.has(path);
  }

  /**
   * Folders as a walk sees them: with the insides of archives that hold a solution or flows, or archives that do. What is wrong
   * with an archive is told by `problems`.
   */
  access(): FolderAccess {
    const plain = nodeAccess(this.fs);
    return {
      ...plain,
      entries: async (folder) => {
        const all = await plain.entries(folder);
        if (!this.#entersMet && !this.isInside(folder)) return all;
        const insides: FolderEntry[] = [];
        for (const { name, kind } of all) {
          if (kind !== 'file' || !isArchiveName(name)) continue;
          const path = join(folder, name);
          if (all.some((other) => other.name === `${name}!`))
            this.#report(path, `"${name}!" stands beside it, which is what its inside is called`);
          else if (await this.enter(path)) insides.push({ name: `${name}!`, kind: 'folder' });
        }
        return [...all, ...insides];
      },
    };
  }

  /**
   * Makes the inside of an archive a folder, if it holds a solution or flows, or an archive that does, or was named by the user.
   * One archive at a time. False also where it cannot be read, which `problems` then tells. `path`: absolute.
   */
  enter(path: string, isNamed = false): Promise<boolean> {
    const turn = this.#turn.then(async () => this.#enter(path, await this.#insideOf(path), isNamed));
    this.#turn = turn;
    return turn;
  }

  /** Never rejects. */
  async #enter(path: string, inside: string, isNamed: boolean): Promise<boolean> {
    const known = this.#entered.get(inside);
    if (known === true || (known === false && (!isNamed || this.#problems.has(path)))) return known;
    let isEntered = false;
    try {
      isEntered = await this.#look(path, inside, isNamed);
    } catch (error) {
      this.#report(path, reasonOf(error));
    }
    this.#entered.set(inside, isEntered);
    return isEntered;
  }

  async #look(path: string, inside: string, isNamed: boolean): Promise<boolean> {
    if (insidesIn(inside).length > MAX_NESTING + 1)
      throw new Unreadable(`archives are read up to ${MAX_NESTING} deep in another one`);
    const archive = await this.archive(inside);
    let isWanted = isNamed || archive.isOfInterest;
    if (!isWanted && archive.archives.length === 0) return this.#drop(inside);
    const tooLarge = archive.tooLarge();
    if (tooLarge !== undefined) throw new Unreadable(tooLarge);
    archive.verify(await this.#bytes(inside));
    for (const nested of archive.archives) {
      const below = nested.split('/');
      if (await this.#enter(join(`${path}!`, ...below), `${join(inside, ...below)}!`, false)) isWanted = true;
    }
    if (!isWanted) return this.#drop(inside);
    for (const problem of archive.problems) this.#report(path, problem);
    return true;
  }

  /** Nothing of it is needed again, unless the user names it as well. */
  #drop(inside: string): false {
    this.#open.delete(inside);
    return false;
  }

  /** Where a path leads that may lie in an archive; undefined for one on disk. Rejects where an archive on the way is damaged. */
  async locate(path: string): Promise<InArchive | undefined> {
    let found: InArchive | undefined;
    for (const end of insidesIn(path)) {
      const rest = path
        .slice(end + 1)
        .split(sep)
        .join('/');
      if (found === undefined) {
        const inside = await this.#outermostAt(path.slice(0, end));
        if (inside !== undefined) found = { inside, path: rest };
        continue;
      }
      const own = found.path.slice(0, found.path.length - rest.length).replace(/!\/?$/, '');
      if ((await this.archive(found.inside)).sizeOf(own) === undefined) continue;
      found = { inside: `${join(found.inside, ...own.split('/'))}!`, path: rest };
    }
    return found;
  }

  /** The archive of an inside. Rejects with `Unreadable`, or as the system does. */
  archive(inside: string): Promise<Archive> {
    let archive = this.#open.get(inside);
    if (archive === undefined) {
      archive = this.#read(inside);
      this.#open.set(inside, archive);
    }
    return archive;
  }

  /** The content of a file. Rejects where it cannot be trusted. */
  async read({ inside, path }: InArchive): Promise<Uint8Array> {
    try {
      const archive = await this.archive(inside);
      const bytes = await this.#bytes(inside);
      archive.verify(bytes);
      return await archive.read(path, sourceOf(bytes));
    } catch (error) {
      this.#damaged.add(pathOf({ inside, path }));
      throw error;
    }
  }

  /** Size of a file in bytes; undefined for a folder. Rejects for a file that is not there, or cannot be trusted. */
  async sizeOf({ inside, path }: InArchive): Promise<number | undefined> {
    const archive = await this.archive(inside);
    const problem = archive.problemOf(path);
    if (problem !== undefined) {
      this.#damaged.add(pathOf({ inside, path }));
      throw new Unreadable(problem);
    }
    const size = archive.sizeOf(path);
    if (size === undefined && archive.names(path) === undefined)
      throw Object.assign(new Error('not in the archive'), { code: 'ENOENT' });
    return size;
  }

  async #read(inside: string): Promise<Archive> {
    const path = inside.slice(0, -1);
    if (insidesIn(inside).length === 1) {
      const { size } = await this.#disk.stat(path);
      const handle =
        size > READ_AT_ONCE ? await this.#disk.open(path, 'r').catch(() => undefined) : undefined;
      if (handle !== undefined)
        try {
          return await Archive.open(handleSource(handle, size));
        } finally {
          await handle.close();
        }
    }
    return Archive.open(sourceOf(await this.#bytes(inside)));
  }

  #bytes(inside: string): Promise<Uint8Array> {
    return this.#kept.get(inside, async () => {
      const path = inside.slice(0, -1);
      const around = await this.locate(path);
      if (around !== undefined) return this.read(around);
      const { size } = await this.#disk.stat(path);
      if (size > MAX_ARCHIVE_SIZE)
        throw new Unreadable(`it is larger than ${MAX_ARCHIVE_SIZE / 1_048_576} MB`);
      const { buffer, byteOffset, byteLength } = await this.#disk.readFile(path);
      return new Uint8Array(buffer, byteOffset, byteLength);
    });
  }

  /** The inside of an archive by its own path, free of links as far as it can be told. */
  async #insideOf(path: string): Promise<string> {
    const place = await this.locate(path).catch(() => undefined);
    if (place !== undefined) return `${pathOf(place)}!`;
    return `${await this.#disk.realpath(path).catch(() => path)}!`;
  }

  /** The inside of an archive on disk; undefined where that is something else. */
  #outermostAt(inside: string): Promise<string | undefined> {
    let answer = this.#outermost.get(inside);
    if (answer === undefined) {
      answer = this.#findOutermost(inside);
      this.#outermost.set(inside, answer);
    }
    return answer;
  }

  async #findOutermost(inside: string): Promise<string | undefined> {
    const isThere = await this.#disk.lstat(inside).then(
      () => true,
      () => false,
    );
    if (isThere) return undefined;
    try {
      const real = await this.#disk.realpath(inside.slice(0, -1));
      return (await this.#disk.stat(real)).isFile() ? `${real}!` : undefined;
    } catch {
      return undefined;
    }
  }

  #report(path: string, reason: string): void {
    const known = this.#problems.get(path);
    if (known === undefined) this.#problems.set(path, [reason]);
    else if (!known.includes(reason)) known.push(reason);
  }
}
