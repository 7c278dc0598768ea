import type { Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SolutionFiles } from '../core/index.ts';
import type { FileSystem } from './environment.ts';
import { codeOf, reasonOf } from './errors.ts';

/** A file that may hold a flow. */
export interface FoundFile {
  readonly kind: 'file';
  /** Absolute, as it was reached. */
  readonly path: string;
  /** Absolute, free of symbolic links: what to read and write. */
  readonly real: string;
  /** A metadata file beside it says that it is a cloud flow. */
  readonly declaredAsFlow: boolean;
}

/** A file that says something about a solution by its name, a flow included; JSON files may be found as both. */
export interface FoundSolutionFile {
  readonly kind: 'solutionFile';
  /** Absolute, as it was reached. */
  readonly path: string;
  /** Absolute, free of symbolic links. */
  readonly real: string;
}

/** Something that could not be looked into. */
export interface WalkProblem {
  readonly kind: 'problem';
  readonly path: string;
  readonly message: string;
}

export interface WalkFilter {
  /** False skips the folder with all that is in it. */
  enter(path: string): boolean;
  /** False leaves out a file that may hold a flow. */
  accept(path: string): boolean;
}

const METADATA_ENDING = '.data.xml';
/** Largest metadata file that is read; real ones have some 2 KB. */
const MAX_METADATA_SIZE = 1_048_576;
/** Category 5 of a Dataverse workflow is a cloud flow; classic processes have a XamlFileName instead of the JsonFileName. */
const CLOUD_FLOW = /<Category>\s{0,20}5\s{0,20}<\/Category>/i;
const JSON_FILE_NAME = /<JsonFileName[\s>]/i;

type Found = FoundFile | FoundSolutionFile | WalkProblem;

/**
 * All JSON files and all files of solutions and owners in `roots` (absolute paths of existing files and folders), sorted within each folder, each real file once.
 * A root that is a file is taken whatever its name and the filter say. Skips node_modules and hidden folders, `.github/CODEOWNERS` apart. Symbolic links
 * are followed; each real folder is entered once, so circles end.
 */
export async function* walk(
  fs: FileSystem,
  roots: readonly string[],
  filter: WalkFilter,
): AsyncGenerator<Found> {
  const walker = new Walker(fs, filter);
  for (const root of roots) yield* walker.root(root);
}

class Walker {
  readonly #fs: FileSystem;
  readonly #filter: WalkFilter;
  /** Real paths of folders entered and files found, those of solutions marked. */
  readonly #seen = new Set<string>();

  constructor(fs: FileSystem, filter: WalkFilter) {
    this.#fs = fs;
    this.#filter = filter;
  }

