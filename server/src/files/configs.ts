import {
  CONFIG_FILE_NAME,
  type Config,
  type ConfigProblem,
  DEFAULT_CONFIG,
  parseConfig,
  type RuleMeta,
  readPolicy,
  whyUnread,
} from '../core/index.ts';
import { MAX_CONFIG_SIZE, MAX_LIST_SIZE } from './limits.ts';
import { type NearestFiles, remembered } from './nearest.ts';
import type { ReadResult } from './readResult.ts';

/** What a configuration is read with. */
export interface ConfigAccess {
  /** `inside`: a folder that the file must lie in once all links are followed. Never rejects. */
  read(location: string, maxSize: number, inside: string | undefined): Promise<ReadResult>;
  /** The folder around a file. */
  folderOf(location: string): string;
  /** Location of a path as a configuration writes it. */
  resolve(folder: string, path: string): string;
  /** True when a location lies below a folder. */
  contains(folder: string, location: string): boolean;
}

/** Problems of one file, with offsets in its text. */
export interface FileProblems {
  readonly location: string;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

/** A configuration as it was read: what is wrong in it is told, and the rest counts. */
export interface ConfigFile {
  readonly location: string;
  /** What its globs and paths are relative to. */
  readonly folder: string;
  readonly text: string;
  readonly config: Config;
  /** The policy file that it names, whether it is there or not. */
  readonly policy: string | undefined;
  /** Of the configuration itself first. */
  readonly problems: readonly FileProblems[];
}

/** A configuration with what it builds upon, its policy still to be read. */
interface Built {
  readonly config: Config;
  /** The policy file, and the configuration that names it, with its text. */
  readonly dlp: { readonly location: string; readonly file: string; readonly text: string } | undefined;
  readonly problems: readonly FileProblems[];
}

/** How many configurations may build upon each other. */
const MAX_EXTENDS = 5;

/** `reason`: the end of a sentence. */
export type ConfigReading =
  | { readonly kind: 'config'; readonly file: ConfigFile }
  | { readonly kind: 'unreadable'; readonly location: string; readonly reason: string };

/**
 * The configurations of a run: for each folder the nearest lockkeeper.config.json at or above it counts, alone. Paths in it lead
 * nowhere outside of the repository (without one: of the folder given) unless the user says so. Never rejects.
 */
export class Configs {
  readonly #nearest: NearestFiles;
  readonly #access: ConfigAccess;
  readonly #rules: readonly RuleMeta[];
  readonly #allowOutside: boolean;
  readonly #readings = new Map<string, Promise<ConfigReading>>();

  constructor(options: {
    readonly nearest: NearestFiles;
    readonly access: ConfigAccess;
    readonly rules: readonly RuleMeta[];
    /** By a flag or a setting of the user: paths in configurations may lead out of the repository. */
    readonly allowOutside: boolean;
  }) {
    this.#nearest = options.nearest;
    this.#access = options.access;
    this.#rules = options.rules;
    this.#allowOutside = options.allowOutside;
  }

