import type { FlowModel, Step } from '../../flow/model.ts';
import { replaceValue } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { literalText } from '../literalValue.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'static-result-enabled',
    category: 'reliability',
    severity: 'warning',
    profile: 'default',
    title: 'A step answers with a static result in place of doing its work',
    fix: 'safe',
    kinds: ['switch-off-static-result'],
    checklist: null,
  },
  visit: { action: check },
  fixes: ({ flow }, { place, data }) => [
    {
      kind: 'switch-off-static-result',
      title: `Switch the static result of ${stepName(data as Step)} off`,
      disposition: 'safe',
      edits: replaceValue(flow.tree, place.node, 'Disabled'),
    },
  ],
});

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const { tree } = flow;
  const setting = tree.child(step.runtimeConfiguration, 'staticResult');
  if (setting === NONE || tree.problems.length > 0) return;
  const options = tree.child(setting, 'staticResultOptions');
  if (literalText(flow, options)?.toLowerCase() !== 'enabled') return;
  // Of a result that is not there another rule tells: such a flow does not turn on.
  if (!hasResult(flow, tree.child(setting, 'name'))) return;
  report({
    place: { node: options, part: 'value' },
    message: `${stepName(step)} answers with a static result in every run, and does not do its work.`,
    hint: 'Switch the static result off: it is for tests.',
    why: 'What the step should do never happens, the steps after it go on with made-up outputs, and the run counts as succeeded.',
    data: step,
  });
}

function hasResult(flow: FlowModel, node: NodeId): boolean {
  const { tree, definition } = flow;
  const name = literalText(flow, node)?.toLowerCase();
  const results = tree.child(definition, 'staticResults');
  if (name === undefined || !tree.isObject(results)) return false;
  return tree.children(results).some((one) => tree.key(one).toLowerCase() === name);
}
