import { nearest } from '../../config/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { removeNode } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { isComputed, literalText } from '../literalValue.ts';
import { defineRule } from '../rule.ts';
import { isOneOf, problemFixes, type Repair, replaceText, StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'static-result-invalid',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step names a static result that the flow does not have',
    fix: 'review',
    kinds: ['correct-value', 'remove-setting'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      if (flow.tree.problems.length > 0) return;
      let names: ReadonlyMap<string, string> | undefined;
      for (const step of flow.steps) {
        const setting = flow.tree.child(step.runtimeConfiguration, 'staticResult');
        if (setting === NONE) continue;
        names ??= namesOfResults(flow);
        const check = new StepCheck(flow, step);
        checkSetting(check, setting, names);
        check.report(context);
      }
    },
  },
  fixes: (_, finding) => problemFixes(finding),
});

const OPTIONS: readonly string[] = ['Enabled', 'Disabled'];
/** Looking for a near name costs as much as there are names: beyond this many there is no suggestion. */
const MOST_NAMES = 200;

/** The static results of the flow, as they are written, by their names in lower case. */
function namesOfResults({ tree, definition }: FlowModel): ReadonlyMap<string, string> {
  const results = tree.child(definition, 'staticResults');
  const names = tree.isObject(results) ? tree.children(results).map((node) => tree.key(node)) : [];
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

function checkSetting(check: StepCheck, setting: NodeId, names: ReadonlyMap<string, string>): void {
  const { flow, tree, step } = check;
  if (isComputed(flow, setting)) return;
  const remove = removal(check, setting);
  if (!tree.isObject(setting)) {
    check.add({
      place: { node: setting, part: 'key' },
      message: `The "staticResult" of ${stepName(step)} must be an object.`,
      hint: 'Write the "name" of a static result and "staticResultOptions", or remove it.',
      key: 'form',
      repairs: [remove],
    });
    return;
  }
  const node = tree.child(setting, 'name');
  const name = literalText(flow, node);
  if (node === NONE) {
    check.add({
      place: { node: setting, part: 'key' },
      message: `The "staticResult" of ${stepName(step)} names no static result.`,
      hint: 'Write the "name" of one of the flow\'s static results, or remove the setting.',
      key: 'missing name',
      repairs: [remove],
    });
  } else if (name !== undefined && !names.has(name.toLowerCase())) {
    const near = names.size > MOST_NAMES ? undefined : nearest(name, names.values());
    check.add({
      place: { node, part: 'value' },
      message: `${stepName(step)} names the static result ${quotedName(name)}, which the flow does not have.`,
      hint: `${near === undefined ? '' : `Perhaps ${quotedName(near)} is meant. `}Name one of the definition's "staticResults", or remove the setting.`,
      key: 'name',
      repairs: [...replaceText(tree, node, near), remove],
    });
  }
  const options = tree.child(setting, 'staticResultOptions');
  const text = literalText(flow, options);
  if (text === undefined || isOneOf(text, OPTIONS)) return;
  check.add({
    place: { node: options, part: 'value' },
    message: `The "staticResultOptions" of ${stepName(step)} cannot be ${quotedName(text)}.`,
    hint: 'It can be "Enabled" or "Disabled".',
    key: 'options',
    repairs: replaceText(tree, options, nearest(text, OPTIONS)),
  });
}

function removal({ tree, step }: Pick<StepCheck, 'tree'> & { readonly step: Step }, setting: NodeId): Repair {
  return {
    kind: 'remove-setting',
    title: `Remove the static result of ${stepName(step)}`,
    edits: () => removeNode(tree, setting, step.node),
  };
}
