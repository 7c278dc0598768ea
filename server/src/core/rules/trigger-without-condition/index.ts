import type { Branch, FlowModel, Step } from '../../flow/model.ts';
import { orderOf } from '../../flow/order.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { NONE } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'trigger-without-condition',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'The first step decides whether there is anything to do, which the trigger could',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  const [trigger, more] = flow.triggers;
  // Who calls a flow wants a run; a schedule has nothing to decide by.
  if (trigger?.operation === undefined || more !== undefined || trigger.lowerType === 'request') return;
  if (flow.tree.problems.length > 0 || !isPowerAutomate(flow)) return;
  const steps = flow.topLevel.steps.filter(({ lowerType }) => lowerType !== 'initializevariable');
  const guard = steps.find(({ lowerType }) => lowerType === 'if');
  if (guard === undefined || !isGuard(flow, guard, steps) || !readsTriggerAlone(flow, guard)) return;
  report({
    place: { node: guard.node, part: 'key' },
    message: `${stepName(guard)} decides by the trigger alone whether the flow has anything to do.`,
    hint: `Write it as a condition of the trigger ${stepName(trigger)}: then there is no run at all.`,
    why: 'Every event starts a run that ends at once. Runs count towards the limits, and hide in the list those that did something.',
    related: [{ node: trigger.node, part: 'key', message: 'The trigger takes conditions in its settings' }],
  });
}

/** True where one branch does nothing, or ends the run, and nothing else happens without the other. */
function isGuard(flow: FlowModel, guard: Step, steps: readonly Step[]): boolean {
  const filled = guard.branches.filter((branch) => branch.steps.length > 0);
  const working = filled.filter((branch) => !onlyEnds(flow, branch));
  const others = steps.filter((step) => step !== guard);
  if (
    guard.runAfter.some(({ name }) => others.some((step) => step.name.toLowerCase() === name.toLowerCase()))
  )
    return false;
  if (others.length === 0) return working.length === 1;
  // Steps behind the condition run for all that it does not end.
  const order = orderOf(flow);
  return (
    working.length <= 1 && working.length < filled.length && others.every((step) => order.before(guard, step))
  );
}

/** A "Terminate" that is no failure, and nothing else. */
function onlyEnds({ tree }: FlowModel, { steps }: Branch): boolean {
  const [only, ...others] = steps;
  if (only?.lowerType !== 'terminate' || others.length > 0) return false;
  return tree.stringAt(only.inputs, 'runStatus')?.toLowerCase() !== 'failed';
}

/** True where the condition knows what it knows from the trigger: conditions of triggers see nothing else. */
function readsTriggerAlone({ tree }: FlowModel, { control, expressions }: Step): boolean {
  if (control === NONE) return false;
  const references = expressions
    .filter(({ node }) => node >= control && node < tree.after(control))
    .flatMap((site) => site.references);
  return references.length > 0 && references.every(({ kind }) => kind === 'trigger');
}
