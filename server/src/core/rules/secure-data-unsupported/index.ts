import type { NodePlace } from '../../finding.ts';
import {
  acceptedSides,
  readSecureData,
  rewriteEdits,
  type SecureDataFacts,
  sidesText,
} from '../../fixes/secureData.ts';
import type { FlowModel, Side, Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { NONE } from '../../json/tree.ts';
import { isVariableWriter, outputsFollowInputs, refusesSecure } from '../../platform/secureData.ts';
import { notTurnedOn } from '../activation.ts';
import { SETTING_WITHOUT_EFFECT } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secure-data-unsupported',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A step secures a side that the platform does not let it secure',
    fix: 'safe',
    kinds: ['correct-secure-data'],
    checklist: SETTING_WITHOUT_EFFECT,
  },
  visit: { trigger: check, action: check },
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    const facts = step && readSecureData(flow.tree, step);
    if (!step || !facts) return [];
    const sides = sidesAfter(flow, step, facts);
    const edits = sides && rewriteEdits(flow.tree, step, facts, sides);
    if (sides === undefined || edits === undefined) return [];
    const refused = sidesText(refusedSides(step));
    const title =
      sides.includes('inputs') && !step.secured.has('inputs')
        ? `Secure inputs instead of ${refused} of ${stepName(step)}`
        : `Remove the refused setting (${refused}) from ${stepName(step)}`;
    return [{ kind: 'correct-secure-data', title, disposition: 'safe', edits }];
  },
});

function check({ flow, report }: FlowRuleContext, step: Step): void {
  if (step.secured.size === 0) return;
  const refused = refusedSides(step);
  const facts = refused.length === 0 ? undefined : readSecureData(flow.tree, step);
  if (facts === undefined) return;
  const sides = sidesAfter(flow, step, facts);
  const fixable = sides !== undefined && rewriteEdits(flow.tree, step, facts, sides) !== undefined;
  report({
    place: placeOf(facts, refused),
    message: `${stepName(step)} secures its ${sidesText(refused)}, which the platform refuses for the type ${step.type}.`,
    why: notTurnedOn(flow),
    hint: hintFor(step),
    fix: fixable ? 'safe' : null,
  });
}

/** What the fix leaves secured; undefined when it cannot be told without loss. */
function sidesAfter(flow: FlowModel, step: Step, facts: SecureDataFacts): readonly Side[] | undefined {
  const sides = acceptedSides(flow, step, facts.intended);
  if (step.trackedProperties === NONE) return sides;
  // Tracked properties do not go with a secured step: nothing is secured anew, and what is meant elsewhere is not dropped.
  const kept = sides.filter((side) => step.secured.has(side));
  return kept.length < sides.length && facts.misplaced.length > 0 ? undefined : kept;
}

function refusedSides(step: Step): Side[] {
  return (['inputs', 'outputs'] as const).filter(
    (side) => step.secured.has(side) && refusesSecure(step, side),
  );
}

/** The one element that is wrong, or the whole setting. */
function placeOf(facts: SecureDataFacts, refused: readonly Side[]): NodePlace {
  const wrong = facts.entries.filter((entry) => entry.side !== undefined && refused.includes(entry.side));
  if (wrong.length === 1) return { node: wrong[0]!.node, part: 'value' };
  return { node: facts.secureData, part: 'key' };
}

function hintFor(step: Step): string {
  if (outputsFollowInputs(step)) {
    return step.secured.has('inputs')
      ? 'Remove "outputs": its inputs are secured, and for this type that hides the outputs as well.'
      : 'Secure its inputs instead: for this type that hides the outputs as well.';
  }
  if (isVariableWriter(step)) {
    return 'Remove the setting. Variables cannot be secured: use the value where it comes from, and secure the steps that use it.';
  }
  if (step.role === 'trigger') return 'Remove the setting: this trigger has nothing to secure.';
  return 'Remove the setting, and secure the steps that handle the data.';
}
