import { type Config, resolveRule } from '../config/index.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import { ruleById } from './index.ts';

/** The rules among these that a config leaves on and that look at flows; others look at the files beside them only. */
export function flowRulesOf(config: Config, rules: readonly RuleMeta[]): readonly RuleMeta[] {
  return rules.filter((meta) => resolveRule(config, meta).severity !== 'off' && looksAtFlows(meta.id));
}

function looksAtFlows(id: string): boolean {
  const hooks = Object.keys(ruleById(id)?.visit ?? {});
  return hooks.length !== 1 || hooks[0] !== 'solution';
}
