import { isPowerAutomate } from '../../flow/wrapper.ts';
import { NONE } from '../../json/tree.ts';
import { defineRule } from '../rule.ts';
import { problemFixes, property, StepCheck } from '../stepProblems.ts';
import { checkFrequency } from './frequency.ts';
import { checkSchedule } from './schedule.ts';
import { checkStart } from './start.ts';

export const rule = defineRule({
  meta: {
    id: 'invalid-recurrence',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A trigger has a schedule that the platform does not take',
    fix: 'review',
    kinds: ['correct-value'],
    checklist: null,
  },
  visit: {
    trigger(context, trigger) {
      const { flow } = context;
      const recurrence = property(flow.tree, trigger.node, 'recurrence');
      if (recurrence === NONE || flow.tree.problems.length > 0) return;
      const check = new StepCheck(flow, trigger);
      const frequency = checkFrequency(check, recurrence, isPowerAutomate(flow));
      if (flow.tree.isObject(recurrence)) {
        checkSchedule(check, recurrence, frequency);
        checkStart(check, recurrence);
      }
      check.report(context);
    },
  },
  fixes: (_, finding) => problemFixes(finding),
});
