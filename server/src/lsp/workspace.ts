import { type Connection, FileChangeType, type FileEvent } from 'vscode-languageserver';
import { count, describedBy } from '../core/index.ts';
import { liesInIgnoredFolder } from '../files/ignoredFolders.ts';
import type { Skipped } from '../files/walk.ts';
import { isJsonName, isWantedName } from '../files/wanted.ts';
import type { Limit } from '../protocol.ts';
import type { Checker } from './checker.ts';
import type { Declared } from './declared.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { WorkspaceFiles } from './files.ts';
import type { Folders } from './folders.ts';
import { type ScanProgress, startProgress } from './notify.ts';
import type { Log, SafeRunner } from './runSafe.ts';
import type { Solutions } from './solutions.ts';
import type { StatusReporter } from './status.ts';
import { isInside, relativePath, uriKey } from './uris.ts';

/** Files read at a time during a scan; the checks themselves go one by one. */
const BATCH = 8;
/** A flow is checked again when a flow it calls changes; this bounds what a circle of calls can set off. */
const MAX_ROUNDS = 8;

/** Files of the workspace that are not open: scans them, follows their changes, leaves the open ones to `OpenChecks`. */
export class Workspace {
  readonly #connection: Connection;
  readonly #folders: Folders;
  readonly #files: WorkspaceFiles;
  readonly #documents: OpenDocuments;
  readonly #checker: Checker;
  readonly #declared: Declared;
  readonly #solutions: Solutions;
  readonly #diagnostics: Diagnostics;
  readonly #status: StatusReporter;
  readonly #safe: SafeRunner;
  readonly #log: Log;
  readonly #pause: () => Promise<void>;
  readonly #recheckOpen: (key: string) => void;
  readonly #checkSolutions: () => Promise<void>;
  readonly #onScanned: () => void;
  /** JSON files seen in the folders. */
  readonly #known = new Set<string>();
  readonly #queue = new Set<string>();
  /** What was logged as skipped. */
  #skipped: ReadonlySet<string> = new Set();
  readonly #rounds = new Map<string, number>();
  /** While the queue is worked through. */
  #drained: Promise<void> | undefined;
  #scan = 0;
  #lastScan: Promise<void> = Promise.resolve();

  constructor(options: {
    connection: Connection;
    folders: Folders;
    files: WorkspaceFiles;
    documents: OpenDocuments;
    checker: Checker;
    declared: Declared;
    solutions: Solutions;
    diagnostics: Diagnostics;
    status: StatusReporter;
    safe: SafeRunner;
    log: Log;
    pause: () => Promise<void>;
    recheckOpen: (key: string) => void;
    checkSolutions: () => Promise<void>;
    /** A scan has gone through all files. */
    onScanned: () => void;
  }) {
    this.#connection = options.connection;
    this.#folders = options.folders;
    this.#files = options.files;
    this.#documents = options.documents;
    this.#checker = options.checker;
    this.#declared = options.declared;
    this.#solutions = options.solutions;
    this.#diagnostics = options.diagnostics;
    this.#status = options.status;
    this.#safe = options.safe;
    this.#log = options.log;
    this.#pause = options.pause;
    this.#recheckOpen = options.recheckOpen;
    this.#checkSolutions = options.checkSolutions;
    this.#onScanned = options.onScanned;
  }

