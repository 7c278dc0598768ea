import { FIX_KINDS } from '../fixes/kinds.ts';
import { byText } from '../text/compare.ts';
import { pageOf } from './pages.ts';
import * as registry from './registry.ts';
import type { Rule } from './rule.ts';

const byId = new Map(Object.values(registry).map((rule): [string, Rule] => [rule.meta.id, rule]));

/** All rules, sorted by id. A meta test holds them against the folders. */
export const RULES: readonly Rule[] = [...byId.values()].sort(byText((one) => one.meta.id));

export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}

/**
 * Markdown page of a rule, with the kinds of its repairs where it has some for review; undefined for an unknown id.
 */
export function rulePage(id: string): string | undefined {
  const rule = byId.get(id);
  const page = pageOf(id);
  if (rule === undefined || page === undefined) return undefined;
  const { kinds = [] } = rule.meta;
  if (kinds.length === 0) return page;
  const rows = kinds.map((kind) => `- \`${kind}\`: ${FIX_KINDS.get(kind)}`);
  return `${page.trimEnd()}\n\n## Kinds of repair\n\nFor \`lockkeeper fix --review --rule ${id} --fix <kind>\`, as far as they need a look:\n\n${rows.join('\n')}\n`;
}
