import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { metadataOf, SolutionFiles } from '../core/index.ts';
import type { NearestFiles } from '../files/nearest.ts';
import { isWithin, nodeAccess, nodeFolders } from '../files/node/access.ts';
import type { FileSystem } from '../files/node/fileSystem.ts';
import {
  partsOf,
  type SearchBound,
  type SolutionRoot,
  solutionRootAround,
} from '../files/node/solutionRoots.ts';
import type { Archives } from '../files/node/zip/archives.ts';
import { insidesIn } from '../files/node/zip/locations.ts';
import { foldersUpTo } from '../files/repository.ts';
import { type FolderAccess, type Skipped, type Walked, walk } from '../files/walk.ts';
import { isJsonName, isWantedName } from '../files/wanted.ts';
import { isArchiveName } from '../files/zip/names.ts';
import type { Root } from './roots.ts';

/** A file of a run. */
export interface ListedFile {
  /** Absolute, as it was reached. */
  readonly path: string;
  /** Absolute, free of symbolic links: what to read. */
  readonly real: string;
  /** A part of the way is a link, or it lies in an archive: the file is never written. */
  readonly throughLink: boolean;
  /** It lies in an archive. */
  readonly inArchive?: true;
  /** An archive in which something could not be read: a flow may be what is missing. */
  readonly isArchive?: true;
  /** The call is about it; others are looked at for what they say of those. */
  readonly asked: boolean;
  /** Why it is not to be read, as the end of a sentence: it leads out of the folder, or is no regular file. */
  readonly unread?: string;
}

export interface Listing {
  /** In the order in which they are to be shown. */
  readonly files: readonly ListedFile[];
  readonly skipped: readonly Skipped[];
  /** Roots of solutions around what the call names, by root, with the folder that it names: what counts there counts for them. */
  readonly around: ReadonlyMap<string, string>;
}

