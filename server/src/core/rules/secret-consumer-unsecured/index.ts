import { secureDisposition, secureFix } from '../../fixes/secure.ts';
import { describeInput } from '../../flow/describe.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { entryPlace, pathPlaces } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { securingHint } from '../securing.ts';
import { confidenceOf, HISTORY_READERS, sourcesText, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-consumer-unsecured',
    category: 'exposure',
    severity: 'warning',
    profile: 'default',
    title: 'A step takes a secret in its inputs, and the run history shows them',
    fix: 'safe',
    cwe: [532],
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'consumer') continue;
        const { step, origins, entries } = problem;
        const where = [...new Set(entries.map((entry) => describeInput(flow, step, entry.node)))];
        const more = where.length > 1 ? ` and ${where.length - 1} more` : '';
        const named = origins.every((origin) => origin.source.kind === 'named');
        const carried = named ? 'what by its name is a credential' : sourcesText(origins);
        report({
          place: entryPlace(entries[0]!),
          message: `${stepName(step)} takes ${carried} in ${where[0]}${more}, and the run history shows its inputs to ${HISTORY_READERS}.`,
          hint: securingHint(
            step,
            'inputs',
            'That hides them from the run history; the value still goes to whatever the step calls.',
          ),
          related: pathPlaces(origins, step),
          confidence: confidenceOf(origins),
          fix: secureDisposition(flow, step, ['inputs']),
        });
      }
    },
  },
  fixes({ flow, exposure }, finding) {
    const step = stepAt(flow, finding.place.node);
    if (!step) return [];
    const result = secureFix(flow, step, ['inputs']);
    // The same step may also read a secret: one press for both settings.
    if (exposure.slot(step, 'outputs').exposed) result.push(...secureFix(flow, step, ['inputs', 'outputs']));
    return result;
  },
});
