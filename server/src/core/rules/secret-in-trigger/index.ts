import { secureDisposition, secureFix } from '../../fixes/secure.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { SHOWS_SECRET } from '../checklistPoints.ts';
import { evidencePlaces, stepPlace } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { securingHint } from '../securing.ts';
import { evidenceText, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-in-trigger',
    category: 'exposure',
    severity: 'warning',
    profile: 'default',
    title: 'The trigger takes a credential, and the run history shows its outputs',
    fix: 'safe',
    kinds: ['secure-inputs', 'secure-outputs', 'secure-both', 'untrack-and-secure'],
    cwe: [532],
    checklist: SHOWS_SECRET,
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'trigger') continue;
        const { step, source, consumers } = problem;
        report({
          place: { node: step.node, part: 'key' },
          message: `${stepName(step)} ${surely(source.confidence, 'shows', 'show')} ${source.own} in its outputs.`,
          hint: securingHint(
            step,
            'outputs',
            'That also hides the inputs of the steps that use them directly.',
          ),
          why: evidenceText(source) ?? 'By its name it is a credential.',
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
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    return step ? secureFix(flow, step, ['outputs']) : [];
  },
});
