import type { Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SolutionFiles, type SolutionModel } from '../core/index.ts';
import type { FileSystem } from './environment.ts';
import { readText } from './readText.ts';
import { type FoundSolutionFile, type WalkFilter, walk } from './walk.ts';

/** Folders between a path of the call and its solution: `<solution>/Workflows/Flow.json`, `<solution>/Microsoft.Flow/flows/x/…`. */
const MAX_LEVELS = 4;
/** Folders between a path of the call and the root of its repository. */
const MAX_REPOSITORY_LEVELS = 20;
/** Files above a path of the call that say who owns its flows. */
const OWNER_FILES = ['flow-owners.json', '.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** What a run knows of the solutions around its flows: repairs over several files depend on it. */
export class Solutions {
  readonly #fs: FileSystem;
  readonly #files = new SolutionFiles();
  /** Files that the call is about, by address; others are knowledge only. */
  readonly #met = new Map<string, FoundSolutionFile>();
  readonly #unread: { readonly path: string; readonly message: string }[] = [];

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  /** Takes in a file that the call is about. */
  take(found: FoundSolutionFile): Promise<void> {
    this.#met.set(pathToFileURL(found.path).href, found);
    return this.#read(found);
  }

  /** Of flows only the presence counts. */
  async #read({ path, real }: FoundSolutionFile): Promise<void> {
    const uri = pathToFileURL(path).href;
    if (!SolutionFiles.needsText(uri)) {
      this.#files.set(uri, '');
      return;
    }
    const read = await readText(this.#fs, real, 'part of a solution');
    if (read.kind === 'text') this.#files.set(uri, read.text);
    else if (read.kind === 'problem') this.#unread.push({ path, message: read.message });
  }

  /**
   * Takes in the solutions that hold a root of the call which is only a part of them: single flows, or their folder. What is
   * found there counts as knowledge and is not checked.
   */
  async takeAround(roots: readonly string[], filter: WalkFilter): Promise<void> {
    const around = new Set<string>();
    for (const root of roots) {
      const solution = await this.#solutionAround(root);
      if (solution !== undefined) around.add(solution);
    }
    for await (const found of walk(this.#fs, [...around], { ...filter, accept: () => false })) {
      if (found.kind === 'solutionFile') await this.#read(found);
    }
    for (const path of await this.#ownerFilesAbove(roots))
      await this.#read({ kind: 'solutionFile', path, real: path });
  }

  /** Ownership files in the folders between the roots of the call and the root of their repository. Outside of one: none. */
  async #ownerFilesAbove(roots: readonly string[]): Promise<ReadonlySet<string>> {
    const files = new Set<string>();
    for (const root of roots) {
      const found: string[] = [];
      let folder = root;
      for (let level = 0; level < MAX_REPOSITORY_LEVELS; level++) {
        const entries = await this.#entries(folder);
        const names = new Set(entries.map((entry) => entry.name));
        // The root itself was walked.
        for (const file of level === 0 ? [] : OWNER_FILES)
          if (names.has(file.split('/')[0]!) && (await this.#isFile(join(folder, file))))
            found.push(join(folder, file));
        if (names.has('.git')) {
          for (const path of found) files.add(path);
          break;
        }
        if (dirname(folder) === folder) break;
        folder = dirname(folder);
      }
    }
    return files;
  }

  async #isFile(path: string): Promise<boolean> {
    return this.#fs.stat(path).then(
      (stats) => stats.isFile(),
      () => false,
    );
  }

  /** Path of a file that the call is about. */
  pathOf(uri: string): string | undefined {
    return this.#met.get(uri)?.path;
  }

  /** The same, free of symbolic links. */
  realPathOf(uri: string): string | undefined {
    return this.#met.get(uri)?.real;
  }

  /** What is known now; not to be changed. */
  get files(): SolutionFiles {
    return this.#files;
  }

  /** A repair left a file with this text. */
  repaired(uri: string, text: string): void {
    this.#files.set(uri, text);
  }

  /** Solutions with a file that the call is about. */
  models(): readonly SolutionModel[] {
    const met = [...this.#met.keys()];
    return this.#files.solutions().filter((model) => met.some((uri) => model.textOf(uri) !== undefined));
  }

  twinsOf(solution: SolutionModel): readonly SolutionModel[] {
    return this.#files.twinsOf(solution);
  }

  modelOf(uri: string): SolutionModel | undefined {
    return this.#files.solutionOf(uri);
  }

  /** Files of a solution that could not be read; others of the same name are none of our business. */
  unread(): readonly { readonly path: string; readonly message: string }[] {
    return this.#unread.filter(({ path }) => this.modelOf(pathToFileURL(path).href) !== undefined);
  }

  /** The nearest folder above with a manifest, not beyond the root of the repository. */
  async #solutionAround(root: string): Promise<string | undefined> {
    let folder = root;
    for (let level = 0; level < MAX_LEVELS; level++) {
      const entries = await this.#entries(folder);
      if (level > 0 && (await this.#hasManifest(folder, entries))) return folder;
      const top = entries.some((entry) => entry.name === '.git') || dirname(folder) === folder;
      if (top) return undefined;
      folder = dirname(folder);
    }
    return undefined;
  }

  async #hasManifest(folder: string, entries: readonly Dirent[]): Promise<boolean> {
    const named = (list: readonly Dirent[]): boolean =>
      list.some((entry) => entry.name.toLowerCase() === 'solution.xml');
    if (named(entries)) return true;
    const other = entries.find((entry) => entry.name.toLowerCase() === 'other');
    return other !== undefined && named(await this.#entries(join(folder, other.name)));
  }

  async #entries(folder: string): Promise<Dirent[]> {
    return this.#fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  }
}
