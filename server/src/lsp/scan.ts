import type { Connection } from 'vscode-languageserver';
import { count, SolutionFiles } from '../core/index.ts';
import type { Skipped } from '../files/walk.ts';
import { isJsonName, isWantedName } from '../files/wanted.ts';
import type { Limit } from '../protocol.ts';
import type { WorkspaceFiles } from './files.ts';
import { BATCH, type Loop, type LoopServices } from './loop.ts';
import { type ScanProgress, startProgress } from './notify.ts';
import type { Log } from './runSafe.ts';
import { logScan } from './scanLog.ts';
import type { StatusReporter } from './status.ts';
import { uriKey } from './uris.ts';

interface Services extends Omit<LoopServices, 'rescan'> {
  readonly connection: Connection;
  readonly files: WorkspaceFiles;
  readonly status: StatusReporter;
  readonly log: Log;
}

/** Reads all folders: files of solutions first, then flows, with progress; a newer scan replaces one that is under way. */
export class Scan {
  readonly #services: Services;
  readonly #loop: () => Loop;
  /** What was logged as skipped. */
  #skipped: ReadonlySet<string> = new Set();
  #scan = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(services: Services, loop: () => Loop) {
    this.#services = services;
    this.#loop = loop;
  }

  /** Resolves when this or a newer scan is through. */
  async run(): Promise<void> {
    const { project, status } = this.#services;
    const scan = ++this.#scan;
    project.changedOnDisk();
    this.#last = this.#run(scan).finally(() => {
      if (scan === this.#scan) status.scanning = false;
    });
    await this.through();
  }

  /** Resolves when no scan is under way. */
  async through(): Promise<void> {
    for (let last: Promise<void> | undefined; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
  }

  /** Stops what is under way. */
  stop(): void {
    this.#scan++;
    this.#loop().stop();
  }

  async #run(scan: number): Promise<void> {
    const { folders, status, connection, checks, safe, besideChecks, config, notices } = this.#services;
    const loop = this.#loop();
    const onScanned = (): void => {
      config.scanned();
      notices.scanned();
    };
    const all = folders.all();
    if (all.length === 0) return onScanned();
    const start = performance.now();
    status.scanning = true;
    const stopped = (): boolean => scan !== this.#scan;
    const progress = startProgress(connection, 'Lockkeeper: checking flows', () => {
      if (!stopped()) this.stop();
      status.scanning = false;
    });
    const checkBeside = (): Promise<void> => safe.guard('solution checks', () => besideChecks.run());
    try {
      const listed = await this.#list(all, stopped);
      if (stopped()) return;
      // First: what a flow's findings offer depends on the solution around it.
      await this.#takeSolutions(listed, stopped);
      if (stopped()) return;
      checks.listed();
      loop.settleSolutions();
      // Also when nothing in them has changed: the config may have.
      await checkBeside();
      if (stopped()) return;
      await this.#checkAll([...listed].filter(isJsonName), stopped, progress);
      // What depends on flows that were checked later is checked once more.
      await loop.drained(stopped);
      if (stopped()) return;
      // Some of what is said of a solution depends on all of its flows.
      await checkBeside();
      if (stopped()) return;
      loop.forgetOthers(listed);
      onScanned();
      logScan(this.#services, performance.now() - start);
    } finally {
      progress.done();
    }
  }

  /** What is below the folders: files, and links in their place, which turn out unreadable. */
  async #list(folders: readonly string[], stopped: () => boolean): Promise<ReadonlySet<string>> {
    const { files, log } = this.#services;
    const listed = new Set<string>();
    const skipped: Skipped[] = [];
    for (const folder of folders) {
      const found = await files.list(folder, stopped);
      if (found === undefined || stopped()) return listed;
      for (const uri of found.uris) listed.add(uriKey(uri));
      skipped.push(...found.skipped);
    }
    for (const { kind, location } of skipped)
      if (kind !== 'folder' && kind !== 'toolFolder' && isWantedName(location)) listed.add(uriKey(location));
    this.#logSkipped(skipped);
    const number = [...listed].filter(isJsonName).length;
    log.info(
      `Found ${count(number, 'JSON file')} in ${count(folders.length, 'folder')}, and skipped ${count(skipped.length, 'place')}.`,
    );
    return listed;
  }

  /** Takes in what says something about solutions, and forgets what is not there any more. */
  async #takeSolutions(listed: ReadonlySet<string>, stopped: () => boolean): Promise<void> {
    const { project, checks, documents, pause } = this.#services;
    const wanted = [...listed].filter((key) => SolutionFiles.wants(key));
    const texts = wanted.filter((key) => SolutionFiles.needsText(key));
    for (const key of wanted)
      if (!SolutionFiles.needsText(key)) project.take(key, { kind: 'text', text: '' });
    for (let at = 0; at < texts.length; at += BATCH) {
      await Promise.all(texts.slice(at, at + BATCH).map((key) => checks.take(key)));
      if (stopped()) return;
      await pause();
    }
    for (const key of project.knownFiles())
      if (!listed.has(key) && !documents.has(key)) project.take(key, { kind: 'missing' });
    project.allListed();
  }

  async #checkAll(files: readonly string[], stopped: () => boolean, progress: ScanProgress): Promise<void> {
    const { pause } = this.#services;
    for (let at = 0; at < files.length; at += BATCH) {
      const batch = files.slice(at, at + BATCH);
      await Promise.all(batch.map((key) => this.#loop().checkClosed(key, stopped)));
      if (stopped()) return;
      progress.report(Math.min(at + BATCH, files.length), files.length);
      await pause();
    }
  }

  /** In the log, each once; flows may be missed in folders that could not be read, so the status tells of them too. */
  #logSkipped(skipped: readonly Skipped[]): void {
    const { log, diagnostics } = this.#services;
    const lines = new Set(skipped.map(({ location, reason }) => `Skipped ${location}: ${reason}.`));
    for (const line of lines) if (!this.#skipped.has(line)) log.info(line);
    this.#skipped = lines;
    const limits = new Map<string, Limit>();
    for (const { kind, location, reason } of skipped)
      if (kind === 'folder') limits.set(location, { kind: 'unreadable', uri: location, reason });
    diagnostics.setLimits('folders', limits);
  }
}
