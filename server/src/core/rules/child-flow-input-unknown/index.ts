import { encodeString } from '../../json/escapes.ts';
import { declaredInputs, inputName, knownCalls } from '../childFlows.ts';
import { type UnknownInput, unknownInputs } from '../childInputs.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-input-unknown',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A step passes an input that its child flow does not have',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow, report } = context;
      for (const { child, name, steps } of knownCalls(context)) {
        const inputs = declaredInputs(child) ?? [];
        for (const step of steps) {
          for (const unknown of unknownInputs(flow, step, child)) {
            const key = quotedName(flow.tree.key(unknown.node));
            const suggestion = unknown.near && `Perhaps ${inputName(unknown.near)} is meant. `;
            report({
              place: { node: unknown.node, part: 'key' },
              message: `${stepName(step)} passes ${key} to ${name}, which has no such input.`,
              hint: `${suggestion ?? ''}${inputs.length === 0 ? 'The child flow takes no inputs' : 'Pass one of its inputs'}, or add this one to the trigger of the child flow.`,
              why: 'The child flow does not get what it has no input for, and goes on without it.',
              fix: unknown.near === undefined ? null : 'review',
              data: unknown,
            });
          }
        }
      }
    },
  },
  fixes({ flow }, finding) {
    const { node, near } = finding.data as UnknownInput;
    if (near === undefined) return [];
    const { start, end } = flow.tree.keySpan(node);
    return [
      {
        kind: 'correct-name',
        title: `Pass it as ${inputName(near)}`,
        disposition: 'review',
        edits: [{ span: { start: start + 1, end: end - 1 }, newText: encodeString(near.key) }],
      },
    ];
  },
});
