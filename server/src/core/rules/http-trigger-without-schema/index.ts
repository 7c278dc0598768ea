import { collectReferences, templateExprs } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { addProperties, replaceValue } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import { TRUSTS_CALLER } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'http-trigger-without-schema',
    category: 'access',
    severity: 'info',
    profile: 'pedantic',
    title: 'An HTTP trigger takes any body, because its schema is missing or not enforced',
    fix: 'review',
    kinds: ['enforce-schema'],
    cwe: [20],
    checklist: TRUSTS_CALLER,
  },
  visit: { trigger: check },
  fixes({ flow }, finding) {
    const trigger = stepAt(flow, finding.place.node);
    if (trigger === undefined || !hasSchema(flow, trigger)) return [];
    const { tree } = flow;
    const node = tree.child(trigger.node, 'operationOptions');
    const options = [...trigger.operationOptions.split(',').map((one) => one.trim()), ENFORCED].filter(
      Boolean,
    );
    const edits =
      node === NONE
        ? addProperties(tree, trigger.node, [['operationOptions', ENFORCED]])
        : replaceValue(tree, node, options.join(', '));
    const title = `Enforce the schema of trigger ${stepName(trigger)}`;
    return [{ kind: 'enforce-schema', title, disposition: 'review', edits }];
  },
});

/** The designer's setting "Schema Validation" (Microsoft's "Receive and respond to inbound HTTPS calls"). */
const ENFORCED = 'EnableSchemaValidation';

function check({ flow, report }: FlowRuleContext, trigger: Step): void {
  if (trigger.lowerType !== 'request' || trigger.kind !== 'http' || !isPowerAutomate(flow)) return;
  // Without a body there is nothing that a schema could check.
  if (!readsBody(flow)) return;
  if (!hasSchema(flow, trigger)) {
    report({
      place: { node: trigger.node, part: 'key' },
      message: `${stepName(trigger)} has no schema for the body it receives.`,
      why: 'The flow starts with whatever is sent, and its steps meet missing or unexpected values.',
      hint: 'Describe the body in "Request Body JSON Schema", and turn on "Schema Validation" in the settings of the trigger.',
      fix: null,
    });
  } else if (!trigger.operationOptions.toLowerCase().includes(ENFORCED.toLowerCase())) {
    report({
      place: { node: flow.tree.child(trigger.inputs, 'schema'), part: 'key' },
      message: `${stepName(trigger)} describes its body with a schema, and does not enforce it.`,
      hint: 'Turn on "Schema Validation" in the settings of the trigger. Requests that do not fit are then answered with 400.',
      why: 'The flow starts with bodies that do not fit, too.',
      fix: 'review',
    });
  }
}

function hasSchema(flow: FlowModel, trigger: Step): boolean {
  const { tree } = flow;
  const schema = tree.child(trigger.inputs, 'schema');
  return tree.isObject(schema) && tree.firstChild(schema) !== NONE;
}

function readsBody(flow: FlowModel): boolean {
  return flow.expressions.some((site) =>
    templateExprs(site.template).some((expr) =>
      collectReferences(expr).some((reference) => {
        if (reference.kind !== 'trigger') return false;
        if (reference.part !== 'outputs' && reference.part !== 'whole') return true;
        const [first, second] = reference.path;
        const area = reference.part === 'whole' ? second : first;
        return area === undefined || /^body(?:\/|$)/i.test(String(area));
      }),
    ),
  );
}
