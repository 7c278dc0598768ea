import { describedBy, SolutionFiles, type SolutionModel } from '../core/index.ts';
import type { Limit } from '../protocol.ts';
import type { ConfigStore } from './config.ts';
import type { Declared } from './declared.ts';
import type { OpenDocuments } from './documents.ts';
import type { WorkspaceFiles } from './files.ts';
import type { Folders } from './folders.ts';
import type { SafeRunner } from './runSafe.ts';

/** Milliseconds without a change in an open file before what depends on it is checked again. */
const TYPING_PAUSE = 200;
/** The same after a flow came or went. */
const FLOCK_PAUSE = 20;
/** Files read at a time. */
const BATCH = 8;

const NONE: readonly SolutionModel[] = [];

/** True for manifests, definitions and the like, in XML or YAML: they say something about a solution and hold no flow. */
export function isSolutionText(key: string): boolean {
  return !/\.json$/i.test(key) && SolutionFiles.wants(key);
}

/** True for the places where flows lie; the content has no say. */
export function isFlowPlace(key: string): boolean {
  return SolutionFiles.wants(key) && !SolutionFiles.needsText(key);
}

/** What the checks ask. */
export interface SolutionModels {
  /** The solution around a file; undefined outside of all, and until the workspace was looked through once. */
  modelOf(key: string): SolutionModel | undefined;
}

/**
 * The solution files of the workspace: taken in by a scan, followed on disk and in open editors, whose text wins. Flows
 * count as present or absent only, so that typing in one costs nothing here.
 */
export class Solutions implements SolutionModels {
  readonly #folders: Folders;
  readonly #files: WorkspaceFiles;
  readonly #documents: OpenDocuments;
  readonly #config: ConfigStore;
  readonly #declared: Declared;
  readonly #safe: SafeRunner;
  readonly #pause: () => Promise<void>;
  readonly #onFacts: () => void;
  readonly #onTexts: () => void;
  readonly #onLimits: (limits: ReadonlyMap<string, Limit>) => void;
  readonly #solutions = new SolutionFiles();
  readonly #known = new Set<string>();
  /** Files that could not be taken in. */
  readonly #limits = new Map<string, Limit>();
  /** Open files whose text has not been taken in yet. */
  readonly #typed = new Set<string>();
  readonly #queue = new Set<string>();
  /** The newest reading of each file: an older one that comes in late is dropped. */
  readonly #tickets = new Map<string, number>();
  #ticket = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #draining = false;
  #loaded = false;
  #changed = false;
  /** Files whose text may have changed since somebody asked. */
  #touched = new Set<string>();

  /** `onFacts`: some solution says something else now. `onTexts`: that, or the text of one of its files has changed. `onLimits`: files of solutions that were left out. */
  constructor(options: {
    folders: Folders;
    files: WorkspaceFiles;
    documents: OpenDocuments;
    config: ConfigStore;
    declared: Declared;
    safe: SafeRunner;
    pause: () => Promise<void>;
    onFacts: () => void;
    onTexts: () => void;
    onLimits: (limits: ReadonlyMap<string, Limit>) => void;
  }) {
    this.#folders = options.folders;
    this.#files = options.files;
    this.#documents = options.documents;
    this.#config = options.config;
    this.#declared = options.declared;
    this.#safe = options.safe;
    this.#pause = options.pause;
    this.#onFacts = options.onFacts;
    this.#onTexts = options.onTexts;
    this.#onLimits = options.onLimits;
  }

