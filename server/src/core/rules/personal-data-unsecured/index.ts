import { secureDisposition, secureFix } from '../../fixes/secure.ts';
import type { Side } from '../../flow/model.ts';
import { defineRule } from '../rule.ts';
import { securingHint } from '../securing.ts';
import { listNames, stepName } from '../texts.ts';
import { findPersonalData } from './find.ts';

export const rule = defineRule({
  meta: {
    id: 'personal-data-unsecured',
    category: 'exposure',
    severity: 'info',
    profile: 'pedantic',
    title: 'The run history shows fields that are personal data by their names',
    fix: 'safe',
    kinds: ['secure-inputs', 'secure-outputs', 'secure-both', 'untrack-and-secure'],
    cwe: [359],
    checklist: {
      point: 'secured',
      one: 'shows personal data in the run history',
      many: 'show personal data in the run history',
    },
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const { step, side, names, readers } of findPersonalData(flow, exposure)) {
        report({
          place: { node: step.node, part: 'key' },
          message: `${stepName(step)} shows personal data in its ${side}: ${listNames(names, 2)}.`,
          why: `The ${names.length === 1 ? 'name says' : 'names say'} so: ${listNames(names, 8)}.`,
          hint: securingHint(step, side, effectOf(side))
            .replace('Use the secret only', 'Use the data only')
            .replace('the secret', 'the data'),
          related: readers.map((reader) => ({
            node: reader.node,
            part: 'key' as const,
            message: `${stepName(reader)} uses it, and is hidden along with it`,
          })),
          key: side,
          fix: secureDisposition(flow, step, [side]),
          data: side,
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const step = flow.steps.find((one) => one.node === finding.place.node);
    return step === undefined ? [] : secureFix(flow, step, [finding.data as Side]);
  },
});

function effectOf(side: Side): string {
  return side === 'outputs'
    ? 'Steps that use these outputs directly are hidden along with them.'
    : 'The data then no longer show in the run history.';
}
