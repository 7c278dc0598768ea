import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import { describedBy, type Project, SolutionFiles } from '../core/index.ts';
import { liesInIgnoredFolder } from '../files/ignoredFolders.ts';
import { isJsonName } from '../files/wanted.ts';
import type { Limit } from '../protocol.ts';
import type { AnnotationRefresh } from './annotations.ts';
import type { BesideChecks } from './besideChecks.ts';
import { type Checks, isSolutionText } from './checks.ts';
import type { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { Folders } from './folders.ts';
import type { IgnoreNotices } from './ignores.ts';
import type { OpenChecks } from './openChecks.ts';
import type { SafeRunner } from './runSafe.ts';
import type { Trees } from './trees/trees.ts';
import { isInside, relativePath, uriKey } from './uris.ts';

/** Milliseconds without a change in an open file of a solution before what depends on it is checked again. */
const TYPING_PAUSE = 200;
/** The same after a flow came or went: they do so in flocks. */
const FLOCK_PAUSE = 20;
/** Milliseconds without a change in a config file before all flows are checked against it. */
const CONFIG_PAUSE = 250;
/** Files read at a time. */
export const BATCH = 8;

export interface LoopServices {
  readonly project: Project;
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly folders: Folders;
  readonly checks: Checks;
  readonly openChecks: OpenChecks;
  readonly besideChecks: BesideChecks;
  readonly diagnostics: Diagnostics;
  readonly trees: Trees;
  readonly annotations: AnnotationRefresh;
  readonly notices: IgnoreNotices;
  readonly safe: SafeRunner;
  readonly pause: () => Promise<void>;
  /** Reads all folders again; resolves when done. */
  rescan(): Promise<void>;
}

/**
 * What happens in editor and folder goes to the project, and what follows from it is worked through: open documents at once,
 * then files of solutions, then closed flows, one after the other.
 */
export class Loop {
  readonly #services: LoopServices;
  /** JSON files seen in the folders. */
  readonly #known = new Set<string>();
  /** Files of solutions to read. */
  readonly #texts = new Set<string>();
  /** Closed files to check. */
  readonly #closed = new Set<string>();
  #working: Promise<void> | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #typingConfig: ReturnType<typeof setTimeout> | undefined;

  constructor(services: LoopServices) {
    this.#services = services;
    const { documents } = services;
    documents.onChange((key) => this.#typed(key));
    documents.onClose((key) => this.#closedInEditor(key));
  }

  /** Works through what the project says has come about. */
  settle(): void {
    const { project, documents, openChecks, besideChecks, annotations, trees, notices } = this.#services;
    const { stale, overviews, findings, ignored } = project.takeChanges();
    for (const key of stale) {
      if (!documents.has(key)) {
        this.#enqueue(key);
        continue;
      }
      openChecks.schedule(key);
      annotations.schedule();
    }
    if (overviews) {
      besideChecks.flowsChanged();
      trees.changed();
    } else if (findings) trees.findingsChanged();
    if (ignored) notices.schedule();
  }

  /** The same, with what texts beside the flows have brought about. */
  settleSolutions(): void {
    clearTimeout(this.#settling);
    const { project, besideChecks, diagnostics, trees } = this.#services;
    const { facts, texts } = project.takeSolutionChanges();
    if (texts) {
      besideChecks.schedule();
      trees.changed();
    }
    if (facts) diagnostics.setLimits('solutions', limitsOf(project));
    this.settle();
  }

  /** Settings, a config file or the set of folders changed. `pushed`: settings that came with the notification. */
  reloadConfig(pushed?: unknown): void {
    const { config, notices, safe } = this.#services;
    config.invalidate(pushed);
    notices.schedule();
    safe.background('configuration', () => this.startAfresh());
  }

  /** Everything is checked again against the configs as they are now. */
  startAfresh(): Promise<void> {
    const { openChecks, annotations, trees, rescan } = this.#services;
    openChecks.scheduleAll();
    annotations.schedule();
    trees.changed();
    return rescan();
  }

  watched(changes: readonly FileEvent[]): void {
    const { config, documents, project } = this.#services;
    const keys = changes.map((change) => uriKey(change.uri));
    if (keys.some((key) => config.concerns(key) && !documents.has(key))) this.reloadConfig();
    project.changedOnDisk();
    changes.forEach(({ type }, at) => {
      this.#changed(keys[at]!, type === FileChangeType.Deleted);
    });
    this.#settleAfter(FLOCK_PAUSE);
  }

  /** A file of a solution turned out to be another one than the project knows. */
  changedOnDisk(key: string): void {
    if (!SolutionFiles.needsText(key)) return;
    this.#texts.add(key);
    this.#wake();
  }

  /** Whole folders left the workspace. */
  foldersRemoved(): void {
    const { project, folders, documents } = this.#services;
    const isOutside = (key: string): boolean => folders.of(key) === undefined;
    for (const key of [...this.#known].filter(isOutside)) if (!documents.has(key)) this.#forget(key);
    // What is open there goes on as a file by itself.
    for (const key of project.knownFiles().filter(isOutside)) project.forget(key);
    this.settleSolutions();
  }

  /** A scan has listed all files: what is known and not among them is gone. */
  forgetOthers(listed: ReadonlySet<string>): void {
    for (const key of [...this.#known])
      if (!listed.has(key) && !this.#services.documents.has(key)) this.#forget(key);
  }

  /** Checks a file that is not open, and publishes. Never rejects. */
  async checkClosed(key: string, stopped: () => boolean = () => false): Promise<void> {
    const { safe, documents, checks, folders, diagnostics, project, pause } = this.#services;
    await safe.guard(`check of ${key}`, async () => {
      if (documents.has(key)) return;
      const checked = await checks.closed(key);
      if (checked === undefined || stopped()) return;
      // Its folder may have gone meanwhile.
      const isGone = checked.unread?.kind === 'missing' || folders.of(key) === undefined;
      if (isGone) this.#forget(key);
      else {
        this.#known.add(key);
        if (isFlowPlace(key)) project.take(key, { kind: 'text', text: '' });
        diagnostics.publish(checked);
      }
    });
    await pause();
  }

  /** Resolves when what was queued is worked through. */
  async drained(stopped: () => boolean): Promise<void> {
    while (this.#working !== undefined && !stopped()) await this.#working;
  }

  /** Drops what is queued. */
  stop(): void {
    this.#texts.clear();
    this.#closed.clear();
  }

  dispose(): void {
    this.stop();
    clearTimeout(this.#settling);
    clearTimeout(this.#typingConfig);
  }

  #typed(key: string): void {
    const { project, documents, folders, config, openChecks } = this.#services;
    const document = documents.get(key);
    if (document === undefined) return;
    const inFolder = folders.of(key) !== undefined;
    project.open(key, document.version, document.getText(), inFolder);
    if (inFolder && SolutionFiles.needsText(key)) this.#settleAfter(TYPING_PAUSE);
    if (isSolutionText(key)) return;
    if (config.concerns(key)) {
      clearTimeout(this.#typingConfig);
      this.#typingConfig = setTimeout(() => this.reloadConfig(), CONFIG_PAUSE);
    }
    if (!config.isConfigFile(key)) openChecks.schedule(key);
  }

  #closedInEditor(key: string): void {
    const { project, diagnostics, config, openChecks, folders } = this.#services;
    project.close(key);
    diagnostics.closed(key);
    if (folders.of(key) !== undefined) this.changedOnDisk(key);
    if (isSolutionText(key)) return;
    openChecks.cancel(key);
    if (config.concerns(key)) this.reloadConfig();
    if (config.isConfigFile(key)) return;
    if (this.#isIgnored(key)) this.#forget(key);
    else this.#enqueue(key);
  }

  /** A file on disk was changed or made, or a file or folder was deleted. */
  #changed(key: string, deleted: boolean): void {
    if (this.#isIgnored(key)) return;
    const { project } = this.#services;
    this.changedOnDisk(key);
    if (describedBy(key) !== undefined) return;
    if (isJsonName(key)) {
      if (!deleted && isFlowPlace(key)) project.take(key, { kind: 'text', text: '' });
      this.#enqueue(key);
    } else if (deleted) {
      // A folder: its files are not named one by one.
      for (const inside of project.knownFiles()) if (isInside(key, inside)) this.changedOnDisk(inside);
      for (const inside of this.#known) if (isInside(key, inside)) this.#enqueue(inside);
    }
  }

  #enqueue(key: string): void {
    if (this.#services.documents.has(key)) return;
    this.#closed.add(key);
    this.#wake();
  }

  #wake(): void {
    this.#working ??= this.#services.safe
      .guard('workspace', () => this.#work())
      .finally(() => {
        this.#working = undefined;
      });
  }

  async #work(): Promise<void> {
    const { checks, pause } = this.#services;
    for (;;) {
      await pause();
      const texts = [...this.#texts].slice(0, BATCH);
      if (texts.length > 0) {
        for (const key of texts) this.#texts.delete(key);
        await Promise.all(texts.map((key) => checks.take(key)));
        if (this.#texts.size === 0) this.settleSolutions();
        continue;
      }
      const [next] = this.#closed;
      if (next === undefined) return;
      this.#closed.delete(next);
      await this.checkClosed(next);
      this.#settleAfter(FLOCK_PAUSE);
    }
  }

  #settleAfter(milliseconds: number): void {
    clearTimeout(this.#settling);
    const { safe } = this.#services;
    this.#settling = setTimeout(
      () => safe.background('solution files', async () => this.settleSolutions()),
      milliseconds,
    );
  }

  #forget(key: string): void {
    this.#known.delete(key);
    this.#services.project.forget(key);
    this.#services.diagnostics.remove(key);
    this.settle();
    this.#settleAfter(FLOCK_PAUSE);
  }

  #isIgnored(key: string): boolean {
    const folder = this.#services.folders.of(key);
    return folder === undefined || liesInIgnoredFolder(relativePath(folder, key));
  }
}

/** True for the places where flows lie; the content has no say. */
function isFlowPlace(key: string): boolean {
  return SolutionFiles.wants(key) && !SolutionFiles.needsText(key);
}

/** JSON files are looked at by the check of flows as well, which tells of them. */
function limitsOf(project: Project): ReadonlyMap<string, Limit> {
  const limits = new Map<string, Limit>();
  for (const [uri, content] of project.unreadFiles()) {
    if (!isSolutionText(uri) || content.kind === 'missing') continue;
    const { kind: _, ...rest } = content;
    const limit: Limit =
      'reason' in rest ? { kind: 'unreadable', uri, ...rest } : { kind: 'fileTooLarge', uri, ...rest };
    limits.set(uri, limit);
  }
  return limits;
}
