import {
  BASELINE_FILE_NAME,
  baselineOf,
  type FileSettings,
  type FolderBaseline,
  parseBaseline,
  type RuleMeta,
  whyUnread,
} from '../core/index.ts';
import { baselinePlace } from '../files/baselinePlace.ts';
import { type ConfigFile, Configs, type FileProblems } from '../files/configs.ts';
import { MAX_LIST_SIZE } from '../files/limits.ts';
import { NearestFiles, remembered } from '../files/nearest.ts';
import type { ReadResult } from '../files/readResult.ts';
import type { Limit } from '../protocol.ts';
import type { AnnotationSettings } from './annotations.ts';
import type { OpenDocuments } from './documents.ts';
import type { WorkspaceFiles } from './files.ts';
import type { Folders } from './folders.ts';
import type { Log } from './runSafe.ts';
import type { EditorSettings, FolderSettings } from './settings.ts';
import { fileIn, folderOf, isInside, parentOf, pathFrom, withoutSlash } from './uris.ts';

/** What holds for the files of one workspace folder that share a config file, or have none. One object for all of them. */
export interface FolderConfig extends FileSettings {
  /** Key of the workspace folder; undefined for files outside of all folders. */
  readonly folder: string | undefined;
  readonly annotations: AnnotationSettings;
}

export interface ConfigReadingOptions {
  readonly settings: EditorSettings;
  readonly folders: Folders;
  readonly documents: OpenDocuments;
  readonly files: Pick<WorkspaceFiles, 'readInside' | 'exists' | 'reaches'>;
  readonly rules: readonly RuleMeta[];
  readonly log: Log;
  /** Told what counts for the folder that a file is in. */
  readonly onConfig: (found: {
    readonly key: string;
    readonly config: FolderConfig;
    readonly baseline: FolderBaseline | undefined;
  }) => void;
  /** Told of each place that decides about something, before it is looked at. */
  readonly onPlace: (key: string) => void;
  /** Told of each file that was read, with no problems when it has none. */
  readonly onProblems: (problems: FileProblems) => void;
  /** Told of each file that could not be read. */
  readonly onLimit: (limit: Limit) => void;
}

/** Settings, configs, policies and baselines as they are at one time: each is read once, on first use. */
export class ConfigReading {
  readonly #options: ConfigReadingOptions;
  readonly #nearest: NearestFiles;
  readonly #configs = new Map<boolean, Configs>();
  readonly #settings = new Map<string, Promise<FolderSettings>>();
  /** By the folder that a file is in. */
  readonly #byFolder = new Map<string, Promise<FolderConfig>>();
  /** By workspace folder and config file. */
  readonly #shared = new Map<string, Promise<FolderConfig>>();
  readonly #baselines = new Map<string, Promise<FolderBaseline | undefined>>();
  readonly #reported = new Set<string>();

  constructor(options: ConfigReadingOptions) {
    this.#options = options;
    const { documents, files } = options;
    const exists = async (key: string): Promise<boolean> =>
      documents.has(key) || (files.reaches(key) && (await files.exists(key)));
    this.#nearest = new NearestFiles({ parentOf: folderAbove, fileIn, exists }, options.onPlace);
  }

  /** Of the config file that is nearest to a file. Never rejects. */
  of(key: string): Promise<FolderConfig> {
    const around = folderOf(key);
    return remembered(this.#byFolder, around, async () => {
      const config = await this.#find(around, this.#options.folders.of(key));
      this.#options.onConfig({ key, config, baseline: await this.#baselineOf(key) });
      return config;
    });
  }

  /** Where the baseline of a file is, or would be written, in a run over a folder of the workspace. Never rejects. */
  async baselinePlace(key: string, home: string): Promise<string> {
    const { file, base } = await this.of(key);
    return baselinePlace(folderOf(key), {
      ...{ configFolder: file && base, home, fileIn },
      find: (name, at) => this.#nearest.find(name, at, this.#options.folders.of(fileIn(at, '-')) ?? home),
    });
  }

  /** The baseline that is nearest to a file. Never rejects. */
  async #baselineOf(key: string): Promise<FolderBaseline | undefined> {
    const folder = this.#options.folders.of(key);
    if (folder === undefined) return undefined;
    try {
      const location = await this.#nearest.find(BASELINE_FILE_NAME, folderOf(key), folder);
      if (location === undefined) return undefined;
      return await remembered(this.#baselines, location, () => this.#readBaseline(location, folder));
    } catch (error) {
      this.#options.log.error(`baseline failed: ${String(error)}`);
      return undefined;
    }
  }

  async #readBaseline(location: string, given: string): Promise<FolderBaseline | undefined> {
    const { top } = await this.#nearest.boundaryOf(folderOf(location), given);
    const read = await this.#read(location, MAX_LIST_SIZE, top);
    if (read.kind !== 'text') return undefined;
    const { text } = read;
    const { entries, problems } = parseBaseline(text);
    this.#options.onProblems({ location, text, problems });
    return baselineOf(folderOf(location), entries);
  }

  async #find(around: string, folder: string | undefined): Promise<FolderConfig> {
    const settings = await remembered(this.#settings, folder ?? '', () => this.#options.settings.of(folder));
    let file: ConfigFile | undefined;
    try {
      file = folder === undefined ? undefined : await this.#fileFor(around, folder, settings);
    } catch (error) {
      this.#options.log.error(`config failed: ${String(error)}`);
    }
    return remembered(this.#shared, `${folder ?? ''}\n${file?.location ?? ''}`, async () => {
      const { allowOutside: _, config, ...common } = settings;
      return file === undefined
        ? { folder, ...common, config, base: folder }
        : {
            ...{ folder, ...common },
            config: file.config,
            base: file.folder,
            file: { uri: file.location, text: file.text },
          };
    });
  }

  /** One that cannot be read leaves the settings to decide; that it could not is told as a limit. */
  async #fileFor(
    around: string,
    folder: string,
    { allowOutside }: FolderSettings,
  ): Promise<ConfigFile | undefined> {
    const reading = await this.#configsWith(allowOutside).of(around, folder);
    if (reading?.kind !== 'config') return undefined;
    const { file } = reading;
    if (!this.#reported.has(file.location)) {
      this.#reported.add(file.location);
      for (const problems of file.problems) this.#options.onProblems(problems);
    }
    return file;
  }

  #configsWith(allowOutside: boolean): Configs {
    let configs = this.#configs.get(allowOutside);
    if (configs === undefined) {
      configs = new Configs({
        nearest: this.#nearest,
        access: {
          read: (location, maxSize, inside) => this.#read(location, maxSize, inside),
          folderOf,
          resolve: pathFrom,
          contains: (folder, location) => location === folder || isInside(folder, location),
        },
        rules: this.#options.rules,
        allowOutside,
      });
      this.#configs.set(allowOutside, configs);
    }
    return configs;
  }

  /** Open text wins. */
  async #read(key: string, maxSize: number, inside: string | undefined): Promise<ReadResult> {
    const { documents, files, log, onPlace, onLimit } = this.#options;
    onPlace(key);
    const open = documents.get(key)?.getText();
    if (open !== undefined) return { kind: 'text', text: open, encoding: 'utf-8' };
    const read = await files.readInside(key, maxSize, inside);
    const reason = read.kind === 'missing' ? undefined : whyUnread(read);
    if (reason !== undefined) {
      log.warn(`${key} was not read: ${reason}.`);
      onLimit({ kind: 'unreadable', uri: key, reason });
    }
    return read;
  }
}

function folderAbove(folder: string): string | undefined {
  const parent = parentOf(folder);
  return parent && withoutSlash(parent);
}
