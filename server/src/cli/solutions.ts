import { pathToFileURL } from 'node:url';
import { SolutionFiles, type SolutionModel } from '../core/index.ts';
import { MAX_FILE_SIZE } from '../files/limits.ts';
import { declaresFlow, describedBy } from '../files/metadata.ts';
import type { FileSystem } from '../files/node/fileSystem.ts';
import { readFileText } from '../files/node/read.ts';
import { whyUnread } from '../files/readResult.ts';
import type { ListedFile } from './listing.ts';

/** What a run knows of the solutions around its flows: repairs over several files depend on it. */
export class Solutions {
  readonly #fs: FileSystem;
  readonly #files = new SolutionFiles();
  /** Files that the call is about, by address; others are knowledge only. */
  readonly #asked = new Map<string, ListedFile>();
  #models: { readonly all: readonly SolutionModel[]; readonly models: readonly SolutionModel[] } | undefined;
  readonly #unread: { readonly path: string; readonly reason: string }[] = [];
  /** Paths of JSON files, in lower case, that their metadata calls flows. */
  readonly #declared = new Set<string>();

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  /** Takes in a file, if it says something about solutions. Of flows only the presence counts. */
  async take(file: ListedFile): Promise<void> {
    const { path, real, asked } = file;
    const uri = pathToFileURL(path).href;
    if (!SolutionFiles.wants(uri)) return;
    if (asked) this.#asked.set(uri, file);
    if (!SolutionFiles.needsText(uri)) {
      this.#files.set(uri, '');
      return;
    }
    if (file.unread !== undefined) {
      this.#unread.push({ path, reason: file.unread });
      return;
    }
    const read = await readFileText(this.#fs, real, MAX_FILE_SIZE);
    if (read.kind !== 'text') {
      this.#unread.push({ path, reason: whyUnread(read) ?? '' });
      return;
    }
    this.#files.set(uri, read.text);
    const flow = describedBy(path);
    if (flow !== undefined && declaresFlow(read.text)) this.#declared.add(flow.toLowerCase());
  }

  /** True when the metadata beside a JSON file says that it is a cloud flow. */
  isDeclared(path: string): boolean {
    return this.#declared.has(path.toLowerCase());
  }

  /** True for a file that lies where flows lie, or that its metadata or its solution calls one. */
  isPlaceOfFlow(path: string): boolean {
    const uri = pathToFileURL(path).href;
    if (SolutionFiles.wants(uri) && !SolutionFiles.needsText(uri)) return true;
    return this.isDeclared(path) || this.modelOf(uri)?.flows.some((flow) => flow.uri === uri) === true;
  }

  /** Path of a file that the call is about. */
  pathOf(uri: string): string | undefined {
    return this.#asked.get(uri)?.path;
  }

  /** A file that the call is about. */
  fileOf(uri: string): ListedFile | undefined {
    return this.#asked.get(uri);
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
    const all = this.#files.solutions();
    if (this.#models?.all !== all) {
      const asked = [...this.#asked.keys()];
      const around = new Set(asked.map((uri) => this.#files.solutionOf(uri)));
      const models = all.filter(
        (model) => around.has(model) || asked.some((uri) => model.textOf(uri) !== undefined),
      );
      this.#models = { all, models };
    }
    return this.#models.models;
  }

  twinsOf(solution: SolutionModel): readonly SolutionModel[] {
    return this.#files.twinsOf(solution);
  }

  modelOf(uri: string): SolutionModel | undefined {
    return this.#files.solutionOf(uri);
  }

  /** Files of a solution that could not be read; others of the same name are none of our business. `reason`: the end of a sentence. */
  unread(): readonly { readonly path: string; readonly reason: string }[] {
    return this.#unread.filter(({ path }) => this.modelOf(pathToFileURL(path).href) !== undefined);
  }
}
