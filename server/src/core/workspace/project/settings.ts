import { KnownFindings } from '../../config/baseline/index.ts';
import type { IgnoreEntry } from '../../config/ignore.ts';
import { type FileIgnores, type IgnoreNotice, ignoresFor, noticesOf } from '../../config/ignores/index.ts';
import { type Config, DEFAULT_CONFIG, matchesFile } from '../../config/index.ts';
import type { Finding } from '../../finding.ts';
import { filedPlaces } from '../../fixes/identities.ts';
import type { RuleMeta } from '../../ruleMeta.ts';
import { shownInArchive } from '../../text/archivePath.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { Ignored } from '../analysis.ts';
import { folderOf, pathBelow, pathFrom } from './addresses.ts';
import type { FileSettings, FolderBaseline } from './types.ts';

const DEFAULT: FileSettings = {
  enabled: true,
  config: DEFAULT_CONFIG,
  base: undefined,
  maxFileSize: Number.POSITIVE_INFINITY,
};
const NONE: ReadonlySet<never> = new Set();

/** What is to be told of the `ignore` of one config. */
export interface ConfigNotices {
  readonly settings: FileSettings;
  readonly file: { readonly uri: string; readonly text: string };
  readonly notices: readonly IgnoreNotice[];
}

/** Configurations, what they leave out, and baselines: which of them counts for a file was found out by whoever read them. */
export class Settings {
  readonly #today: () => string;
  readonly #byFolder = new Map<string, FileSettings>();
  readonly #baselines = new Map<string, FolderBaseline | undefined>();
  /** Entries that left something out, by what was checked. */
  readonly #used = new Map<string, ReadonlySet<IgnoreEntry>>();
  #changed = false;

  /** `today`: as `YYYY-MM-DD`. */
  constructor(today: () => string) {
    this.#today = today;
  }

  /** For the folder that the file is in. */
  set(uri: string, settings: FileSettings, baseline: FolderBaseline | undefined): void {
    const folder = folderOf(uri);
    this.#byFolder.set(folder, settings);
    this.#baselines.set(folder, baseline);
  }

  clear(): void {
    this.#byFolder.clear();
    this.#baselines.clear();
  }

  /** What counts for a file; the default where nobody has said. */
  of(uri: string): FileSettings {
    return this.#byFolder.get(folderOf(uri)) ?? DEFAULT;
  }

  /** True for a file that neither settings nor globs leave out. */
  includes(uri: string): boolean {
    const { enabled, config, base } = this.of(uri);
    const path = base === undefined ? undefined : pathBelow(base, uri);
    return enabled && (path === undefined || matchesFile(config, path));
  }

  ignoresIn(uri: string): FileIgnores | undefined {
    const { config, base } = this.of(uri);
    if (config.ignore === undefined) return undefined;
    return ignoresFor(config, base === undefined ? undefined : pathBelow(base, uri), this.#today());
  }

  /** The findings of a file that its baseline knows. `findings`: all of one file, in their order. */
  knownAmong<F extends Finding>(uri: string, findings: readonly F[]): ReadonlySet<F> {
    const baseline = this.baselineFor(uri);
    if (baseline === undefined || findings.length === 0) return NONE;
    const { folder, known } = baseline;
    const asked = findings.map((finding) => {
      const places = filedPlaces(finding)?.map(({ uri: other, fingerprint }) => ({
        fingerprint,
        file: shownInArchive(pathFrom(folder, other)),
      }));
      const { fingerprint, former } = finding;
      return { finding, fingerprint, former, ...(places === undefined ? {} : { places }) };
    });
    return new Set(
      [...known.among(shownInArchive(pathFrom(folder, uri)), asked)].map(({ finding }) => finding),
    );
  }

  /** The baseline that counts for a file. */
  baselineFor(uri: string): FolderBaseline | undefined {
    return this.#baselines.get(folderOf(uri));
  }

  /** Each that counts for some file. */
  baselines(): readonly FolderBaseline[] {
    return [...new Set([...this.#baselines.values()].filter((one) => one !== undefined))];
  }

  /** What a check of a file, or of a solution by its id, left out; the last one counts. */
  saw(what: string, ignored: readonly Ignored[]): void {
    if (ignored.length > 0) this.#used.set(what, new Set(ignored.flatMap((one) => one.entries)));
    else if (!this.#used.delete(what)) return;
    this.#changed = true;
  }

  /** Whether the config leaves out something else than at the last call. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /**
   * What is to be told of the entries of each config that counts for some file, by its folder. `isWhole`: whether all that
   * the config counts for was checked with all of its rules; `unread`: files that could not be checked.
   */
  notices(options: {
    readonly rules: readonly RuleMeta[];
    readonly isWhole: (sharing: readonly FileSettings[]) => boolean;
    readonly unread: readonly string[];
  }): readonly ConfigNotices[] {
    const used = new Set([...this.#used.values()].flatMap((entries) => [...entries]));
    const byFile = new Map<string, FileSettings[]>();
    for (const one of new Set(this.#byFolder.values())) {
      if (one.file === undefined) continue;
      pushTo(byFile, one.file.uri, one);
    }
    const all = [...byFile.values()].map((sharing): ConfigNotices => {
      const [settings] = sharing as [FileSettings];
      const { file, config, base } = settings;
      const notices = noticesOf(config, {
        today: this.#today(),
        rules: options.rules,
        used: options.isWhole(sharing) ? used : undefined,
        unread: base === undefined ? [] : options.unread.flatMap((uri) => pathBelow(base, uri) ?? []),
      });
      return { settings, file: file!, notices };
    });
    return all.sort((a, b) => (folderOf(a.file.uri) < folderOf(b.file.uri) ? -1 : 1));
  }
}

/** The config with every rule that finds secrets switched on: for masks. The same object where none is off. */
export function maskingConfig(config: Config, rules: readonly RuleMeta[]): Config {
  const all = Object.entries(config.rules);
  const kept = all.filter(([id, setting]) => {
    const off = setting === 'off' || (Array.isArray(setting) && setting[0] === 'off');
    return !off || rules.find((rule) => rule.id === id)?.category !== 'secrets';
  });
  return kept.length < all.length ? { ...config, rules: Object.fromEntries(kept) } : config;
}

export function baselineOf(
  folder: string,
  entries: ConstructorParameters<typeof KnownFindings>[0],
): FolderBaseline {
  return { folder, known: new KnownFindings(entries), entries };
}
