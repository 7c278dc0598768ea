// `ignore` of the configs: what it leaves out in a file, and what is to be told of its entries.
import {
  type FileIgnores,
  type Ignored,
  type IgnoreEntry,
  type IgnoreNotice,
  ignoresFor,
  noticesOf,
  type RuleMeta,
} from '../core/index.ts';
import type { FolderConfig } from './config.ts';
import type { SafeRunner } from './runSafe.ts';
import { fileIn, isInside, relativePath } from './uris.ts';

/** The user's day, as `YYYY-MM-DD`. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Path of a file as the globs of its config see it; undefined outside of the config's folder. */
export function pathInConfig({ base }: Pick<FolderConfig, 'base'>, key: string): string | undefined {
  return base !== undefined && isInside(base, key) ? relativePath(base, key) : undefined;
}

/** What the config leaves out in a file. */
export function ignoresIn(config: FolderConfig, key: string): FileIgnores | undefined {
  return ignoresFor(config.config, pathInConfig(config, key), today());
}

/** Milliseconds between a check and the look at what it means for the entries. */
const PAUSE = 200;

/** What this needs to know of the session. */
interface Options {
  readonly rules: readonly RuleMeta[];
  readonly config: {
    readonly generation: number;
    of(key: string): Promise<FolderConfig>;
    all(): ReadonlySet<FolderConfig>;
    isConfigFile(key: string): boolean;
  };
  readonly folders: { all(): string[] };
  readonly safe: SafeRunner;
  /** Resolves when all open files have been checked against the configs as they are now. */
  readonly openChecked: () => Promise<unknown>;
  /** Keys of files that could not be checked. */
  readonly unread: () => readonly string[];
  /** Keys of folders that could not be looked into. */
  readonly unreadFolders: () => readonly string[];
  readonly tell: (key: string, text: string, notices: readonly IgnoreNotice[]) => void;
}

/**
 * Remembers which entries leave something out, and tells those that do not, in their config. What is unused is known only when
 * all files of a config have been checked: after a scan, for configs whose folder is in the workspace as a whole.
 */
export class IgnoreNotices {
  readonly #options: Options;
  /** Entries that left something out, by what was checked. */
  readonly #used = new Map<string, ReadonlySet<IgnoreEntry>>();
  /** Generation of the configs that everything has been checked against. */
  #scanned = -1;
  #shown = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** What a check of a file, or of a solution by its id, left out. */
  saw(what: string, ignored: readonly Ignored[]): void {
    if (ignored.length > 0) this.#used.set(what, new Set(ignored.flatMap((one) => one.entries)));
    else if (!this.#used.delete(what)) return;
    this.schedule();
  }

  /** All files have been checked. */
  scanned(): void {
    this.#scanned = this.#options.config.generation;
    this.schedule();
  }

  /** Takes away what is told of configs that count for no folder any more. */
  foldersRemoved(): void {
    for (const key of this.#shown) {
      if (this.#options.config.isConfigFile(key)) continue;
      this.#options.tell(key, '', []);
      this.#shown.delete(key);
    }
  }

  /** Something may have changed; told soon. */
  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#options.safe.background('ignore', () => this.#tell()), PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #tell(): Promise<void> {
    const { config, folders } = this.#options;
    const { generation } = config;
    const whole = this.#scanned === generation;
    if (whole) await this.#options.openChecked();
    // Also where there is nothing to check.
    await Promise.all(folders.all().map((folder) => config.of(fileIn(folder, '-'))));
    // A newer config has its own look coming.
    if (generation !== config.generation) return;
    const all = [...config.all()];
    const shown = new Set<string>();
    const used = new Set([...this.#used.values()].flatMap((entries) => [...entries]));
    for (const one of all) {
      const { file, config: read } = one;
      if (file === undefined || read.ignore === undefined || shown.has(file.key)) continue;
      shown.add(file.key);
      const sharing = all.filter((other) => other.file?.key === file.key);
      const notices = noticesOf(read, {
        today: today(),
        rules: this.#options.rules,
        used: whole && this.#isWhole(sharing) ? used : undefined,
        unread: this.#options.unread().flatMap((key) => pathInConfig(one, key) ?? []),
      });
      this.#options.tell(file.key, file.text, notices);
    }
    for (const key of this.#shown) if (!shown.has(key)) this.#options.tell(key, '', []);
    this.#shown = shown;
  }

  /** Whether all files below a config are looked at: its folder is in the workspace, readable, and switched off nowhere. */
  #isWhole(sharing: readonly FolderConfig[]): boolean {
    const unread = this.#options.unreadFolders();
    return sharing.every(
      ({ enabled, base, folder }) =>
        enabled &&
        base !== undefined &&
        folder !== undefined &&
        !unread.some((one) => one === base || isInside(base, one)) &&
        this.#options.folders.all().some((one) => one === base || isInside(one, base)),
    );
  }
}
