import type { Rule } from './rule.ts';
import { rule as secretConsumerUnsecured } from './secret-consumer-unsecured/index.ts';
import { rule as secretInNotification } from './secret-in-notification/index.ts';
import { rule as secretInResponse } from './secret-in-response/index.ts';
import { rule as secretInTrigger } from './secret-in-trigger/index.ts';
import { rule as secretInVariable } from './secret-in-variable/index.ts';
import { rule as secretReadUnsecured } from './secret-read-unsecured/index.ts';
import { rule as secretThroughCompose } from './secret-through-compose/index.ts';

/** All rules, sorted by id. A meta test holds this list against the folders. */
export const RULES: readonly Rule[] = [
  secretConsumerUnsecured,
  secretInNotification,
  secretInResponse,
  secretInTrigger,
  secretInVariable,
  secretReadUnsecured,
  secretThroughCompose,
];

const byId = new Map(RULES.map((rule) => [rule.meta.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
