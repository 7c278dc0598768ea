import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Config,
  type ConfigProblem,
  DEFAULT_CONFIG,
  type FileSettings,
  includesProfile,
  LineIndex,
  nearest,
  type Profile,
  type RuleMeta,
  type RuleSetting,
} from '../core/index.ts';
import { type ConfigReading, Configs } from '../files/configs.ts';
import { MAX_FILE_SIZE } from '../files/limits.ts';
import { NearestFiles } from '../files/nearest.ts';
import { nodeFolders } from '../files/node/access.ts';
import { readFileText } from '../files/node/read.ts';
import type { SelectionArgs } from './call.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './exitCodes.ts';
import { inOrder } from './inOrder.ts';
import { foldersOf, holds, relativeName } from './paths.ts';

/** What counts for some files of a run, with what the command line changes. */
export interface LoadedConfig extends FileSettings {
  readonly base: string;
  /** The profile of the file, before that. */
  readonly profile: Profile;
  /** Absolute; what globs of the config are relative to. */
  readonly folder: string;
  /** Absolute paths of the files that it was read from: its own, those that it builds upon, its policy. */
  readonly sources: readonly string[];
}

/** What a call says of configurations. */
export interface ConfigArgs extends Pick<SelectionArgs, 'rules' | 'config' | 'allowOutside'> {
  readonly profile?: Profile | undefined;
}

/**
 * The configurations of one run: that of `--config`, else for each file the nearest lockkeeper.config.json at or above it, up to
 * the repository; without one, up to the working directory, or the folder that was named.
 */
export class RunConfigs {
  readonly nearest: NearestFiles;
  readonly #environment: Environment;
  readonly #args: ConfigArgs;
  readonly #metas: ReadonlyMap<string, RuleMeta>;
  readonly #configs: Configs;
  /** By folder; filled by `load`. */
  readonly #known = new Map<string, LoadedConfig>();
  /** By path of the config, so that all files that it counts for share one object; '' for the default. */
  readonly #loaded = new Map<string, LoadedConfig>();

  /** @throws UsageError for an unknown rule */
  constructor(environment: Environment, args: ConfigArgs, rules: readonly RuleMeta[]) {
    const { fs } = environment;
    this.#environment = environment;
    this.#args = args;
    this.#metas = new Map(rules.map((rule) => [rule.id, rule]));
    this.nearest = new NearestFiles(nodeFolders(fs));
    this.#configs = new Configs({
      nearest: this.nearest,
      access: {
        read: (path, maxSize, inside) => readFileText(fs, path, maxSize, inside),
        folderOf: dirname,
        resolve: (folder, path) => resolve(folder, path),
        contains: holds,
      },
      rules,
      allowOutside: args.allowOutside,
    });
    for (const id of args.rules) knownRule(id, rules);
  }

  /**
   * Reads what counts for these files. `roots`: the folders that the call names.
   * @throws UsageError when a configuration, or the policy file that it names, cannot be read or has problems
   */
  async load(paths: Iterable<string>, roots: readonly string[]): Promise<void> {
    const folders = [...foldersOf(paths)].filter((folder) => !this.#known.has(folder));
    for await (const [folder, reading] of inOrder(folders, (one) => this.#read(one, roots)))
      this.#known.set(folder, reading === undefined ? this.#default() : this.#take(reading));
  }

  /** What counts for the files of a folder; where it was not loaded, the default. */
  ofFolder(folder: string): LoadedConfig {
    return this.#known.get(folder) ?? this.#default();
  }

  /** All that was loaded, by folder. */
  get loaded(): ReadonlyMap<string, LoadedConfig> {
    return this.#known;
  }

  /** Each configuration that counts for some file, by path. */
  used(): readonly LoadedConfig[] {
    const all = [...this.#loaded.values()].filter(({ file }) => file !== undefined);
    return all.sort((a, b) => (a.folder < b.folder ? -1 : 1));
  }

  /** The folder that bounds a search upwards where there is no repository. */
  givenFor(folder: string, roots: readonly string[]): string {
    const { cwd } = this.#environment;
    return holds(cwd, folder) ? cwd : (roots.find((root) => holds(root, folder)) ?? folder);
  }

  /** Never rejects. */
  #read(folder: string, roots: readonly string[]): Promise<ConfigReading | undefined> {
    const { config } = this.#args;
    return config === undefined
      ? this.#configs.of(folder, this.givenFor(folder, roots))
      : this.#configs.named(resolve(this.#environment.cwd, config));
  }

  #take(reading: ConfigReading): LoadedConfig {
    const { cwd } = this.#environment;
    if (reading.kind === 'unreadable') {
      const name = relativeName(cwd, reading.location);
      throw new UsageError(`The config ${name} cannot be read: ${reading.reason}.`);
    }
    const { location, folder, text, config, problems } = reading.file;
    const known = this.#loaded.get(location);
    if (known !== undefined) return known;
    for (const one of problems) failOnProblems(relativeName(cwd, one.location), one.text, one.problems);
    const sources = problems.map((one) => one.location);
    return this.#keep(location, config, folder, { uri: pathToFileURL(location).href, text }, sources);
  }

  #default(): LoadedConfig {
    return this.#loaded.get('') ?? this.#keep('', DEFAULT_CONFIG, this.#environment.cwd, undefined, []);
  }

  #keep(
    key: string,
    read: Config,
    folder: string,
    file: LoadedConfig['file'],
    sources: readonly string[],
  ): LoadedConfig {
    const loaded = {
      config: withArgs(read, this.#args, [...this.#metas.values()]),
      ...{ enabled: true, profile: read.profile, folder, file, sources, maxFileSize: MAX_FILE_SIZE },
      base: pathToFileURL(folder).href,
    };
    this.#loaded.set(key, loaded);
    return loaded;
  }
}

/** @throws UsageError with one line for each problem. */
export function failOnProblems(name: string, text: string, problems: readonly ConfigProblem[]): void {
  if (problems.length === 0) return;
  const lines = new LineIndex(text);
  const messages = problems.map(({ message, span }) => {
    const { line, character } = lines.positionAt(span.start);
    return `${name}:${line + 1}:${character + 1}: ${message}`;
  });
  throw new UsageError(messages.join('\n'));
}

/**
 * What the command line changes: its profile goes before the config's, and a rule named by `--rule` is on whatever profile
 * and config say.
 * @throws UsageError for an unknown rule.
 */
function withArgs(
  config: Config,
  args: Pick<ConfigArgs, 'rules' | 'profile'>,
  rules: readonly RuleMeta[],
): Config {
  const profile = args.profile ?? config.profile;
  const settings = new Map<string, RuleSetting>(Object.entries(config.rules));
  for (const id of args.rules) {
    const meta = knownRule(id, rules);
    const setting = settings.get(id);
    const off = setting === 'off' || (Array.isArray(setting) && setting[0] === 'off');
    if (off) settings.delete(id);
    if ((off || setting === undefined) && !includesProfile(profile, meta.profile))
      settings.set(id, meta.severity);
  }
  return { ...config, profile, rules: Object.fromEntries(settings) };
}

/** @throws UsageError for an unknown id. */
export function knownRule(id: string, rules: readonly RuleMeta[]): RuleMeta {
  const meta = rules.find((rule) => rule.id === id);
  if (meta !== undefined) return meta;
  const near = nearest(
    id,
    rules.map((rule) => rule.id),
  );
  const advice = near === undefined ? 'Run "lockkeeper rules" for the list.' : `Did you mean "${near}"?`;
  throw new UsageError(`There is no rule "${id}". ${advice}`);
}
