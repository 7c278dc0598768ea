import { namesOf } from '../../flow/names/index.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { removeNode } from '../../json/edits.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unused-parameter',
    category: 'integrity',
    severity: 'hint',
    profile: 'default',
    title: 'Nobody reads a parameter of the flow',
    fix: 'review',
    kinds: ['remove-unused-parameter'],
    mayFollowRepair: true,
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow: { tree } }, { place }) {
    return [
      {
        kind: 'remove-unused-parameter',
        title: `Remove the unused parameter ${quotedName(tree.key(place.node))}`,
        disposition: 'review',
        edits: removeNode(tree, place.node),
      },
    ];
  },
});

function check({ flow, report }: FlowRuleContext): void {
  // The platform fills those with a dollar sign; of logic apps other files may tell values.
  const own = flow.parameters.filter(({ name }) => !name.startsWith('$'));
  if (own.length === 0 || !isPowerAutomate(flow)) return;
  const names = namesOf(flow);
  if (!names.isComplete) return;
  const uses = names.uses('parameter');
  const read = new Set(uses.map(({ name }) => name.toLowerCase()));
  const unused = own.filter(({ name }) => !read.has(name.toLowerCase()));
  if (unused.length === 0 || !names.areAllNamed('parameter')) return;
  // A name that is wrong may mean the parameter: that is told already.
  if (uses.some(({ name }) => names.parameter(name) === undefined)) return;
  for (const { name, node, schemaName } of unused) {
    report({
      place: { node, part: 'key' },
      message: `Nobody reads the parameter ${quotedName(name)} of the flow.`,
      hint: 'Remove it, or read it where its value is needed.',
      why:
        schemaName === undefined
          ? 'Whoever reads the flow looks for what it is good for.'
          : 'The flow needs the environment variable in each environment all the same.',
    });
  }
}
