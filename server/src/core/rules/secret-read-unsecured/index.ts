import { SHOWS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { secureFixes } from '../securing.ts';
import { reportShownOutputs } from '../shownOutputs.ts';
import { fullLabel } from '../texts.ts';

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
    flow(context) {
      reportShownOutputs(context, 'read', (source) => `The run history holds ${fullLabel(source)}.`);
    },
  },
  fixes({ flow, exposure }, finding) {
    return secureFixes(flow, exposure, finding.place.node, 'outputs');
  },
});
