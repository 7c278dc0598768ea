import { secureDisposition, secureFix } from '../../fixes/secure.ts';
import { isCalledTrigger, readSecureData, sidesText } from '../../fixes/secureData.ts';
import type { FlowModel, Side } from '../../flow/model.ts';
import { refusesSecure } from '../../platform/secureData.ts';
import { type MatchedStep, matchedSteps } from '../matchedSteps.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { HISTORY_READERS, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secure-data-removed',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A step that was secured before no longer is',
    fix: 'safe',
    kinds: ['secure-inputs', 'secure-outputs', 'secure-both', 'untrack-and-secure'],
    cwe: [532],
    checklist: { point: 'secured', one: 'is no longer secured', many: 'are no longer secured' },
  },
  visit: { flow: check },
  fixes({ flow, base }, finding) {
    if (base === undefined) return [];
    const pair = matchedSteps(base.flow, flow).find(({ now }) => now.node === finding.place.node);
    return pair === undefined ? [] : secureFix(flow, pair.now, lostSides(flow, pair));
  },
});

function check({ flow, base, report }: FlowRuleContext): void {
  if (base === undefined || base.flow === flow) return;
  if (base.flow.steps.every(({ secured }) => secured.size === 0)) return;
  for (const pair of matchedSteps(base.flow, flow)) {
    const lost = lostSides(flow, pair);
    if (lost.length === 0) continue;
    const { now, before } = pair;
    const renamed = before.name === now.name ? '' : ` It was called ${stepName(before)} then.`;
    report({
      place: { node: now.node, part: 'key' },
      message: `The ${sidesText(lost)} of ${stepName(now)} were secured before and no longer are.`,
      why: `The run history shows them to ${HISTORY_READERS}.${renamed}`,
      hint: 'Secure them again, or say in the review why nothing in them is secret any more.',
      fix: secureDisposition(flow, now, lost),
    });
  }
}

/** What the step hid before, and what neither it nor a wrongly written setting means to hide now. */
function lostSides(flow: FlowModel, { before, now }: MatchedStep): readonly Side[] {
  const isKept = (side: Side): boolean =>
    now.secured.has(side) ||
    // The setting was of no use there, or in the way: other rules have it removed.
    refusesSecure(now, side) ||
    (side === 'inputs' && isCalledTrigger(flow, now)) ||
    readSecureData(flow.tree, now)?.intended.includes(side) === true;
  return before.secured.size === 0 ? [] : [...before.secured].filter((side: Side) => !isKept(side));
}