  async *root(path: string): AsyncGenerator<Found> {
    try {
      const real = await this.#fs.realpath(path);
      if ((await this.#fs.stat(real)).isDirectory()) yield* this.#folder(path, real);
      else if (this.#first(real)) {
        if (SolutionFiles.wants(pathToFileURL(path).href) && this.#first(`solution ${real}`))
          yield { kind: 'solutionFile', path, real };
        const siblings = await this.#fs.readdir(dirname(real)).catch((): string[] => []);
        const declaredAsFlow = await this.#declared(dirname(real), basename(real), siblings);
        yield { kind: 'file', path, real, declaredAsFlow };
      }
    } catch (error) {
      yield problem(path, error);
    }
  }

  /** Iterative: a folder tree may be deeper than the stack. */
  async *#folder(path: string, real: string): AsyncGenerator<Found> {
    const pending: { path: string; real: string }[] = [{ path, real }];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (!this.#first(folder.real)) continue;
      let entries: Dirent[];
      try {
        entries = await this.#fs.readdir(folder.real, { withFileTypes: true });
      } catch (error) {
        yield problem(folder.path, error);
        continue;
      }
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      const names = entries.map((entry) => entry.name);
      const folders: { path: string; real: string }[] = [];
      for (const entry of entries) {
        const at = join(folder.path, entry.name);
        if (entry.name === '.github' && entry.isDirectory()) {
          yield* this.#codeOwners(at, join(folder.real, entry.name));
          continue;
        }
        const found = await this.#resolve(entry, at, join(folder.real, entry.name));
        if (found === undefined) continue;
        if ('kind' in found) {
          yield found;
          continue;
        }
        if (found.isFolder) {
          if (this.#filter.enter(at)) folders.push({ path: at, real: found.real });
          continue;
        }
        if (SolutionFiles.wants(pathToFileURL(at).href) && this.#first(`solution ${found.real}`))
          yield { kind: 'solutionFile', path: at, real: found.real };
        if (isJson(entry.name) && this.#filter.accept(at) && this.#first(found.real)) {
          const declaredAsFlow = await this.#declared(folder.real, entry.name, names);
          yield { kind: 'file', path: at, real: found.real, declaredAsFlow };
        }
      }
      pending.push(...folders.reverse());
    }
  }

  /** A repository may keep its `CODEOWNERS` in a hidden folder, which holds nothing else of ours. */
  async *#codeOwners(folder: string, realFolder: string): AsyncGenerator<FoundSolutionFile> {
    const real = join(realFolder, 'CODEOWNERS');
    const isFile = await this.#fs.stat(real).then(
      (stats) => stats.isFile(),
      () => false,
    );
    if (isFile && this.#first(`solution ${real}`))
      yield { kind: 'solutionFile', path: join(folder, 'CODEOWNERS'), real };
  }

  /** What an entry is; undefined when it is none of our business. */
  async #resolve(
    entry: Dirent,
    path: string,
    real: string,
  ): Promise<{ isFolder: boolean; real: string } | WalkProblem | undefined> {
    const taken = isJson(entry.name) || /\.(?:xml|yml|csv)$|^CODEOWNERS$/i.test(entry.name);
    const ignored = entry.name === 'node_modules' || entry.name.startsWith('.');
    if (entry.isDirectory()) return ignored ? undefined : { isFolder: true, real };
    if (entry.isFile()) return taken ? { isFolder: false, real } : undefined;
    if (!entry.isSymbolicLink()) return undefined;
    try {
      const target = await this.#fs.realpath(real);
      const stats = await this.#fs.stat(target);
      if (stats.isDirectory()) return ignored ? undefined : { isFolder: true, real: target };
      return taken && stats.isFile() ? { isFolder: false, real: target } : undefined;
    } catch (error) {
      // Links of other kinds of files may lead wherever they want.
      return isJson(entry.name) ? problem(path, error, 'This symbolic link') : undefined;
    }
  }

  #first(real: string): boolean {
    if (this.#seen.has(real)) return false;
    this.#seen.add(real);
    return true;
  }

  async #declared(folder: string, name: string, siblings: readonly string[]): Promise<boolean> {
    const wanted = (name + METADATA_ENDING).toLowerCase();
    const sibling = siblings.find((one) => one.length === wanted.length && one.toLowerCase() === wanted);
    if (sibling === undefined) return false;
    try {
      const path = join(folder, sibling);
      const stats = await this.#fs.stat(path);
      if (!stats.isFile() || stats.size > MAX_METADATA_SIZE) return false;
      const text = await this.#fs.readFile(path, 'utf8');
      return CLOUD_FLOW.test(text) && JSON_FILE_NAME.test(text);
    } catch {
      // Without readable metadata the file speaks for itself.
      return false;
    }
  }
}

function isJson(name: string): boolean {
  return /\.json$/i.test(name);
}

function problem(path: string, error: unknown, what = 'This'): WalkProblem {
  const message =
    codeOf(error) === 'ENOENT' && what !== 'This'
      ? `${what} leads nowhere.`
      : `${what} cannot be read: ${reasonOf(error)}.`;
  return { kind: 'problem', path, message };
}
