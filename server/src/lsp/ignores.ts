// What is to be told of the entries of `ignore` in the configs.
import type { FileSettings, Project } from '../core/index.ts';
import type { Checks } from './checks.ts';
import type { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { Folders } from './folders.ts';
import type { SafeRunner } from './runSafe.ts';
import { fileIn, isInside } from './uris.ts';

/** Milliseconds between a check and the look at what it means for the entries. */
const PAUSE = 200;

interface Options {
  readonly project: Project;
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly folders: Folders;
  readonly checks: Checks;
  readonly diagnostics: Diagnostics;
  readonly safe: SafeRunner;
}

/**
 * Tells entries that leave nothing out, in their config. What is unused is known only when all files of a config have been
 * checked: after a scan, for configs whose folder is in the workspace as a whole.
 */
export class IgnoreNotices {
  readonly #options: Options;
  /** Generation of the configs that everything has been checked against. */
  #scanned = -1;
  #shown = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** All files have been checked. */
  scanned(): void {
    this.#scanned = this.#options.config.generation;
    this.schedule();
  }

  /** Takes away what is told of configs that count for no folder any more. */
  foldersRemoved(): void {
    const { config, diagnostics } = this.#options;
    for (const key of this.#shown) {
      if (config.isConfigFile(key)) continue;
      diagnostics.publishIgnores(key, '', []);
      this.#shown.delete(key);
    }
  }

  /** Something may have changed; published soon. */
  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#options.safe.background('ignore', () => this.#publish()), PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #publish(): Promise<void> {
    const { project, config, documents, folders, checks, diagnostics } = this.#options;
    const { generation } = config;
    const whole = this.#scanned === generation;
    if (whole) await Promise.all(documents.keys().map((key) => checks.open(key)));
    // Also where there is nothing to check.
    await Promise.all(folders.all().map((folder) => config.of(fileIn(folder, '-'))));
    // A newer config has its own look coming.
    if (generation !== config.generation) return;
    const all = project.notices({
      isWhole: (sharing) => whole && this.#isWhole(sharing),
      unread: diagnostics.unread(),
    });
    const withIgnore = all.filter(({ settings }) => settings.config.ignore !== undefined);
    for (const { file, notices } of withIgnore) diagnostics.publishIgnores(file.uri, file.text, notices);
    const shown = new Set(withIgnore.map(({ file }) => file.uri));
    for (const key of this.#shown) if (!shown.has(key)) diagnostics.publishIgnores(key, '', []);
    this.#shown = shown;
  }

  /** Whether all files below a config are looked at: its folder is in the workspace, readable, and switched off nowhere. */
  #isWhole(sharing: readonly FileSettings[]): boolean {
    const { diagnostics, folders } = this.#options;
    const unread = diagnostics.unreadFolders();
    return sharing.every(
      ({ enabled, base }) =>
        enabled &&
        base !== undefined &&
        !unread.some((one) => one === base || isInside(base, one)) &&
        folders.all().some((one) => one === base || isInside(one, base)),
    );
  }
}
