import type { Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { shapeOf } from '../../platform/stepShapes.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { problemFixes, StepCheck } from '../stepProblems.ts';
import { checkMembers } from './members.ts';
import { checkParts } from './parts.ts';
import { checkTriggerConditions } from './triggerConditions.ts';
import { checkValues } from './values.ts';

export const rule = defineRule({
  meta: {
    id: 'invalid-step-inputs',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step lacks a part that every step of its type needs, or has one that none has',
    fix: 'review',
    kinds: ['correct-key', 'correct-value', 'remove-setting'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      if (flow.tree.problems.length > 0) return;
      const ofPowerAutomate = isPowerAutomate(flow);
      for (const step of flow.steps) checkStep(context, step, ofPowerAutomate);
    },
  },
  fixes: (_, finding) => problemFixes(finding),
});

function checkStep(context: FlowRuleContext, step: Step, ofPowerAutomate: boolean): void {
  const { flow } = context;
  // Rule invalid-flow-shape tells of a step that is no object.
  if (!flow.tree.isObject(step.node)) return;
  const check = new StepCheck(flow, step);
  const shape = shapeOf(step.role, step.lowerType, ofPowerAutomate);
  if (shape !== undefined) {
    checkParts(check, shape);
    checkValues(check, shape);
  }
  if (step.role === 'trigger') checkTriggerConditions(check);
  else if (ofPowerAutomate) checkMembers(check);
  check.report(context);
}
