import type { Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { replaceValue } from '../../json/edits.ts';
import type { NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { LONGEST, ROOMY, shortened } from './shorten.ts';

export const rule = defineRule({
  meta: {
    id: 'description-too-long',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'The description of a step is longer than the platform takes, or close to it',
    fix: 'review',
    kinds: ['shorten-description'],
    checklist: null,
  },
  visit: { trigger: check, action: check },
  fixes({ flow }, finding) {
    const { step, node } = finding.data as Long;
    const text = shortened(flow.tree.string(node));
    return [
      {
        kind: 'shorten-description',
        title: `Cut the description of ${stepName(step)} to ${text.length} characters`,
        disposition: 'review',
        edits: replaceValue(flow.tree, node, text),
      },
    ];
  },
});

interface Long {
  readonly step: Step;
  readonly node: NodeId;
}

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const { tree } = flow;
  // Escapes make a text longer in the file, never shorter.
  const node = tree.child(step.node, 'description');
  if (!tree.isString(node) || tree.end(node) - tree.start(node) - 2 <= ROOMY) return;
  const { length } = tree.string(node);
  if (length <= ROOMY || tree.problems.length > 0 || !isPowerAutomate(flow)) return;
  const isNear = length <= LONGEST;
  report({
    place: { node, part: 'value' },
    message: isNear
      ? `The description of ${stepName(step)} has ${length} of the ${LONGEST} characters that it may have.`
      : `The description of ${stepName(step)} has ${length} characters, and ${LONGEST} is the limit.`,
    hint: 'Say less, or say it in the description of the flow, which may be longer.',
    why: isNear
      ? 'A flow with a longer one cannot be saved or turned on: there is not much room left.'
      : 'The flow cannot be saved or turned on, and an import does not tell.',
    ...(isNear ? { severity: 'warning' } : {}),
    fix: isNear ? null : 'review',
    data: { step, node } satisfies Long,
  });
}
