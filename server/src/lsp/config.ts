import type { Connection } from 'vscode-languageserver';
import { CONFIG_FILE_NAME, type Project } from '../core/index.ts';
import type { FileProblems } from '../files/configs.ts';
import type { Limit } from '../protocol.ts';
import type { ClientFeatures } from './capabilities.ts';
import { ConfigReading, type FolderConfig } from './configReading.ts';
import type { OpenDocuments } from './documents.ts';
import type { WorkspaceFiles } from './files.ts';
import { FileWatch } from './fileWatch.ts';
import type { Folders } from './folders.ts';
import type { Log } from './runSafe.ts';
import { EditorSettings } from './settings.ts';
import { isInside } from './uris.ts';

export type { FolderConfig } from './configReading.ts';

/** What the server is told of by the watchers of the workspace. */
const WATCHED_INSIDE = /\.(?:json|xml|yml)$/;

interface Options {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  readonly folders: Folders;
  readonly documents: OpenDocuments;
  readonly files: WorkspaceFiles;
  readonly project: Project;
  readonly log: Log;
  readonly onFileProblems: (problems: FileProblems) => void;
  /** Configs, policies and baselines that could not be read, by key; replaces what was told before. */
  readonly onLimits: (limits: ReadonlyMap<string, Limit>) => void;
}

/**
 * Settings of the editor, and for each file the `lockkeeper.config.json` and the baseline that are nearest to it, up to the
 * repository; read on first use and kept until told otherwise. Where there is such a config, it alone decides profile, rules,
 * include and exclude: the editor then says what the command line says.
 */
export class ConfigStore {
  readonly #options: Options;
  readonly #settings: EditorSettings;
  readonly #watch: FileWatch;
  #reading: ConfigReading;
  #limits = new Map<string, Limit>();
  /** Files that decide about something, or would if they were there; those of older readings too until a newer is through. */
  #places = new Set<string>();
  #newPlaces = new Set<string>();
  /** Files whose problems were reported; the same. */
  #reported = new Set<string>();
  #newlyReported = new Set<string>();
  #generation = 0;

  constructor(options: Options) {
    const { connection, client, project, log } = options;
    this.#options = options;
    this.#settings = new EditorSettings(connection, client, project.analyzer.rules, log);
    this.#watch = new FileWatch(connection, client, log);
    this.#reading = this.#startReading();
  }

  /** Grows with every change: results of an older generation are void. */
  get generation(): number {
    return this.#generation;
  }

  /** What counts for a file, and for the project from then on: one object for all that share workspace folder and config file. Never rejects. */
  of(key: string): Promise<FolderConfig> {
    return this.#reading.of(key);
  }

  /** Where the baseline of a file is, or would be written, in a run over a folder. Never rejects. */
  baselinePlace(key: string, home: string): Promise<string> {
    return this.#reading.baselinePlace(key, home);
  }

  /** Forgets all that was read. `pushed`: settings that came with the notification, for clients that do not answer. */
  invalidate(pushed?: unknown): void {
    this.#settings.push(pushed);
    this.#generation++;
    this.#options.project.forgetSettings();
    this.#limits = new Map();
    this.#newPlaces = new Set();
    this.#newlyReported = new Set();
    this.#reading = this.#startReading();
  }

  /** Everything has been asked for again: what no longer counts is no longer watched, and nothing is shown in it. */
  scanned(): void {
    for (const key of this.#reported) if (!this.#newlyReported.has(key)) this.#takeBack(key);
    this.#reported = new Set(this.#newlyReported);
    this.#places = new Set(this.#newPlaces);
    this.#watchOutside();
    this.#options.onLimits(this.#limits);
  }

  /** True for a file that is the config of some files, or would be if none were nearer to them. */
  isConfigFile(key: string): boolean {
    return (
      key.endsWith(`/${CONFIG_FILE_NAME}`) &&
      (this.#options.folders.of(key) !== undefined || this.#places.has(key))
    );
  }

  /** True for what counts when configs are read: config files, policies, baselines, and folders around those that are there. */
  concerns(key: string): boolean {
    if (this.#places.has(key)) return true;
    if (this.#options.documents.has(key) && this.isConfigFile(key)) return true;
    for (const reported of this.#reported) if (isInside(key, reported)) return true;
    return false;
  }

  /** Takes back the problems of the files of a folder that has left the workspace. */
  folderRemoved(folder: string): void {
    for (const key of this.#reported)
      if (isInside(folder, key) && this.#options.folders.of(key) === undefined) this.#takeBack(key);
  }

  #startReading(): ConfigReading {
    const generation = this.#generation;
    const ifCurrent =
      <T>(notify: (what: T) => void) =>
      (what: T): void => {
        if (generation === this.#generation) notify(what);
      };
    const { folders, documents, files, project, log } = this.#options;
    return new ConfigReading({
      ...{ settings: this.#settings, folders, documents, files, rules: project.analyzer.rules, log },
      onConfig: ifCurrent(({ key, config, baseline }) => project.configure(key, config, baseline)),
      onPlace: ifCurrent((key) => this.#place(key)),
      onProblems: ifCurrent((problems) => {
        this.#reported.add(problems.location);
        this.#newlyReported.add(problems.location);
        this.#options.onFileProblems(problems);
      }),
      onLimit: ifCurrent((limit) => {
        this.#limits.set(limit.uri, limit);
        this.#options.onLimits(this.#limits);
      }),
    });
  }

  #place(key: string): void {
    this.#newPlaces.add(key);
    if (this.#places.has(key)) return;
    this.#places.add(key);
    if (this.#isOutside(key)) this.#watchOutside();
  }

  #watchOutside(): void {
    this.#watch.set([...this.#places].filter((key) => this.#isOutside(key)));
  }

  #isOutside(key: string): boolean {
    return this.#options.folders.of(key) === undefined || !WATCHED_INSIDE.test(key);
  }

  #takeBack(location: string): void {
    this.#reported.delete(location);
    this.#options.onFileProblems({ location, text: '', problems: [] });
  }
}
