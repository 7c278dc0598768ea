import {
  type Config,
  type FileIgnores,
  type Ignored,
  type IgnoreEntry,
  ignoresFor,
  noticesOf,
  type ReportFinding,
  type RuleMeta,
  toNoticeFinding,
} from '../core/index.ts';
import { type LoadedConfig, pathInside } from './loadConfig.ts';

/** `ignore` of the config over one run: what it leaves out where, and which entries did so. */
export class Ignores {
  readonly #loaded: LoadedConfig;
  readonly #config: Config;
  readonly #today: string;
  /** Entries that left something out, by what was checked. */
  readonly #used = new Map<string, ReadonlySet<IgnoreEntry>>();

  /** `config`: the loaded one with what the command line changes. `today`: `YYYY-MM-DD`. */
  constructor(loaded: LoadedConfig, config: Config, today: string) {
    this.#loaded = loaded;
    this.#config = config;
    this.#today = today;
  }

  /** What is left out in a file, by its absolute path. */
  of(path: string): FileIgnores | undefined {
    if (this.#config.ignore === undefined) return undefined;
    return ignoresFor(this.#config, pathInside(this.#loaded.folder, path), this.#today);
  }

  /** What a check left out; the last one of each address counts. */
  saw(uri: string, ignored: readonly Ignored<unknown>[]): void {
    if (ignored.length > 0) this.#used.set(uri, new Set(ignored.flatMap((one) => one.entries)));
    else this.#used.delete(uri);
  }

  /**
   * What is to be told of the entries. `roots`: absolute paths that were checked; `unread`: those of files that could not be;
   * `file`: what reports call the config.
   */
  notices(options: {
    readonly rules: readonly RuleMeta[];
    readonly roots: readonly string[];
    readonly unread: readonly string[];
    readonly file: (path: string) => string;
  }): readonly ReportFinding[] {
    const { folder, file, config } = this.#loaded;
    if (file === undefined) return [];
    // Of files that were not looked at, or rules that did not run, nobody knows what they need.
    const isWhole =
      this.#config.profile === config.profile &&
      options.roots.some((root) => root === folder || pathInside(root, folder) !== undefined);
    const used = isWhole ? new Set([...this.#used.values()].flatMap((entries) => [...entries])) : undefined;
    const notices = noticesOf(this.#config, {
      today: this.#today,
      rules: options.rules,
      used,
      unread: options.unread.map((path) => pathInside(folder, path) ?? ''),
    });
    return notices.map((notice) => toNoticeFinding(notice, file.text, options.file(file.path)));
  }
}
