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
import type { ClientFeatures } from './capabilities.ts';
import type { OpenDocuments } from './documents.ts';
import type { Folders } from './folders.ts';
import type { Log } from './runSafe.ts';
import type { FileProvider } from './runtime.ts';
import { fileBeside, fileIn, isInside, relativePath } from './uris.ts';

/** What holds for the files of one workspace folder. */
export interface FolderConfig {
  /** Key of the folder; undefined for files outside of all folders. */
  readonly folder: string | undefined;
  readonly enabled: boolean;
  /** Bytes. */
  readonly maxFileSize: number;
  readonly config: Config;
}

/** True for the files that the settings and the config do not leave out. */
export function takesPart({ enabled, folder, config }: FolderConfig, key: string): boolean {
  return enabled && (folder === undefined || matchesFile(config, relativePath(folder, key)));
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

/**
 * Settings of the editor and `lockkeeper.config.json` of each folder, read on first use and kept until told otherwise.
 * Where a folder has the file, it alone decides profile, rules, include and exclude: the editor then says what the
 * command line says.
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
  readonly #loaded = new Map<string, Promise<FolderConfig>>();
  /** By folder: the policy file that its config names, whether it is there or not. */
  readonly #policies = new Map<string, string>();
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

  /** True for the config file of one of the folders. */
  isConfigFile(key: string): boolean {
    return (
      key.endsWith(`/${CONFIG_FILE_NAME}`) &&
      this.#folders.all().some((folder) => fileIn(folder, CONFIG_FILE_NAME) === key)
    );
  }

  /** True for what counts when a config is read: config files, policy files, and folders around these. */
  concerns(key: string): boolean {
    if (this.isConfigFile(key)) return true;
    return [...this.#policies.values()].some((policy) => policy === key || isInside(key, policy));
  }

  /** Takes away what is told of the config of a folder. */
  folderRemoved(folder: string): void {
    this.#tellNone(fileIn(folder, CONFIG_FILE_NAME));
    this.#setPolicy(folder, undefined);
  }

  async #load(folder: string | undefined): Promise<FolderConfig> {
    const generation = this.#generation;
    const settings = await this.#settings(folder);
    const maxFileSize = positive(settings.maxFileSize) ?? DEFAULT_MAX_FILE_SIZE;
    const common = { folder, enabled: settings.enable !== false, maxFileSize: maxFileSize * MEGABYTE };
    const fromFile = folder === undefined ? undefined : await this.#configFile(folder, generation);
    return { ...common, config: fromFile ?? this.#fromSettings(settings) };
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

  async #configFile(folder: string, generation: number): Promise<Config | undefined> {
    const key = fileIn(folder, CONFIG_FILE_NAME);
    let text = this.#documents.get(key)?.getText();
    if (text === undefined) {
      const read = await this.#files.read(key, MAX_CONFIG_SIZE);
      if (read.kind === 'text') text = read.text;
      else if (read.kind === 'tooLarge') this.#log.warn(`${key} is too large and was not read.`);
    }
    if (text === undefined) {
      if (generation === this.#generation) {
        this.#tellNone(key);
        this.#setPolicy(folder, undefined);
      }
      return undefined;
    }
    const { config, problems } = parseConfig(text, this.#rules);
    const policyKey = config.policy?.dlpFile && fileBeside(key, config.policy.dlpFile);
    const policy = policyKey ? await this.#policyFile(policyKey) : undefined;
    const reading = readPolicy(config, text, policy);
    if (generation === this.#generation) {
      this.#setPolicy(folder, policyKey);
      this.#tell({ key, text, problems: [...problems, ...reading.inConfig] });
      if (policyKey) this.#tell({ key: policyKey, text: policy ?? '', problems: reading.inPolicy });
    }
    return reading.config;
  }

  async #policyFile(key: string): Promise<string | undefined> {
    const open = this.#documents.get(key)?.getText();
    if (open !== undefined) return open;
    const read = await this.#files.read(key, MAX_POLICY_SIZE);
    if (read.kind === 'text') return read.text;
    if (read.kind !== 'missing') this.#log.warn(`The policy file ${key} was not read (${read.kind}).`);
    return undefined;
  }

  #setPolicy(folder: string, policy: string | undefined): void {
    const before = this.#policies.get(folder);
    if (policy === undefined) this.#policies.delete(folder);
    else this.#policies.set(folder, policy);
    if (before !== undefined && ![...this.#policies.values()].includes(before)) this.#tellNone(before);
  }

  #tellNone(key: string): void {
    this.#tell({ key, text: '', problems: [] });
  }
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
