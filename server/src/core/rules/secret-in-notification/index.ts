import { describeInput } from '../../flow/describe.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { withArticle } from '../../secrets/where.ts';
import { SENDS_SECRET } from '../checklistPoints.ts';
import { isErrorDetails } from '../errorDetails.ts';
import { entryPlace, pathPlaces } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { historyFixes } from '../securing.ts';
import { confidenceLeaving, isSurelyThere, sourcesText, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-in-notification',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A secret goes into a mail, a message, an approval, a row or a file',
    fix: 'safe',
    kinds: ['secure-inputs', 'untrack-and-secure'],
    cwe: [201],
    checklist: SENDS_SECRET,
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'notification') continue;
        const { step, sink, origins, entries, exposed } = problem;
        // Rule error-details-leak tells of these.
        if (entries.every((entry) => isErrorDetails(step, entry))) continue;
        const confidence = confidenceLeaving(origins);
        const certain = confidence !== 'low' && isSurelyThere(origins);
        report({
          place: entryPlace(entries[0]!),
          message: `${stepName(step)} ${certain ? 'puts' : 'may put'} ${sourcesText(origins)} into ${withArticle(sink)}, in ${describeInput(flow, step, entries[0]!.node)}.`,
          hint: 'Leave the secret out, or say where it is kept. Securing the step does not hide it from the readers.',
          why: `Everyone who can open it can read the secret.${exposed ? ' The run history shows it as well.' : ''}`,
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
