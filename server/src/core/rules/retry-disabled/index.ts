import type { Step } from '../../flow/model.ts';
import { removeNode } from '../../json/edits.ts';
import { describeOperation } from '../../platform/operations.ts';
import { isRepeatableStep } from '../../platform/stepEffects.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { literalText } from '../literalValue.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'retry-disabled',
    category: 'reliability',
    severity: 'info',
    profile: 'team',
    title: 'A call that can be repeated without harm is not tried again when it fails',
    fix: 'review',
    kinds: ['retry-as-default'],
    checklist: null,
  },
  visit: { action: check },
  fixes: ({ flow: { tree } }, { place, data }) => [
    {
      kind: 'retry-as-default',
      title: `Let ${stepName(data as Step)} try again as the platform does`,
      disposition: 'review',
      edits: removeNode(tree, tree.parent(place.node)),
      note: 'Without a policy of its own the step tries again a few times, with growing pauses. A step after it that handles the failure runs later.',
    },
  ],
});

/** Types of steps that ask once: those that subscribe and wait for an answer are left alone. */
const CALLS: ReadonlySet<string> = new Set(['http', 'openapiconnection', 'apiconnection']);

function check({ flow, solution, report }: FlowRuleContext, step: Step): void {
  if (!CALLS.has(step.lowerType)) return;
  const { tree } = flow;
  const type = tree.child(tree.child(step.inputs, 'retryPolicy'), 'type');
  if (literalText(flow, type)?.toLowerCase() !== 'none' || tree.problems.length > 0) return;
  // Whoever sends or creates something may rather have it missing than twice.
  if (!isRepeatableStep(flow, step)) return;
  const what =
    step.operation === undefined
      ? 'HTTP'
      : describeOperation(step.operation, (apiName) => connectorNameIn(solution, apiName));
  report({
    place: { node: type, part: 'value' },
    message: `${stepName(step)} (${what}) is not tried again when the service is busy.`,
    hint: 'Remove the retry policy, so that the platform tries again.',
    why: 'One moment in which the service is busy or out of reach fails the run. The platform would try again by itself.',
    data: step,
  });
}
