import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type BaselineEntry,
  type BaselineRun,
  baselineOf,
  baselineText,
  type FolderBaseline,
  type FoundEntry,
  parseBaseline,
  prunedBaselines,
  type ReportFinding,
  shownPath,
  whyUnread,
  writtenBaselines,
} from '../core/index.ts';
import { baselinePlace } from '../files/baselinePlace.ts';
import { MAX_LIST_SIZE } from '../files/limits.ts';
import { reasonNotWritten } from '../files/node/fileSystem.ts';
import { readFileText } from '../files/node/read.ts';
import { replaceFile } from '../files/node/replaceFile.ts';
import { failOnProblems, type RunConfigs } from './configs.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './exitCodes.ts';
import { inOrder } from './inOrder.ts';
import { pathOfName, relativeName } from './paths.ts';
import type { ScanResult } from './scanResult.ts';

/** One baseline, whether it is there or not. */
interface BaselineFile {
  /** Absolute. */
  readonly path: string;
  /** Undefined when there is no such file. */
  readonly entries: readonly BaselineEntry[] | undefined;
  /** The same, ready to be asked. */
  readonly known: FolderBaseline | undefined;
}

interface BaselineOptions {
  /** `--baseline`. */
  readonly explicit: string | undefined;
  /** One that cannot be understood counts as empty. */
  readonly mayBeDamaged?: boolean;
}

/**
 * The baselines of a call: that of `--baseline`, else for each file the nearest lockkeeper.baseline.json at or above it, up to the
 * repository. A new one goes beside the config that counts for a file, or where there is none into the working directory.
 */
export class Baselines {
  readonly #environment: Environment;
  readonly #options: BaselineOptions;
  /** By folder of the files that they are for. */
  readonly #byFolder = new Map<string, BaselineFile>();
  readonly #files = new Map<string, BaselineFile>();

  constructor(environment: Environment, options: BaselineOptions) {
    this.#environment = environment;
    this.#options = options;
  }

