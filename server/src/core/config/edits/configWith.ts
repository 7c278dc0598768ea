import { type Config, DEFAULT_CONFIG } from '../types.ts';

/**
 * The text of a new config that says what holds already, and something more: from now on the file decides, and the settings that it
 * replaces would be lost.
 */
export function configWith({ profile, rules, include, exclude }: Config, more: object): string {
  const config = {
    ...(profile === DEFAULT_CONFIG.profile ? {} : { profile }),
    ...(Object.keys(rules).length === 0 ? {} : { rules }),
    ...(include.length === 0 ? {} : { include }),
    ...(exclude.length === 0 ? {} : { exclude }),
    ...more,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
