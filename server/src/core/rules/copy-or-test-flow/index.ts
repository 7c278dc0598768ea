import { defineRule } from '../rule.ts';
import { originalNames } from './names.ts';

export const rule = defineRule({
  meta: {
    id: 'copy-or-test-flow',
    category: 'solution',
    severity: 'info',
    profile: 'default',
    title: 'A copy or a test of a flow ships beside the original',
    fix: null,
    checklist: null,
  },
  visit: {
    solution({ solution, report }) {
      const named = solution.flows.flatMap(({ displayName, id }) =>
        displayName === undefined ? [] : [{ id, displayName, plain: plain(displayName.value) }],
      );
      for (const { id, displayName, plain: own } of named) {
        const wanted = originalNames(displayName.value).map(plain);
        const original = named.find((one) => one.plain !== own && wanted.includes(one.plain));
        if (original === undefined) continue;
        report({
          place: displayName,
          message: `The flow "${displayName.value}" looks like a copy or a test of "${original.displayName.value}".`,
          why: 'It ships with the original: turned on, both run, with the same triggers and connections.',
          hint: 'Remove it from the solution, or give it the name of what it is for.',
          key: id ?? own,
        });
      }
    },
  },
});

/** Letters and digits alone: designers and people space names differently. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