  /** Reads all folders again. A newer scan replaces one that is under way. Resolves when this or the newer one is through. */
  rescan(): Promise<void> {
    const scan = ++this.#scan;
    this.#rounds.clear();
    this.#lastScan = this.#run(scan).finally(() => {
      if (scan === this.#scan) this.#status.scanning = false;
    });
    const wait = async (): Promise<void> => {
      for (let last: Promise<void> | undefined; last !== this.#lastScan; ) {
        last = this.#lastScan;
        await last;
      }
    };
    return wait();
  }

  /** Stops what is under way. */
  stop(): void {
    this.#scan++;
    this.#queue.clear();
  }

  /** Flows that depend on one that changed, open or not. */
  checkDependents(keys: readonly string[]): void {
    for (const key of keys) {
      const round = (this.#rounds.get(key) ?? 0) + 1;
      this.#rounds.set(key, round);
      if (round > MAX_ROUNDS) continue;
      if (this.#documents.has(key)) this.#recheckOpen(key);
      else this.#enqueue(key);
    }
  }

  /** Flows whose result may differ although their text does not: open ones at once, the others in turn. */
  recheck(keys: readonly string[]): void {
    for (const key of keys) {
      if (!this.#documents.has(key)) {
        this.#enqueue(key);
        continue;
      }
      this.#checker.invalidate(key);
      this.#recheckOpen(key);
    }
  }

  /** A text changed: what depends on it starts afresh. */
  changed(): void {
    this.#rounds.clear();
  }

  /** The editor closed the file: what is on disk counts again. */
  closed(key: string): void {
    if (this.#ignored(key)) this.#forget(key);
    else this.#enqueue(key);
  }

  watched(changes: readonly FileEvent[]): void {
    this.#rounds.clear();
    let spellings: ReadonlyMap<string, string> | undefined;
    for (const { uri, type } of changes) {
      const key = uriKey(uri);
      if (this.#ignored(key)) continue;
      this.#solutions.changedOnDisk([key]);
      const described = describedBy(key);
      if (described !== undefined) {
        this.#declared.changed(key);
        // Its name may differ from the flow's in case.
        spellings ??= new Map(
          [...this.#known, ...this.#documents.keys()].map((one) => [one.toLowerCase(), one]),
        );
        this.recheck([spellings.get(described.toLowerCase()) ?? described]);
      } else if (isJsonName(key)) {
        if (type !== FileChangeType.Deleted) this.#solutions.flow(key, true);
        this.#enqueue(key);
      } else if (type === FileChangeType.Deleted) {
        // A folder: its files are not named one by one.
        this.#solutions.folderGone(key);
        for (const inside of this.#known) if (isInside(key, inside)) this.#enqueue(inside);
      }
    }
  }

  /** Whole folders came or went inside the workspace. */
  foldersRemoved(): void {
    this.#solutions.foldersRemoved();
    for (const key of [...this.#known]) {
      if (this.#folders.of(key) === undefined && !this.#documents.has(key)) this.#forget(key);
    }
  }

  async #run(scan: number): Promise<void> {
    const folders = this.#folders.all();
    if (folders.length === 0) return this.#onScanned();
    this.#status.scanning = true;
    const stopped = (): boolean => scan !== this.#scan;
    const progress = startProgress(this.#connection, 'Lockkeeper: checking flows', () => {
      if (!stopped()) this.stop();
      this.#status.scanning = false;
    });
    try {
      const listed = await this.#list(folders, stopped);
      if (stopped()) return;
      const files = [...listed].filter(isJsonName);
      this.#declared.listed(listed, files);
      // First: what a flow's findings offer depends on the solution around it.
      await this.#solutions.load(listed, stopped);
      if (stopped()) return;
      // Also when nothing in them has changed: the config may have.
      await this.#safe.guard('solution checks', this.#checkSolutions);
      if (stopped()) return;
      await this.#checkAll(files, stopped, progress);
      // What depends on flows that were checked later is checked once more.
      while (this.#drained !== undefined && !stopped()) await this.#drained;
      if (stopped()) return;
      // Some of what is said of a solution depends on all of its flows.
      await this.#safe.guard('solution checks', this.#checkSolutions);
      if (stopped()) return;
      for (const key of [...this.#known])
        if (!listed.has(key) && !this.#documents.has(key)) this.#forget(key);
      this.#onScanned();
    } finally {
      progress.done();
    }
  }

  /** What is below the folders: files, and links in their place, which turn out unreadable. */
  async #list(folders: readonly string[], stopped: () => boolean): Promise<ReadonlySet<string>> {
    const listed = new Set<string>();
    const skipped: Skipped[] = [];
    for (const folder of folders) {
      const found = await this.#files.list(folder, stopped);
      if (found === undefined || stopped()) return listed;
      for (const uri of found.uris) listed.add(uriKey(uri));
      skipped.push(...found.skipped);
    }
    for (const { kind, location } of skipped)
      if (kind !== 'folder' && kind !== 'toolFolder' && isWantedName(location)) listed.add(uriKey(location));
    this.#tellSkipped(skipped);
    const files = [...listed].filter(isJsonName).length;
    this.#log.info(
      `Found ${count(files, 'JSON file')} in ${count(folders.length, 'folder')}, and skipped ${count(skipped.length, 'place')}.`,
    );
    return listed;
  }

  /** In the log, each once; flows may be missed in folders that could not be read, so the status tells of them too. */
  #tellSkipped(skipped: readonly Skipped[]): void {
    const lines = new Set(skipped.map(({ location, reason }) => `Skipped ${location}: ${reason}.`));
    for (const line of lines) if (!this.#skipped.has(line)) this.#log.info(line);
    this.#skipped = lines;
    const limits = new Map<string, Limit>();
    for (const { kind, location, reason } of skipped)
      if (kind === 'folder') limits.set(location, { kind: 'unreadable', uri: location, reason });
    this.#diagnostics.tellLimits('folders', limits);
  }

  async #checkAll(files: readonly string[], stopped: () => boolean, progress: ScanProgress): Promise<void> {
    for (let at = 0; at < files.length; at += BATCH) {
      const batch = files.slice(at, at + BATCH);
      await Promise.all(batch.map((key) => this.#checkClosed(key, stopped)));
      if (stopped()) return;
      progress.report(Math.min(at + BATCH, files.length), files.length);
      await this.#pause();
    }
  }

  async #checkClosed(key: string, stopped: () => boolean = () => false): Promise<void> {
    await this.#safe.guard(`check of ${key}`, async () => {
      if (this.#documents.has(key)) return;
      const checked = await this.#checker.closed(key);
      if (checked === undefined || stopped()) return;
      // Its folder may have gone meanwhile.
      if (checked.missing === true || this.#folders.of(key) === undefined) return this.#forget(key);
      this.#known.add(key);
      this.#solutions.flow(key, true);
      this.#diagnostics.publish(checked);
    });
    await this.#pause();
  }

  #enqueue(key: string): void {
    if (this.#documents.has(key)) return;
    this.#queue.add(key);
    this.#drained ??= this.#safe
      .guard('workspace', async () => {
        await this.#pause();
        for (const next of this.#queue) {
          this.#queue.delete(next);
          await this.#checkClosed(next);
        }
      })
      .finally(() => {
        this.#drained = undefined;
      });
  }

  #forget(key: string): void {
    this.#known.delete(key);
    this.#solutions.flow(key, false);
    this.#declared.forget(key);
    this.#checker.remove(key);
    this.#diagnostics.remove(key);
  }

  #ignored(key: string): boolean {
    const folder = this.#folders.of(key);
    return folder === undefined || liesInIgnoredFolder(relativePath(folder, key));
  }
}
