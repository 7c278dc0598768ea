import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { attachPolicy } from '../../server/src/core/config/policy/attach.ts';
import { type Config, parseConfig } from '../../server/src/core/index.ts';
import { analyzer } from './check.ts';
import { EXAMPLE_CONFIG } from './exampleConfig.ts';

/**
 * The settings that the fixtures of a rule are made for: `lockkeeper.config.json` beside them, with the policy file that it
 * names; the default without one. `base` gives the profile, and severities of rules that the file does not name.
 */
export function fixtureConfig(fixtures: string, base: Config = EXAMPLE_CONFIG): Config {
  const file = path.join(fixtures, 'lockkeeper.config.json');
  if (!existsSync(file)) return base;
  const { config, problems } = parseConfig(readFileSync(file, 'utf8'), analyzer.rules);
  const dlpFile = config.policy?.dlpFile;
  const text = dlpFile === undefined ? undefined : readFileSync(path.join(fixtures, dlpFile), 'utf8');
  const attached = attachPolicy(config, text);
  const messages = [...problems, ...attached.problems].map((one) => one.message);
  if (messages.length > 0) throw new Error(messages.join('\n'));
  const { policy, rules } = attached.config;
  return { ...base, rules: { ...base.rules, ...rules }, ...(policy === undefined ? {} : { policy }) };
}
