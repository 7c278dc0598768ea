import { namesOf } from '../../flow/names/index.ts';
import { knownCalls } from '../childFlows.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';
import { userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-without-response',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A flow reads the answer of a child flow that gives none',
    fix: null,
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      const silent = knownCalls(context).filter(({ child }) => !child.answers);
      if (silent.length === 0) return;
      const names = namesOf(flow);
      const reads = names
        .uses('step')
        .filter(({ reference }) => reference !== undefined && ANSWERS.has(reference.function.toLowerCase()));
      for (const { name, steps } of silent) {
        for (const step of steps) {
          const own = reads.filter((use) => names.action(use.name) === step && !names.isAmbiguous(use.name));
          if (own.length === 0) continue;
          context.report({
            place: { node: step.node, part: 'key' },
            message: `${stepName(step)} calls ${name}, which never answers, and this flow reads its answer.`,
            hint: 'Add "Respond to a PowerApp or flow" to the child flow, with the values that this flow reads.',
            why: 'A flow does not wait for a child flow without an answer, and reads nothing where it expects a value.',
            related: own
              .slice(0, MAX_RELATED)
              .map((use) => ({ ...use.place, message: `${userName(flow, use)} reads its answer` })),
          });
        }
      }
    },
  },
});

/** Functions that read what a step has answered. */
const ANSWERS = new Set(['body', 'outputs', 'actionbody', 'actionoutputs']);
const MAX_RELATED = 10;
