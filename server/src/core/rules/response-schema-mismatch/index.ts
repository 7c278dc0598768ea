import type { FlowModel, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'response-schema-mismatch',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'Two answers to an app have different outputs',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

/** An answer to an app, and its outputs: lower-cased types by name. */
interface Answer {
  readonly step: Step;
  readonly outputs: ReadonlyMap<string, string>;
}

function check({ flow, report }: FlowRuleContext): void {
  const answers = flow.actions.filter((step) => step.lowerType === 'response' && step.kind === 'powerapp');
  if (answers.length < 2 || flow.tree.problems.length > 0) return;
  const [first, ...others] = answers.flatMap((step): Answer[] => {
    const outputs = outputsOf(flow, step);
    return outputs === undefined ? [] : [{ step, outputs }];
  });
  for (const other of others) {
    const difference = differenceOf(first!, other);
    if (difference === undefined) continue;
    report({
      place: { node: other.step.node, part: 'key' },
      message: `${stepName(other.step)} ${difference}.`,
      hint: 'Give all answers the same outputs, and leave empty what one does not have.',
      why: 'An app and a calling flow know one list of outputs: what is not in it never arrives, or arrives as another type.',
      related: [
        { node: first!.step.node, part: 'key', message: `The first answer, ${stepName(first!.step)}` },
      ],
    });
  }
}

/** Undefined where the answer has no plain schema, so that nobody knows what it means to send. */
function outputsOf({ tree }: FlowModel, step: Step): ReadonlyMap<string, string> | undefined {
  const schema = tree.child(step.inputs, 'schema');
  if (!tree.isObject(schema)) return undefined;
  const properties = tree.child(schema, 'properties');
  if (properties === NONE) return new Map();
  if (!tree.isObject(properties)) return undefined;
  return new Map(
    tree
      .children(properties)
      .map((node) => [tree.key(node), (tree.stringAt(node, 'type') ?? '').toLowerCase()]),
  );
}

/** What the other answer does; undefined where both have the same outputs. */
function differenceOf(first: Answer, { outputs }: Answer): string | undefined {
  const of = `the first answer, ${stepName(first.step)}`;
  for (const [name, type] of outputs) {
    const known = first.outputs.get(name);
    if (known === undefined) return `answers with ${quotedName(name)}, which is not in ${of}`;
    if (known !== type && known !== '' && type !== '')
      return `answers with ${quotedName(name)} as another type than ${of}`;
  }
  for (const name of first.outputs.keys()) {
    if (!outputs.has(name)) return `answers without ${quotedName(name)}, which is in ${of}`;
  }
  return undefined;
}
