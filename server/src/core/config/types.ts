import type { Severity } from '../finding.ts';
import type { Profile } from '../ruleMeta.ts';
import type { IgnoreEntry } from './ignore.ts';
import type { Policy } from './policy/types.ts';

/** `"off"`, a severity, or `[severity, options]`. */
export type RuleSetting = 'off' | Severity | readonly [Severity | 'off', Readonly<Record<string, unknown>>];

/** What `lockkeeper.config.json` and the editor's settings say, checked. */
export interface Config {
  readonly profile: Profile;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Globs relative to the config file; empty means everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Rules of the tenant; absent when the config has none. */
  readonly policy?: Policy;
  /** Findings that are left out, in the order of the file; absent when there are none. */
  readonly ignore?: readonly IgnoreEntry[];
}

export const DEFAULT_CONFIG: Config = { profile: 'default', rules: {}, include: [], exclude: [] };
