import type { Connection } from 'vscode-languageserver';
import {
  CONFIG_FILE_NAME,
  type Config,
  type ConfigProblem,
  DEFAULT_CONFIG,
  matchesFile,
  parseConfig,
  type RuleMeta,
  readPolicy,
} from '../core/index.ts';
import type { InitializationOptions } from '../protocol.ts';
import { type AnnotationSettings, annotationSettings } from './annotations.ts';
import { type Baseline, findBaseline } from './baseline.ts';
import type { ClientFeatures } from './capabilities.ts';
import { findConfig } from './configFile.ts';
import type { OpenDocuments } from './documents.ts';
import { FileWatch } from './fileWatch.ts';
import type { Folders } from './folders.ts';
import type { Log } from './runSafe.ts';
import type { FileProvider, ReadResult } from './runtime.ts';
import { fileBeside, fileIn, isInside, relativePath } from './uris.ts';

/** What holds for the files of one workspace folder. */
export interface FolderConfig {
  /** Key of the folder; undefined for files outside of all folders. */
  readonly folder: string | undefined;
  readonly enabled: boolean;
  /** Bytes. */
  readonly maxFileSize: number;
  readonly config: Config;
  /** Key of the folder that the config's globs are relative to: where its file is, or `folder`. */
  readonly base: string | undefined;
  /** The config file that counts; undefined where the settings do. */
  readonly file?: { readonly key: string; readonly text: string } | undefined;
  readonly baseline?: Baseline | undefined;
  readonly annotations: AnnotationSettings;
}

/** True for the files that the settings and the config do not leave out. */
export function takesPart({ enabled, base, config }: FolderConfig, key: string): boolean {
  return enabled && (base === undefined || matchesFile(config, relativePath(base, key)));
}

/** Problems of one config or policy file; none when it is fine or gone. */
export interface ConfigFileProblems {
  readonly key: string;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

const DEFAULT_MAX_FILE_SIZE = 20;
const MEGABYTE = 1_048_576;
const MAX_CONFIG_SIZE = 4 * MEGABYTE;
/** Exports of large tenants have some hundred kilobytes. */
const MAX_POLICY_SIZE = 20 * MEGABYTE;
/** What the server is told of by the watchers of the workspace. */
const WATCHED_INSIDE = /\.(?:json|xml|yml)$/;

/** The files that decide about one folder. */
interface Sources {
  /** Where its config would be found, or is: keys, from the folder upwards. */
  readonly places: Set<string>;
  /** Key of the config that counts. */
  config?: string;
  /** Key of the policy file that it names, whether it is there or not. */
  policy?: string;
  /** Where its baseline would be found, and the one that counts. */
  baseline?: { readonly places: ReadonlySet<string>; readonly key?: string | undefined };
}

/**
 * Settings of the editor and the `lockkeeper.config.json` of each folder, which may stand further up in the repository; read
 * on first use and kept until told otherwise. Where there is such a file, it alone decides profile, rules, include and
 * exclude: the editor then says what the command line says.
 */
export class ConfigStore {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  readonly #folders: Folders;
  readonly #documents: OpenDocuments;
  readonly #files: FileProvider;
  readonly #rules: readonly RuleMeta[];
  readonly #log: Log;
  readonly #tell: (problems: ConfigFileProblems) => void;
  readonly #watch: FileWatch;
  readonly #loaded = new Map<string, Promise<FolderConfig>>();
  /** By folder. */
  readonly #sources = new Map<string, Sources>();
  #pushed: unknown;
  #generation = 0;

  constructor(options: {
    connection: Connection;
    client: ClientFeatures;
    folders: Folders;
    documents: OpenDocuments;
    files: FileProvider;
    rules: readonly RuleMeta[];
    log: Log;
    onFileProblems: (problems: ConfigFileProblems) => void;
  }) {
    this.#connection = options.connection;
    this.#client = options.client;
    this.#folders = options.folders;
    this.#documents = options.documents;
    this.#files = options.files;
    this.#rules = options.rules;
    this.#log = options.log;
    this.#tell = options.onFileProblems;
    this.#watch = new FileWatch(options.connection, options.client, options.log);
    this.#pushed = options.client.options.settings;
  }

