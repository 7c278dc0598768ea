import type { Step } from '../../flow/model.ts';
import { Kind, type NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'duplicate-case',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A switch has two cases of one value',
    fix: null,
    checklist: null,
  },
  visit: { action: check },
});

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const { tree } = flow;
  if (step.lowerType !== 'switch' || tree.problems.length > 0) return;
  const cases = tree.child(step.node, 'cases');
  if (!tree.isObject(cases)) return;
  // By kind, too: the number 1 is another value than the text "1".
  const first = new Map<string, NodeId>();
  for (const one of tree.children(cases)) {
    const value = tree.child(one, 'case');
    const isText = tree.isString(value);
    const text = isText ? tree.string(value) : tree.text.slice(tree.start(value), tree.end(value));
    if (isText ? text.startsWith('@') : value < 0 || tree.kind(value) !== Kind.Number) continue;
    const key = `${isText ? 'text' : 'number'} ${text}`;
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, one);
      continue;
    }
    const names = [tree.key(one), tree.key(known)].map(quotedName);
    report({
      place: { node: value, part: 'value' },
      message: `The cases ${names[1]} and ${names[0]} of ${stepName(step)} have the same value.`,
      hint: 'Give the later case a value of its own, or remove it.',
      why: `One value leads to one case: the steps in ${names[0]} do not run for it.`,
      related: [{ node: tree.child(known, 'case'), part: 'value', message: `The case ${names[1]}` }],
    });
  }
}
