import { secureDisposition } from '../../fixes/secure.ts';
import { describeInput } from '../../flow/describe.ts';
import { SHOWS_SECRET } from '../checklistPoints.ts';
import { entryPlace, pathPlaces } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { secureFixes, securingHint } from '../securing.ts';
import { confidenceOf, fullSourcesText, sourcesText, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-consumer-unsecured',
    category: 'exposure',
    severity: 'warning',
    profile: 'default',
    title: 'A step takes a secret in its inputs, and the run history shows them',
    fix: 'safe',
    kinds: ['secure-inputs', 'secure-outputs', 'secure-both', 'untrack-and-secure'],
    cwe: [532],
    checklist: SHOWS_SECRET,
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'consumer') continue;
        const { step, origins, entries } = problem;
        const where = [...new Set(entries.map((entry) => describeInput(flow, step, entry.node)))];
        const more = where.length > 1 ? ` and ${where.length - 1} more` : '';
        const named = origins.every((origin) => origin.source.kind === 'named');
        const carried = named ? 'a credential' : sourcesText(origins);
        const confidence = confidenceOf(origins);
        report({
          place: entryPlace(entries[0]!),
          message: `${stepName(step)} ${surely(confidence, 'shows', 'show')} ${carried} in ${where[0]}${more}.`,
          hint: securingHint(step, 'inputs', 'The value still goes to whatever the step calls.'),
          why: `The run history shows the inputs of the step${named ? ', and the name of the value says that it is a credential' : `: ${fullSourcesText(origins)}`}.`,
          related: pathPlaces(origins, step),
          confidence,
          fix: secureDisposition(flow, step, ['inputs']),
        });
      }
    },
  },
  fixes({ flow, exposure }, finding) {
    return secureFixes(flow, exposure, finding.place.node, 'inputs');
  },
});
