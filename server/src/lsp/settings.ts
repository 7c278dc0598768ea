import type { Connection } from 'vscode-languageserver';
import { type Config, parseConfig, type RuleMeta } from '../core/index.ts';
import type { InitializationOptions } from '../protocol.ts';
import { type AnnotationSettings, annotationSettings } from './annotations.ts';
import type { ClientFeatures } from './capabilities.ts';
import type { Log } from './runSafe.ts';

/** The section `lockkeeper` of the editor's settings, as it came. */
type Section = NonNullable<InitializationOptions['settings']>;

/** What the editor is set to, for one workspace folder. */
export interface FolderSettings {
  readonly enabled: boolean;
  /** Bytes. */
  readonly maxFileSize: number;
  /** Paths in configs may lead out of the repository. */
  readonly allowOutside: boolean;
  /** For files without a config file. */
  readonly config: Config;
  readonly annotations: AnnotationSettings;
}

const MEGABYTE = 1_048_576;
const DEFAULT_MAX_FILE_SIZE = 20;

/** Reads the settings of the editor. What is missing or malformed counts as the default. */
export class EditorSettings {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  readonly #rules: readonly RuleMeta[];
  readonly #log: Log;
  #pushed: unknown;

  constructor(connection: Connection, client: ClientFeatures, rules: readonly RuleMeta[], log: Log) {
    this.#connection = connection;
    this.#client = client;
    this.#rules = rules;
    this.#log = log;
    this.#pushed = client.options.settings;
  }

  /** Settings that came with a notification, for clients that do not answer. */
  push(pushed: unknown): void {
    if (isObject(pushed) && isObject(pushed.lockkeeper)) this.#pushed = pushed.lockkeeper;
  }

  /** `folder`: key of a workspace folder; undefined for files outside of all. Never rejects. */
  async of(folder: string | undefined): Promise<FolderSettings> {
    const section = await this.#section(folder);
    return {
      enabled: section.enable !== false,
      maxFileSize: (positive(section.maxFileSize) ?? DEFAULT_MAX_FILE_SIZE) * MEGABYTE,
      allowOutside: section.allowPathsOutsideRepository === true,
      config: this.#config(section),
      annotations: annotationSettings(section),
    };
  }

  async #section(folder: string | undefined): Promise<Section> {
    let section = this.#pushed;
    if (this.#client.configuration) {
      const item =
        folder === undefined ? { section: 'lockkeeper' } : { section: 'lockkeeper', scopeUri: folder };
      try {
        section = await this.#connection.workspace.getConfiguration(item);
      } catch (error) {
        this.#log.warn(`The client did not answer with its settings: ${String(error)}`);
      }
    }
    return isObject(section) ? (section as Section) : {};
  }

  #config({ profile, rules, include, exclude }: Section): Config {
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
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