  /** What counts in a folder; undefined where there is none. `given`: the folder that the user named. */
  async of(folder: string, given: string): Promise<ConfigReading | undefined> {
    const location = await this.#nearest.find(CONFIG_FILE_NAME, folder, given);
    if (location === undefined) return undefined;
    const { top } = await this.#nearest.boundaryOf(folder, given);
    return remembered(this.#readings, location, () => this.#read(location, top, top));
  }

  /** A configuration that the user named, wherever it is. */
  async named(location: string): Promise<ConfigReading> {
    const { top } = await this.#nearest.boundaryOf(this.#access.folderOf(location));
    return remembered(this.#readings, location, () => this.#read(location, undefined, top));
  }

  forget(): void {
    this.#readings.clear();
  }

  async #read(location: string, inside: string | undefined, top: string): Promise<ConfigReading> {
    const read = await this.#access.read(location, MAX_CONFIG_SIZE, inside);
    if (read.kind !== 'text') return { kind: 'unreadable', location, reason: whyUnread(read) ?? '' };
    const { text } = read;
    const { config, dlp, problems } = await this.#build(location, text, top, [location]);
    const file = { location, folder: this.#access.folderOf(location), text };
    if (dlp === undefined) return { kind: 'config', file: { ...file, config, policy: undefined, problems } };
    const { text: policyText, reason } = await this.#readPolicy(dlp.location, top);
    const reading = readPolicy(config, dlp.text, policyText);
    const inConfig = reading.inConfig.map((one) => ({
      ...one,
      message: reason === '' ? one.message : one.message.replace(/\.$/, `: ${reason}.`),
    }));
    return {
      kind: 'config',
      file: {
        ...{ ...file, config: reading.config, policy: dlp.location },
        problems: [
          ...problems.map((one) =>
            one.location === dlp.file ? { ...one, problems: [...one.problems, ...inConfig] } : one,
          ),
          { location: dlp.location, text: policyText ?? '', problems: reading.inPolicy },
        ],
      },
    };
  }

  /**
   * A configuration with all that it builds upon: a later one goes before an earlier one, rule by rule, its policy as a whole. `way`:
   * the files that lead to it, itself last; `before`: what counts where it says nothing.
   */
  async #build(
    location: string,
    text: string,
    top: string,
    way: readonly string[],
    before = DEFAULT_CONFIG,
  ): Promise<Built> {
    const folder = this.#access.folderOf(location);
    const first = parseConfig(text, this.#rules);
    const own = [...first.problems];
    const others: FileProblems[] = [];
    let base = before;
    let dlp: Built['dlp'];
    for (const extended of first.extended) {
      if (extended.kind === 'profile') {
        base = { ...base, profile: extended.profile };
        continue;
      }
      const file = this.#access.resolve(folder, extended.path);
      const read = await this.#readBase(file, top, way);
      if ('problem' in read) {
        const message = `The config "${extended.path}" cannot be used: ${read.problem}.`;
        own.push({ message, span: extended.span });
        continue;
      }
      const built = await this.#build(file, read.text, top, [...way, file], base);
      base = built.config;
      dlp = built.dlp ?? dlp;
      others.push(...built.problems);
    }
    const { config } = base === DEFAULT_CONFIG ? first : parseConfig(text, this.#rules, base);
    const dlpFile = first.config.policy?.dlpFile;
    if (dlpFile !== undefined)
      dlp = { location: this.#access.resolve(folder, dlpFile), file: location, text };
    if (config.policy?.dlpFile === undefined) dlp = undefined;
    return { config, dlp, problems: [{ location, text, problems: own }, ...others] };
  }

  async #readBase(
    file: string,
    top: string,
    way: readonly string[],
  ): Promise<{ readonly text: string } | { readonly problem: string }> {
    if (way.includes(file)) return { problem: 'it builds upon itself' };
    if (way.length > MAX_EXTENDS) return { problem: 'too many build upon each other' };
    if (!this.#allowOutside && !this.#access.contains(top, file))
      return { problem: 'it lies outside of the repository' };
    const read = await this.#access.read(file, MAX_CONFIG_SIZE, this.#allowOutside ? undefined : top);
    return read.kind === 'text' ? { text: read.text } : { problem: whyUnread(read) ?? '' };
  }

  async #readPolicy(
    location: string,
    top: string,
  ): Promise<{ readonly text: string | undefined; readonly reason: string }> {
    if (!this.#allowOutside && !this.#access.contains(top, location))
      return { text: undefined, reason: 'it lies outside of the repository' };
    const read = await this.#access.read(location, MAX_LIST_SIZE, this.#allowOutside ? undefined : top);
    return read.kind === 'text'
      ? { text: read.text, reason: '' }
      : { text: undefined, reason: whyUnread(read) ?? '' };
  }
}
