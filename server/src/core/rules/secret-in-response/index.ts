import { describeInput } from '../../flow/describe.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { SENDS_SECRET } from '../checklistPoints.ts';
import { isErrorDetails } from '../errorDetails.ts';
import { entryPlace, pathPlaces } from '../exposurePlaces.ts';
import { receiverOf } from '../receivers.ts';
import { defineRule } from '../rule.ts';
import { historyFixes } from '../securing.ts';
import { confidenceLeaving, isSurelyThere, sourcesText, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-in-response',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A secret is answered to whoever started the flow',
    fix: 'safe',
    kinds: ['secure-inputs', 'untrack-and-secure'],
    cwe: [201],
    checklist: SENDS_SECRET,
  },
  visit: {
    flow(context) {
      const { flow, exposure, report } = context;
      for (const problem of exposure.problems) {
        if (problem.kind !== 'response') continue;
        const { step, origins, entries, exposed } = problem;
        // Rule error-details-leak tells of these.
        if (entries.every((entry) => isErrorDetails(step, entry))) continue;
        const confidence = confidenceLeaving(origins);
        const certain = confidence !== 'low' && isSurelyThere(origins);
        report({
          place: entryPlace(entries[0]!),
          message: `${stepName(step)} ${certain ? 'returns' : 'may return'} ${sourcesText(origins)} to ${receiverOf(context, step)}.`,
          hint: 'Return what the caller needs to know, not the secret. Securing the step does not hide it from the caller.',
          why: `The answer holds it in ${describeInput(flow, step, entries[0]!.node)}.${
            exposed ? ' The run history shows it as well.' : ''
          }`,
          related: pathPlaces(origins, step),
          confidence,
          fix: (exposed && historyFixes(flow, step)[0]?.disposition) || null,
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    return step === undefined ? [] : historyFixes(flow, step);
  },
});
