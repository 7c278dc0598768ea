import { type Config, DEFAULT_CONFIG } from '../../server/src/core/index.ts';

/**
 * The default settings without the hints about what nobody reads: an example shows what matters, and leaves variables and
 * parameters unread.
 */
export const EXAMPLE_CONFIG: Config = {
  ...DEFAULT_CONFIG,
  rules: { 'unused-variable': 'off', 'unused-parameter': 'off' },
};

/** The settings for examples of one rule, as if the config named it where the default profile does not have it. */
export function configFor({
  id,
  profile,
  severity,
}: {
  readonly id: string;
  readonly profile: Config['profile'];
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
}): Config {
  const base = id.startsWith('unused-') ? DEFAULT_CONFIG : EXAMPLE_CONFIG;
  return profile !== 'default' ? { ...base, rules: { ...base.rules, [id]: severity } } : base;
}