  /** Reads those that count for some folders. @throws UsageError when one cannot be read or has problems. */
  async load(configs: RunConfigs, folders: readonly string[]): Promise<void> {
    const { explicit } = this.#options;
    const all = [...new Set([...folders, this.#environment.cwd])];
    const placeOf = async (folder: string): Promise<string> =>
      explicit === undefined ? this.#placeFor(configs, folder) : resolve(this.#environment.cwd, explicit);
    for await (const [folder, path] of inOrder(all, placeOf)) {
      const file = this.#files.get(path) ?? (await this.#read(configs, path));
      this.#files.set(path, file);
      this.#byFolder.set(folder, file);
    }
  }

  /** What counts for the files of a folder; undefined where there is none. */
  of(folder: string): FolderBaseline | undefined {
    return this.#byFolder.get(folder)?.known;
  }

  /** Where it is, or would be written. */
  pathFor(folder: string): string | undefined {
    return this.#byFolder.get(folder)?.path;
  }

  async #placeFor(configs: RunConfigs, folder: string): Promise<string> {
    const config = configs.ofFolder(folder);
    return baselinePlace(folder, {
      configFolder: config.file === undefined ? undefined : config.folder,
      home: this.#environment.cwd,
      find: (name, at) => configs.nearest.find(name, at, configs.givenFor(at, [])),
      fileIn: (at, name) => join(at, name),
    });
  }

  async #read(configs: RunConfigs, path: string): Promise<BaselineFile> {
    const { cwd, fs } = this.#environment;
    const { explicit, mayBeDamaged = false } = this.#options;
    const name = relativeName(cwd, path);
    const folder = dirname(path);
    const inside =
      explicit === undefined
        ? (await configs.nearest.boundaryOf(folder, configs.givenFor(folder, []))).top
        : undefined;
    const read = await readFileText(fs, path, MAX_LIST_SIZE, inside);
    if (read.kind === 'missing') return { path, entries: undefined, known: undefined };
    if (read.kind !== 'text')
      throw new UsageError(`The baseline ${name} cannot be read: ${whyUnread(read) ?? ''}.`);
    const { entries, problems } = parseBaseline(read.text);
    if (!mayBeDamaged) failOnProblems(name, read.text, problems);
    return { path, entries, known: baselineOf(pathToFileURL(folder).href, entries) };
  }

  /** True when at least one is there. */
  get isThere(): boolean {
    return this.#all().some(({ entries }) => entries !== undefined);
  }

  /** What outputs call them: those that are there, else the one that would be written. */
  get names(): string {
    const there = this.#all().filter(({ entries }) => entries !== undefined);
    const shown = there.length > 0 ? there : [this.#ofFolder(this.#environment.cwd)];
    return shown.map(({ path }) => this.#name(path)).join(', ');
  }

  /** How many entries stand for a finding that is no longer there. */
  gone(items: readonly ReportFinding[], result: ScanResult): number {
    return prunedBaselines(this.#runOf(items, result)).reduce((sum, { gone }) => sum + gone.length, 0);
  }

  /** Writes what was found; entries of files that the run was not about stay. Returns what to say of each file. */
  async write(items: readonly ReportFinding[], result: ScanResult): Promise<readonly Written[]> {
    const written: Written[] = [];
    const run = this.#runOf(items, result);
    for (const { baseline, ...now } of writtenBaselines(run, this.#ofFolder(this.#environment.cwd))) {
      await this.#put(baseline, now.entries);
      written.push({ name: this.#name(baseline.path), before: baseline.entries, ...now });
    }
    return written;
  }

  /** Takes out entries that are no longer found. */
  async prune(items: readonly ReportFinding[], result: ScanResult): Promise<readonly Pruned[]> {
    const pruned: Pruned[] = [];
    for (const { baseline, gone, left } of prunedBaselines(this.#runOf(items, result))) {
      if (gone.length > 0) await this.#put(baseline, left);
      pruned.push({ name: this.#name(baseline.path), gone: gone.length, left: left.length });
    }
    return pruned;
  }

  #runOf(items: readonly ReportFinding[], { isJudged }: ScanResult): BaselineRun<BaselineFile> {
    const found = new Map<BaselineFile, (readonly FoundEntry[])[]>();
    for (const item of items) {
      const baseline = this.#ofFolder(dirname(pathOfName(this.#environment.cwd, item.file)));
      const entries = this.#entriesOf(baseline, item);
      const list = found.get(baseline);
      if (list === undefined) found.set(baseline, [entries]);
      else list.push(entries);
    }
    return {
      ...{ baselines: this.#all(), found },
      isJudged: (baseline, file) => isJudged(this.#pathIn(baseline, file)),
    };
  }

  async #put({ path, entries: before }: BaselineFile, entries: readonly BaselineEntry[]): Promise<void> {
    const { fs } = this.#environment;
    const text = baselineText(entries);
    try {
      if (before === undefined) await fs.writeFile(path, text, { flag: 'wx' });
      else await replaceFile(fs, path, text);
    } catch (error) {
      const isLink = await fs.lstat(path).then(
        (stats) => stats.isSymbolicLink(),
        () => false,
      );
      const reason = isLink ? 'it is a symbolic link' : reasonNotWritten(error);
      throw new UsageError(`The baseline ${this.#name(path)} cannot be written: ${reason}.`);
    }
  }

  #all(): readonly BaselineFile[] {
    return [...this.#files.values()];
  }

  #ofFolder(folder: string): BaselineFile {
    return this.#byFolder.get(folder) ?? this.#byFolder.get(this.#environment.cwd)!;
  }

  /** One for each place of a finding. */
  #entriesOf(baseline: BaselineFile, item: ReportFinding): readonly FoundEntry[] {
    const { ruleId: rule, former } = item;
    return (item.places ?? [item]).map(({ file, fingerprint }) => ({
      file: shownPath(this.#nameIn(baseline, file)),
      ...{ rule, fingerprint, former },
    }));
  }

  #name(path: string): string {
    return relativeName(this.#environment.cwd, path);
  }

  #nameIn({ path }: BaselineFile, file: string): string {
    return relativeName(dirname(path), pathOfName(this.#environment.cwd, file));
  }

  #pathIn({ path }: BaselineFile, file: string): string {
    return pathOfName(dirname(path), file);
  }
}

export interface Written {
  readonly name: string;
  readonly before: readonly BaselineEntry[] | undefined;
  readonly entries: readonly BaselineEntry[];
  /** How many these stand for: a finding has an entry for each of its places. */
  readonly findings: number;
}

export interface Pruned {
  readonly name: string;
  readonly gone: number;
  readonly left: number;
}

/** For calls that need a baseline. */
export function missingBaseline({ names }: Baselines): UsageError {
  return new UsageError(`There is no baseline ${names}. "lockkeeper baseline write" makes one.`);
}
