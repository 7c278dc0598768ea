import type { Rule } from './rule.ts';
import { rule as secretReadUnsecured } from './secret-read-unsecured/index.ts';

/** All rules, sorted by id. A meta test holds this list against the folders. */
export const RULES: readonly Rule[] = [secretReadUnsecured];

const byId = new Map(RULES.map((rule) => [rule.meta.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
