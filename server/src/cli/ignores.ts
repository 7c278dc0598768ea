import {
  type FileIgnores,
  type Ignored,
  type IgnoreEntry,
  ignoresFor,
  noticesOf,
  type ReportFinding,
  type RuleMeta,
  toNoticeFinding,
} from '../core/index.ts';
import type { RunConfigs } from './configs.ts';
import { holds, pathInside } from './paths.ts';

/** `ignore` of the configs over one run: what they leave out where, and which entries did so. */
export class Ignores {
  readonly #configs: RunConfigs;
  readonly #today: string;
  /** Entries that left something out, by what was checked. */
  readonly #used = new Map<string, ReadonlySet<IgnoreEntry>>();

  /** `today`: `YYYY-MM-DD`. */
  constructor(configs: RunConfigs, today: string) {
    this.#configs = configs;
    this.#today = today;
  }

  /** What is left out in a file, by its absolute path. */
  of(path: string): FileIgnores | undefined {
    const { config, folder } = this.#configs.of(path);
    if (config.ignore === undefined) return undefined;
    return ignoresFor(config, pathInside(folder, path), this.#today);
  }

  /** What a check left out; the last one of each file or solution counts. */
  saw(what: string, ignored: readonly Ignored[]): void {
    if (ignored.length > 0) this.#used.set(what, new Set(ignored.flatMap((one) => one.entries)));
    else this.#used.delete(what);
  }

  /**
   * What is to be told of the entries. `roots`: absolute paths that were checked; `unread`: those of files that could not be;
   * `file`: what reports call a config.
   */
  notices(options: {
    readonly rules: readonly RuleMeta[];
    readonly roots: readonly string[];
    readonly unread: readonly string[];
    readonly file: (path: string) => string;
  }): readonly ReportFinding[] {
    const seen = new Set([...this.#used.values()].flatMap((entries) => [...entries]));
    return this.#configs.used().flatMap(({ config, profile, folder, file }) => {
      if (file === undefined) return [];
      // Of files that were not looked at, or rules that did not run, nobody knows what they need.
      const isWhole = config.profile === profile && options.roots.some((root) => holds(root, folder));
      const notices = noticesOf(config, {
        today: this.#today,
        rules: options.rules,
        used: isWhole ? seen : undefined,
        unread: options.unread.flatMap((path) => pathInside(folder, path) ?? []),
      });
      return notices.map((notice) => toNoticeFinding(notice, file.text, options.file(file.path)));
    });
  }
}
