import { isPowerAutomate } from '../../flow/wrapper.ts';
import { replaceValue } from '../../json/edits.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { type Excess, inExpressions, inSteps, number, ofFlow } from './counts.ts';
import { inSettings } from './settings.ts';

export const rule = defineRule({
  meta: {
    id: 'limit-exceeded',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A flow is larger than the platform takes, or close to it',
    fix: 'review',
    kinds: ['set-to-limit'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { place, limit } = finding.data as Excess;
    if (limit === undefined) return [];
    return [
      {
        kind: 'set-to-limit',
        title: `Write ${shown(limit)} in place of ${shown(flow.tree.toValue(place.node))}`,
        disposition: 'review',
        edits: replaceValue(flow.tree, place.node, limit),
      },
    ];
  },
});

const shown = (value: unknown): string => (typeof value === 'number' ? number(value) : String(value));

const OFF = 'The flow cannot be saved or turned on, and an import does not tell.';
const SOON = 'A flow beyond the limit cannot be saved or turned on: there is not much room left.';

function check({ flow, report }: FlowRuleContext): void {
  // Other limits hold in Azure Logic Apps, and whoever runs it can change some.
  if (flow.tree.problems.length > 0 || !isPowerAutomate(flow)) return;
  for (const one of [...ofFlow(flow), ...inSteps(flow), ...inSettings(flow), ...inExpressions(flow)]) {
    report({
      place: one.place,
      message: one.message,
      hint: one.hint,
      why: one.isNear ? SOON : OFF,
      key: one.key,
      ...(one.isNear ? { severity: 'warning' } : {}),
      fix: one.limit === undefined ? null : 'review',
      data: one,
    });
  }
}