/** What is told of one archive. */
const MAX_REASONS = 5;
/** Files above a path of the call that say who owns its flows. */
const OWNER_FILES = ['flow-owners.json', '.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Finds the files of a call, and those around them that it depends on. */
export class Lister {
  readonly #fs: FileSystem;
  readonly #archives: Archives;
  readonly #nearest: NearestFiles;
  readonly #onProgress: (files: number) => void;
  /** Real paths of folders entered and files found. */
  readonly #seen = new Set<string>();
  readonly #files: ListedFile[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #around = new Map<string, string>();

  constructor(archives: Archives, nearest: NearestFiles, onProgress: (files: number) => void) {
    this.#fs = archives.fs;
    this.#archives = archives;
    this.#nearest = nearest;
    this.#onProgress = onProgress;
  }

  /** `givenFor`: the folder that bounds a search upwards where there is no repository. */
  async list(roots: readonly Root[], givenFor: (folder: string) => string): Promise<Listing> {
    for (const root of roots) {
      if (root.kind === 'file') await this.#file(root);
      else if (root.archive === undefined || (await this.#archives.enter(root.archive, true)))
        await this.#folder(root.path, true);
    }
    this.#reportArchives();
    for (const root of roots) {
      const folder = root.kind === 'file' ? dirname(root.path) : root.path;
      const { top, inRepository } = await this.#nearest.boundaryOf(folder, givenFor(folder));
      const solution = await this.#solutionAround(root, folder, { top, mayLeave: !inRepository });
      if (solution?.isBeyond) await this.#solutionBeyond(solution.root, folder);
      else if (solution !== undefined) await this.#folder(solution.root, false);
      // A settings file, or a list of owners, may stand anywhere in the repository of its solutions.
      else if (root.kind === 'file' && SolutionFiles.needsText(pathToFileURL(root.path).href))
        await this.#folder(top, false);
      else if (root.kind === 'file') await this.#metadataOf(root.path);
      if (inRepository) await this.#owners(foldersUpTo(nodeFolders(this.#fs), folder, top));
    }
    return { files: this.#files, skipped: this.#skipped, around: this.#around };
  }

  async #file({ path, isLink }: Root): Promise<void> {
    const real = await this.#fs.realpath(path).catch(() => path);
    if (this.#first(real)) this.#add({ path, real, throughLink: isLink, asked: true });
  }

  #add(file: ListedFile): void {
    this.#files.push(
      this.#archives.isInside(file.real) ? { ...file, throughLink: true, inArchive: true } : file,
    );
  }

  /** What is wrong in archives, each as a file of the call that was not read. */
  #reportArchives(): void {
    for (const { path, reasons } of this.#archives.problems) {
      const more = reasons.length - MAX_REASONS;
      const shown = reasons.slice(0, MAX_REASONS).join('; ');
      const unread = more > 0 ? `${shown}; and ${more} more` : shown;
      this.#files.push({ path, real: path, throughLink: true, asked: true, isArchive: true, unread });
    }
  }

  /** A solution that the call names a part of: no folder around it was named. */
  async #solutionBeyond(root: string, folder: string): Promise<void> {
    this.#around.set(root, folder);
    const real = await this.#fs.realpath(root).catch(() => root);
    await this.#folder(root, false, partsOf(nodeAccess(this.#fs), real));
    await this.#owners([root]);
  }

  /** Around what the call is about, archives say nothing. */
  async #folder(
    folder: string,
    asked: boolean,
    access: FolderAccess = asked ? this.#archives.access() : nodeAccess(this.#fs),
  ): Promise<void> {
    const before = this.#files.length;
    const walked: Walked = await walk(access, folder, {
      wanted: (name) => isWantedName(name) || (asked && isArchiveName(name)),
      seen: this.#seen,
      onProgress: (files) => this.#onProgress(before + files),
    });
    for (const { location, ...rest } of walked.files)
      if (isWantedName(location)) this.#add({ path: location, ...rest, asked });
    for (const { location: path, kind, reason } of walked.skipped)
      if (kind !== 'folder' && kind !== 'toolFolder' && isWantedName(path))
        this.#files.push({ path, real: path, throughLink: true, asked, unread: reason });
    if (asked) this.#skipped.push(...walked.skipped);
  }

  /** The nearest solution at or above; undefined when the call is about all of it. */
  async #solutionAround(root: Root, folder: string, bound: SearchBound): Promise<SolutionRoot | undefined> {
    const found = await solutionRootAround(this.#fs, folder, bound);
    // An archive stands for itself, wherever it lies.
    if (found === undefined || insidesIn(found.root).length < insidesIn(folder).length) return undefined;
    return root.kind === 'folder' && isWithin(root.path, found.root) ? undefined : found;
  }

  /** Without a solution around it, a single file still has what says that it is a flow. */
  async #metadataOf(path: string): Promise<void> {
    if (!isJsonName(path)) return;
    const wanted = metadataOf(path).toLowerCase();
    const folder = dirname(path);
    for (const name of await this.#names(folder))
      if (join(folder, name).toLowerCase() === wanted) await this.#context(join(folder, name));
  }

  async #owners(folders: readonly string[]): Promise<void> {
    for (const folder of folders) for (const name of OWNER_FILES) await this.#context(join(folder, name));
  }

  /** A file that is not asked for, if it is there and no link. */
  async #context(path: string): Promise<void> {
    const isFile = await this.#fs.lstat(path).then(
      (stats) => stats.isFile(),
      () => false,
    );
    const real = isFile ? await this.#fs.realpath(path).catch(() => undefined) : undefined;
    if (real !== undefined && this.#first(real)) this.#add({ path, real, throughLink: false, asked: false });
  }

  async #names(folder: string): Promise<readonly string[]> {
    return this.#fs.readdir(folder).catch(() => []);
  }

  #first(real: string): boolean {
    if (this.#seen.has(real)) return false;
    this.#seen.add(real);
    return true;
  }
}
