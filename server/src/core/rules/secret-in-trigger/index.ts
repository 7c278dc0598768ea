import { secureFix } from '../../fixes/secure.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { SHOWS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { reportShownOutputs } from '../shownOutputs.ts';

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
    flow(context) {
      reportShownOutputs(context, 'trigger', () => 'By its name it is a credential.');
    },
  },
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    return step ? secureFix(flow, step, ['outputs']) : [];
  },
});
