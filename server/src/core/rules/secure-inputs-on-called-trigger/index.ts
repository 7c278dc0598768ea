import { isCalledTrigger, readSecureData, rewriteEdits } from '../../fixes/secureData.ts';
import type { Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { type JsonTree, NONE } from '../../json/tree.ts';
import { SETTING_WITHOUT_EFFECT } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secure-inputs-on-called-trigger',
    category: 'exposure',
    severity: 'warning',
    profile: 'default',
    title: 'A trigger that gets its values from an app, a page or a parent flow secures its inputs',
    fix: 'safe',
    kinds: ['correct-secure-data'],
    checklist: SETTING_WITHOUT_EFFECT,
  },
  visit: { trigger: check },
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    const facts = step && readSecureData(flow.tree, step);
    const edits = step && facts && rewriteEdits(flow.tree, step, facts, ['outputs']);
    if (!step || !edits) return [];
    const title = step.secured.has('outputs')
      ? `Stop securing the inputs of ${stepName(step)}; its outputs stay secured`
      : `Secure outputs instead of inputs of ${stepName(step)}`;
    return [{ kind: 'correct-secure-data', title, disposition: 'safe', edits }];
  },
});

const CALLERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    powerapp: 'an app',
    powerappv2: 'an app or a parent flow',
    powerpages: 'a page',
    button: 'a parent flow',
  }),
);

function check({ flow, report }: FlowRuleContext, step: Step): void {
  if (!step.secured.has('inputs') || !isCalledTrigger(flow, step) || !takesValues(flow.tree, step)) return;
  const facts = readSecureData(flow.tree, step);
  const entry = facts?.entries.find((one) => one.exact && one.side === 'inputs');
  if (facts === undefined || entry === undefined) return;
  report({
    place: { node: entry.node, part: 'value' },
    message: `${stepName(step)} secures its inputs, which may keep ${CALLERS.get(step.kind) ?? 'a caller'} from passing values.`,
    why: 'Authors report that the caller then cannot pass the values.',
    hint: `Secure the outputs of ${stepName(step)} instead: the values that the caller passes stand there.`,
    // Flows that Microsoft ships have child flows with this setting: a guess at best.
    confidence: step.kind === 'button' ? 'low' : 'medium',
    fix: rewriteEdits(flow.tree, step, facts, ['outputs']) === undefined ? null : 'safe',
  });
}

function takesValues(tree: JsonTree, step: Step): boolean {
  return tree.firstChild(tree.descend(step.inputs, 'schema', 'properties')) !== NONE;
}
