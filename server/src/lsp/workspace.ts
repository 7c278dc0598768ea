import { type Connection, FileChangeType, type FileEvent } from 'vscode-languageserver';
import type { Checker } from './checker.ts';
import { Declared } from './declared.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { Folders } from './folders.ts';
import { type ScanProgress, startProgress } from './notify.ts';
import type { SafeRunner } from './runSafe.ts';
import { type FileProvider, IGNORED_FOLDERS } from './runtime.ts';
import type { Solutions } from './solutions.ts';
import type { StatusReporter } from './status.ts';
import { isInside, uriKey } from './uris.ts';

/** Flows, what lies beside them, the other files of solutions, and lists of owners. */
const ENDINGS = ['.json', '.xml', '.yml', '.csv', 'codeowners'];
/** Files read at a time during a scan; the checks themselves go one by one. */
const BATCH = 8;
/** A flow is checked again when a flow it calls changes; this bounds what a circle of calls can set off. */
const MAX_ROUNDS = 8;

/** Files of the workspace that are not open: scans them, follows their changes, leaves the open ones to `OpenChecks`. */
export class Workspace {
  readonly #connection: Connection;
  readonly #folders: Folders;
  readonly #files: FileProvider;
  readonly #documents: OpenDocuments;
  readonly #checker: Checker;
  readonly #declared: Declared;
  readonly #solutions: Solutions;
  readonly #diagnostics: Diagnostics;
  readonly #status: StatusReporter;
  readonly #safe: SafeRunner;
  readonly #pause: () => Promise<void>;
  readonly #recheckOpen: (key: string) => void;
  readonly #checkSolutions: () => Promise<void>;
  readonly #onScanned: () => void;
  /** JSON files seen in the folders. */
  readonly #known = new Set<string>();
  readonly #queue = new Set<string>();
  readonly #rounds = new Map<string, number>();
  #draining = false;
  #scan = 0;
  #lastScan: Promise<void> = Promise.resolve();

  constructor(options: {
    connection: Connection;
    folders: Folders;
    files: FileProvider;
    documents: OpenDocuments;
    checker: Checker;
    declared: Declared;
    solutions: Solutions;
    diagnostics: Diagnostics;
    status: StatusReporter;
    safe: SafeRunner;
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
    if (this.#folders.of(key) === undefined) this.#forget(key);
    else this.#enqueue(key);
  }

  watched(changes: readonly FileEvent[]): void {
    this.#rounds.clear();
    for (const { uri, type } of changes) {
      const key = uriKey(uri);
      if (this.#ignored(key)) continue;
      this.#solutions.changedOnDisk([key]);
      const described = Declared.describedBy(key);
      if (described !== undefined) {
        this.#declared.forget(described);
        this.recheck([described]);
      } else if (/\.json$/i.test(key)) {
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
    if (folders.length === 0) return;
    this.#status.scanning = true;
    const stopped = (): boolean => scan !== this.#scan;
    const progress = startProgress(this.#connection, 'Lockkeeper: checking flows', () => {
      if (!stopped()) this.stop();
      this.#status.scanning = false;
    });
    try {
      const listed = new Set<string>();
      for (const folder of folders) {
        for (const uri of await this.#files.list(folder, ENDINGS)) listed.add(uriKey(uri));
        if (stopped()) return;
      }
      const files = [...listed].filter((key) => /\.json$/i.test(key));
      for (const key of files) if (!listed.has(`${key}.data.xml`)) this.#declared.none(key);
      // First: what a flow's findings offer depends on the solution around it.
      await this.#solutions.load(listed, stopped);
      if (stopped()) return;
      // Also when nothing in them has changed: the config may have.
      await this.#safe.guard('solution checks', this.#checkSolutions);
      if (stopped()) return;
      await this.#checkAll(files, stopped, progress);
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
    if (this.#draining) return;
    this.#draining = true;
    this.#safe.background('workspace', async () => {
      try {
        await this.#pause();
        for (const next of this.#queue) {
          this.#queue.delete(next);
          await this.#checkClosed(next);
        }
      } finally {
        this.#draining = false;
      }
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
    return IGNORED_FOLDERS.some((name) => key.includes(`/${name}/`)) || this.#folders.of(key) === undefined;
  }
}