  /** Grows with every change: results of an older generation are void. */
  get generation(): number {
    return this.#generation;
  }

  /** Never rejects. */
  of(key: string): Promise<FolderConfig> {
    const folder = this.#folders.of(key);
    const slot = folder ?? '';
    let loading = this.#loaded.get(slot);
    if (loading === undefined) {
      loading = this.#load(folder).catch((error: unknown) => {
        this.#log.error(`config failed: ${String(error)}`);
        return {
          folder,
          enabled: true,
          maxFileSize: DEFAULT_MAX_FILE_SIZE * MEGABYTE,
          config: DEFAULT_CONFIG,
          base: folder,
          annotations: annotationSettings({}),
        };
      });
      this.#loaded.set(slot, loading);
    }
    return loading;
  }

  /** Forgets all that was read. `pushed`: settings that came with the notification, for clients that do not answer. */
  invalidate(pushed?: unknown): void {
    if (isObject(pushed) && isObject(pushed.lockkeeper)) this.#pushed = pushed.lockkeeper;
    this.#generation++;
    this.#loaded.clear();
  }

  /** True for a file that is the config of one of the folders, or would be if none were nearer. */
  isConfigFile(key: string): boolean {
    if (!key.endsWith(`/${CONFIG_FILE_NAME}`)) return false;
    return (
      this.#folders.all().some((folder) => fileIn(folder, CONFIG_FILE_NAME) === key) ||
      [...this.#sources.values()].some(({ places }) => places.has(key))
    );
  }

  /** True for what counts when a config is read: config files, policy files, and folders around these. */
  concerns(key: string): boolean {
    if (this.isConfigFile(key)) return true;
    return [...this.#sources.values()].some(
      ({ policy, baseline }) =>
        (policy !== undefined && (policy === key || isInside(key, policy))) || baseline?.places.has(key),
    );
  }

  /** Takes away what is told of the config of a folder. */
  folderRemoved(folder: string): void {
    this.#use(folder, undefined);
  }

  async #load(folder: string | undefined): Promise<FolderConfig> {
    const generation = this.#generation;
    const settings = await this.#settings(folder);
    const maxFileSize = positive(settings.maxFileSize) ?? DEFAULT_MAX_FILE_SIZE;
    const common = {
      folder,
      enabled: settings.enable !== false,
      maxFileSize: maxFileSize * MEGABYTE,
      annotations: annotationSettings(settings),
    };
    const fromFile = folder === undefined ? undefined : await this.#fromFile(folder, generation);
    const whole = { ...common, ...(fromFile ?? { config: this.#fromSettings(settings), base: folder }) };
    return folder === undefined
      ? whole
      : { ...whole, baseline: await this.#baseline(folder, whole, generation) };
  }

  async #baseline(
    folder: string,
    { base, file }: Pick<FolderConfig, 'base' | 'file'>,
    generation: number,
  ): Promise<Baseline | undefined> {
    const places = new Set<string>();
    const use = (key: string | undefined): void => {
      const sources = this.#sources.get(folder);
      if (generation === this.#generation && sources !== undefined)
        this.#use(folder, { ...sources, baseline: { places, key } });
    };
    // Already now: what changes while the search is under way is not to be missed.
    use(this.#sources.get(folder)?.baseline?.key);
    const found = await findBaseline(
      file === undefined ? { above: folder } : { beside: base ?? folder },
      (key, maxSize) => this.#read(key, maxSize),
      this.#files,
      (key) => places.add(key),
    );
    use(found?.key);
    if (generation === this.#generation && found !== undefined) this.#tell(found);
    return found?.baseline;
  }

  async #settings(folder: string | undefined): Promise<NonNullable<InitializationOptions['settings']>> {
    let settings = this.#pushed;
    if (this.#client.configuration) {
      const item =
        folder === undefined ? { section: 'lockkeeper' } : { section: 'lockkeeper', scopeUri: folder };
      try {
        settings = await this.#connection.workspace.getConfiguration(item);
      } catch (error) {
        this.#log.warn(`The client did not answer with its settings: ${String(error)}`);
      }
    }
    return isObject(settings) ? (settings as NonNullable<InitializationOptions['settings']>) : {};
  }

  #fromSettings(settings: NonNullable<InitializationOptions['settings']>): Config {
    const { profile, rules, include, exclude } = settings;
    // One reader for both: settings are checked as the config file is. JSON leaves out what is undefined.
    const text = JSON.stringify({
      profile: profile ?? undefined,
      rules: rules ?? undefined,
      include: include ?? undefined,
      exclude: exclude ?? undefined,
    });
    const { config, problems } = parseConfig(text, this.#rules);
    for (const problem of problems) this.#log.warn(`Setting of Lockkeeper: ${problem.message}`);
    return config;
  }

  async #fromFile(
    folder: string,
    generation: number,
  ): Promise<Pick<FolderConfig, 'config' | 'base' | 'file'> | undefined> {
    const places = new Set<string>();
    // Already now: what changes while the search is under way is not to be missed.
    if (generation === this.#generation) this.#sources.set(folder, { ...this.#sources.get(folder), places });
    const found = await findConfig(
      folder,
      (key) => this.#read(key, MAX_CONFIG_SIZE),
      this.#files,
      (key) => places.add(key),
    );
    if (found === undefined) {
      if (generation === this.#generation) this.#use(folder, { places });
      return undefined;
    }
    const { key, text } = found;
    const { config, problems } = parseConfig(text, this.#rules);
    const policyKey = config.policy?.dlpFile && fileBeside(key, config.policy.dlpFile);
    const policy = policyKey ? await this.#policyFile(policyKey) : undefined;
    const reading = readPolicy(config, text, policy);
    if (generation === this.#generation) {
      this.#use(folder, { places, config: key, ...(policyKey ? { policy: policyKey } : {}) });
      this.#tell({ key, text, problems: [...problems, ...reading.inConfig] });
      if (policyKey) this.#tell({ key: policyKey, text: policy ?? '', problems: reading.inPolicy });
    }
    return { config: reading.config, base: found.folder, file: { key, text } };
  }

  async #policyFile(key: string): Promise<string | undefined> {
    const read = await this.#read(key, MAX_POLICY_SIZE);
    if (read.kind === 'text') return read.text;
    if (read.kind === 'unreadable') this.#log.warn(`The policy file ${key} was not read (${read.kind}).`);
    return undefined;
  }

  async #read(key: string, maxSize: number): Promise<ReadResult> {
    const open = this.#documents.get(key)?.getText();
    if (open !== undefined) return { kind: 'text', text: open };
    const read = await this.#files.read(key, maxSize);
    if (read.kind === 'tooLarge') this.#log.warn(`${key} is too large and was not read.`);
    return read;
  }

  /** Takes over what decides about a folder, and takes away what was told of files that decide about none any more. */
  #use(folder: string, sources: Sources | undefined): void {
    const before = this.#sources.get(folder);
    if (sources === undefined) this.#sources.delete(folder);
    // The baseline is looked for when the config is known.
    else this.#sources.set(folder, before?.baseline ? { baseline: before.baseline, ...sources } : sources);
    const all = [...this.#sources.values()];
    for (const key of [before?.config, before?.policy, before?.baseline?.key]) {
      const isUsed = ({ config, policy, baseline }: Sources): boolean =>
        config === key || policy === key || baseline?.key === key;
      if (key === undefined || all.some(isUsed)) continue;
      this.#tell({ key, text: '', problems: [] });
    }
    const files = all.flatMap(({ places, policy, baseline }) => [
      ...places,
      ...(baseline?.places ?? []),
      ...(policy === undefined ? [] : [policy]),
    ]);
    this.#watch.set(files.filter((key) => this.#folders.of(key) === undefined || !WATCHED_INSIDE.test(key)));
  }
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
