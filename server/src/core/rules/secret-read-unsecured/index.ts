import { maySecure } from '../../exposure/platform.ts';
import type { RelatedPlace } from '../../finding.ts';
import type { Step } from '../../flow/model.ts';
import { secureEdits } from '../../fixes/secure.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { defineRule } from '../rule.ts';
import { capitalise, HISTORY_READERS, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-read-unsecured',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A step reads a secret, and the run history shows its outputs',
    fix: 'safe',
    cwe: [532],
  },
  visit: {
    flow({ exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'read') continue;
        const { step, source, consumers } = problem;
        report({
          place: { node: step.node, part: 'key' },
          message: `${capitalise(source.label)} is shown in the run history: ${HISTORY_READERS} can read it in the outputs of ${stepName(step)}.`,
          hint: `Secure the outputs of ${stepName(step)}. That also hides the inputs of the steps that use them directly.`,
          related: consumers.map(consumerPlace),
          confidence: source.confidence,
          fix: maySecure(step, 'outputs') ? 'safe' : null,
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    const edits = step && secureEdits(flow.tree, step, ['outputs']);
    if (!step || !edits?.length) return [];
    return [{ title: `Secure outputs of ${stepName(step)}`, disposition: 'safe', edits }];
  },
});

function consumerPlace(step: Step): RelatedPlace {
  return { node: step.node, part: 'key', message: `${stepName(step)} uses the secret` };
}
