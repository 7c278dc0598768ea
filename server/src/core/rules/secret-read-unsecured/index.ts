import { secureDisposition, secureFix } from '../../fixes/secure.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { SHOWS_SECRET } from '../checklistPoints.ts';
import { evidencePlaces, stepPlace } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { securingHint } from '../securing.ts';
import { evidenceText, fullLabel, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-read-unsecured',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A step reads a secret, and the run history shows its outputs',
    fix: 'safe',
    kinds: ['secure-inputs', 'secure-outputs', 'secure-both', 'untrack-and-secure'],
    cwe: [532],
    checklist: SHOWS_SECRET,
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'read') continue;
        const { step, source, consumers } = problem;
        report({
          place: { node: step.node, part: 'key' },
          message: `${stepName(step)} ${surely(source.confidence, 'shows', 'show')} ${source.own} in its outputs.`,
          hint: securingHint(
            step,
            'outputs',
            'That also hides the inputs of the steps that use them directly.',
          ),
          why: evidenceText(source) ?? `The run history holds ${fullLabel(source)}.`,
          related: [
            ...evidencePlaces([source]),
            ...consumers.map((consumer) => stepPlace(consumer, `${stepName(consumer)} uses it`)),
          ],
          confidence: source.confidence,
          fix: secureDisposition(flow, step, ['outputs']),
        });
      }
    },
  },
  fixes({ flow, exposure }, finding) {
    const step = stepAt(flow, finding.place.node);
    if (!step) return [];
    const result = secureFix(flow, step, ['outputs']);
    // The same step may also send one: one press for both settings.
    if (exposure.slot(step, 'inputs').exposed) result.push(...secureFix(flow, step, ['inputs', 'outputs']));
    return result;
  },
});
