import { dirname, join, resolve } from 'node:path';
import {
  BASELINE_FILE_NAME,
  type BaselineEntry,
  baselineText,
  compareBaseline,
  KnownFindings,
  parseBaseline,
  type ReportFinding,
} from '../core/index.ts';
import type { Environment } from './environment.ts';
import { codeOf, reasonOf } from './errors.ts';
import { UsageError } from './exitCodes.ts';
import { failOnProblems, findAbove, type LoadedConfig, relativeName } from './loadConfig.ts';
import type { ScanResult } from './scan.ts';
import { replaceFile } from './writeFile.ts';

/** The baseline of a call, whether it is there or not. */
export class BaselineFile {
  /** Undefined when there is no such file. */
  readonly entries: readonly BaselineEntry[] | undefined;
  readonly #environment: Environment;
  readonly #path: string;

  private constructor(environment: Environment, path: string, entries: readonly BaselineEntry[] | undefined) {
    this.#environment = environment;
    this.#path = path;
    this.entries = entries;
  }

  /**
   * The file of `--baseline`, else the one beside the config, else the nearest one between the working directory and the
   * root of the repository. With `mayBeDamaged`, one that cannot be understood counts as empty.
   * @throws UsageError when it cannot be read or has problems.
   */
  static async load(
    environment: Environment,
    explicit: string | undefined,
    loaded: LoadedConfig,
    mayBeDamaged = false,
  ): Promise<BaselineFile> {
    const { cwd, fs } = environment;
    const path =
      explicit !== undefined
        ? resolve(cwd, explicit)
        : loaded.file !== undefined
          ? join(loaded.folder, BASELINE_FILE_NAME)
          : ((await findAbove(environment, BASELINE_FILE_NAME)) ?? join(cwd, BASELINE_FILE_NAME));
    const name = relativeName(cwd, path);
    let text: string;
    try {
      text = await fs.readFile(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return new BaselineFile(environment, path, undefined);
      throw new UsageError(`The baseline ${name} cannot be read: ${reasonOf(error)}.`);
    }
    const { entries, problems } = parseBaseline(text);
    if (!mayBeDamaged) failOnProblems(name, text, problems);
    return new BaselineFile(environment, path, entries);
  }

  /** What outputs call it. */
  get name(): string {
    return relativeName(this.#environment.cwd, this.#path);
  }

  /** The entry that stands for a finding of a report. */
  entryOf({ file, ruleId, fingerprint }: ReportFinding): BaselineEntry {
    return { file: this.#nameOf(file), rule: ruleId, fingerprint };
  }

  /** The same findings, each with what the baseline says of it. */
  marked(items: readonly ReportFinding[]): readonly ReportFinding[] {
    const known = new KnownFindings(this.entries ?? []);
    const byFile = new Map<string, ReportFinding[]>();
    for (const item of items) {
      const ofFile = byFile.get(item.file);
      if (ofFile === undefined) byFile.set(item.file, [item]);
      else ofFile.push(item);
    }
    const unchanged = new Set(
      [...byFile].flatMap(([file, ofFile]) => [...known.among(this.#nameOf(file), ofFile)]),
    );
    return items.map((item) => ({ ...item, baseline: unchanged.has(item) ? 'unchanged' : 'new' }));
  }

  /** Entries whose finding is no longer there, and the others: also those of files that the run was not about. */
  compare(
    items: readonly ReportFinding[],
    { isJudged }: Pick<ScanResult, 'isJudged'>,
  ): { readonly gone: readonly BaselineEntry[]; readonly left: readonly BaselineEntry[] } {
    const found = items.map((item) => this.entryOf(item));
    return compareBaseline(this.entries ?? [], found, ({ file }) => isJudged(this.#pathOf(file)));
  }

  /** Entries of files that the run was not about. */
  untouched({ isJudged }: Pick<ScanResult, 'isJudged'>): readonly BaselineEntry[] {
    return (this.entries ?? []).filter(({ file }) => !isJudged(this.#pathOf(file)));
  }

  /** @throws UsageError when the file cannot be written. */
  async write(entries: readonly BaselineEntry[]): Promise<void> {
    const { fs } = this.#environment;
    const text = baselineText(entries);
    try {
      if (this.entries === undefined) await fs.writeFile(this.#path, text, { flag: 'wx' });
      else await replaceFile(fs, await fs.realpath(this.#path), text);
    } catch (error) {
      throw new UsageError(`The baseline ${this.name} cannot be written: ${reasonOf(error)}.`);
    }
  }

  #nameOf(file: string): string {
    return relativeName(dirname(this.#path), resolve(this.#environment.cwd, file));
  }

  #pathOf(file: string): string {
    return resolve(dirname(this.#path), file);
  }
}