  modelOf(key: string): SolutionModel | undefined {
    if (!this.#loaded) return undefined;
    this.#takeTyped();
    return this.#solutions.solutionOf(key);
  }

  /** All solutions; none until the workspace was looked through once. */
  models(): readonly SolutionModel[] {
    if (!this.#loaded) return NONE;
    this.#takeTyped();
    return this.#solutions.solutions();
  }

  /** What is known now, to be changed apart from it. */
  copyOfFiles(): SolutionFiles {
    return this.#solutions.copy();
  }

  twinsOf(solution: SolutionModel): readonly SolutionModel[] {
    return this.#solutions.twinsOf(solution);
  }

  /** Files whose text may have changed since the last call. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  /** Takes in what a listing of the workspace has shown, and forgets what is not in it. */
  async load(listed: ReadonlySet<string>, stopped: () => boolean): Promise<void> {
    const texts: string[] = [];
    for (const key of listed) {
      if (!SolutionFiles.wants(key)) continue;
      if (SolutionFiles.needsText(key)) texts.push(key);
      else this.#set(key, '');
    }
    for (let at = 0; at < texts.length; at += BATCH) {
      await Promise.all(texts.slice(at, at + BATCH).map((key) => this.#take(key)));
      if (stopped()) return;
      await this.#pause();
    }
    for (const key of [...this.#known, ...this.#limits.keys()]) {
      if (!listed.has(key) && !this.#documents.has(key)) this.#drop(key);
    }
    // The first answers may differ from what was told before, whatever the files say.
    this.#changed ||= !this.#loaded;
    this.#loaded = true;
    this.#settle();
  }

  /** A flow is there, or is gone; told for every JSON file. */
  flow(key: string, present: boolean): void {
    if (!this.#loaded || !isFlowPlace(key)) return;
    if (!present) this.#drop(key);
    else if (!this.#known.has(key)) this.#set(key, '');
    // Flows come and go in flocks.
    if (this.#changed) this.#settleAfter(FLOCK_PAUSE);
  }

  /** Files changed on disk, came or went. An open one counts as it is in the editor. */
  changedOnDisk(keys: Iterable<string>): void {
    for (const key of keys) if (SolutionFiles.needsText(key)) this.#queue.add(key);
    if (this.#draining || this.#queue.size === 0) return;
    this.#draining = true;
    this.#safe.background('solution files', () => this.#drain());
  }

  /** All files below a folder that is gone. */
  folderGone(folder: string): void {
    this.changedOnDisk([...this.#known].filter((key) => key.startsWith(`${folder}/`)));
  }

  /** An open text changed. */
  typed(key: string): void {
    if (!SolutionFiles.needsText(key) || this.#folders.of(key) === undefined) return;
    this.#typed.add(key);
    this.#settleAfter(TYPING_PAUSE);
  }

  /** The editor closed the file: what is on disk counts again. */
  closed(key: string): void {
    if (this.#folders.of(key) !== undefined) this.changedOnDisk([key]);
  }

  /** Folders left the workspace. */
  foldersRemoved(): void {
    for (const key of [...this.#known, ...this.#limits.keys()])
      if (this.#folders.of(key) === undefined) this.#drop(key);
    this.#settle();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#queue.clear();
  }

  #settleAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#safe.background('solution files', async () => {
        this.#takeTyped();
        this.#settle();
      });
    }, milliseconds);
  }

  async #drain(): Promise<void> {
    try {
      await this.#pause();
      while (this.#queue.size > 0) {
        const batch = [...this.#queue].slice(0, BATCH);
        for (const key of batch) this.#queue.delete(key);
        await Promise.all(batch.map((key) => this.#take(key)));
        await this.#pause();
      }
    } finally {
      this.#draining = false;
    }
    this.#settle();
  }

  #takeTyped(): void {
    for (const key of this.#typed) {
      const document = this.#documents.get(key);
      if (document !== undefined) this.#set(key, document.getText());
    }
    this.#typed.clear();
  }

  async #take(key: string): Promise<void> {
    const document = this.#documents.get(key);
    if (document !== undefined) return this.#set(key, document.getText());
    const ticket = ++this.#ticket;
    this.#tickets.set(key, ticket);
    const { enabled, maxFileSize } = await this.#config.of(key);
    const read = enabled ? await this.#files.read(key, maxFileSize) : undefined;
    if (this.#tickets.get(key) !== ticket || this.#documents.has(key)) return;
    this.#tickets.delete(key);
    // Its folder may have gone meanwhile.
    if (this.#folders.of(key) === undefined) return this.#drop(key);
    if (read?.kind === 'text') {
      if (describedBy(key) !== undefined) this.#declared.tell(key, read.text);
      return this.#set(key, read.text);
    }
    this.#drop(key);
    if (read?.kind === 'tooLarge')
      this.#limit({ kind: 'fileTooLarge', uri: key, size: read.size, maxSize: maxFileSize });
    else if (read?.kind === 'unreadable') this.#limit({ kind: 'unreadable', uri: key, reason: read.reason });
  }

  #set(key: string, text: string): void {
    this.#known.add(key);
    if (SolutionFiles.needsText(key)) this.#touched.add(key);
    if (this.#limits.delete(key)) this.#changed = true;
    if (this.#solutions.set(key, text)) this.#changed = true;
  }

  #drop(key: string): void {
    if (this.#known.delete(key)) this.#touched.add(key);
    if (this.#limits.delete(key)) this.#changed = true;
    if (this.#solutions.remove(key)) this.#changed = true;
  }

  /** JSON files are looked at by the check of flows as well, which tells of them. */
  #limit(limit: Limit): void {
    if (!isSolutionText(limit.uri)) return;
    this.#limits.set(limit.uri, limit);
    this.#changed = true;
  }

  #settle(): void {
    if (!this.#loaded) return;
    if (this.#changed || this.#touched.size > 0) this.#onTexts();
    if (!this.#changed) return;
    this.#changed = false;
    this.#onFacts();
    // Files beside no solution are none of our business.
    const own = [...this.#limits].filter(([key]) => this.#solutions.solutionOf(key) !== undefined);
    this.#onLimits(new Map(own));
  }
}
