import type { ChecklistPoint } from '../../ruleMeta.ts';
import { ruleById } from '../../rules/index.ts';

/** The point that a rule belongs to; undefined for rules that belong to none, and for unknown ones. */
export function pointOf(ruleId: string): ChecklistPoint | undefined {
  return ruleById(ruleId)?.meta.checklist ?? undefined;
}
