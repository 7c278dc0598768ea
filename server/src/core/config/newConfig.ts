import type { Profile } from '../ruleMeta.ts';
import { DEFAULT_CONFIG } from './types.ts';

/** What somebody answers who has a configuration made. */
export interface ConfigAnswers {
  readonly profile: Profile;
  /** Path of an exported policy for data loss prevention, relative to the configuration; '' for none. */
  readonly dlp: string;
  /** Hosts that steps may call; empty for all. */
  readonly allowedHosts: readonly string[];
  /** Preset for names of steps, of the rule `naming-convention`; '' for none. */
  readonly steps: string;
}

/** What holds for whoever answers nothing. */
export const USUAL_ANSWERS: ConfigAnswers = { profile: 'team', dlp: '', allowedHosts: [], steps: '' };

/** Ways to write names of steps, with an example each (the presets of the rule `naming-convention`). */
export const STEP_NAMES: ReadonlyMap<string, string> = new Map([
  ['sentence', 'Get_items'],
  ['title', 'Get_Items'],
  ['pascal', 'GetItems'],
  ['camel', 'getItems'],
  ['snake', 'get_items'],
  ['kebab', 'get-items'],
]);

/** Hosts as somebody types them: between commas or blanks. */
export function hostsIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((host) => host !== '');
}

/** Text of a configuration with these answers. */
export function newConfig({ profile, dlp, allowedHosts, steps }: ConfigAnswers): string {
  const policy = {
    ...(dlp === '' ? {} : { dlp: dlp.replaceAll('\\', '/') }),
    ...(allowedHosts.length === 0 ? {} : { allowedHosts }),
  };
  const config = {
    ...(profile === DEFAULT_CONFIG.profile ? {} : { profile }),
    ...(steps === '' ? {} : { rules: { 'naming-convention': ['info', { steps }] } }),
    ...(Object.keys(policy).length === 0 ? {} : { policy }),
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
