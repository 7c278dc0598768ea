import type { FlowModel, Step } from '../flow/model.ts';
import { effectOfStep } from '../platform/stepEffects.ts';
import { flowFailures } from '../solution/overview/index.ts';
import type { SafeText } from './safeText.ts';
import { endStatus } from './steps.ts';
import type { FailuresDescription } from './types.ts';

/** What happens when a step fails, as far as the order of the steps tells. */
export function describeFailures(flow: FlowModel, safe: SafeText): FailuresDescription {
  const { handlers, report } = flowFailures(flow);
  const isHandler = new Set(handlers);
  const name = (step: Step): string => safe.name(step.name);
  const failing = ({ runAfter }: Step) =>
    runAfter.filter(({ statuses }) => statuses.includes('failed') || statuses.includes('timedout'));
  return {
    handlers: handlers.map((step) => ({
      step: name(step),
      after: failing(step).map((one) => ({ step: safe.name(one.name), statuses: one.statuses })),
      acts: acting(flow, step).map(name),
    })),
    report: report && name(report),
    passedOver: flow.actions.flatMap((step) => {
      const after = failing(step);
      if (after.length === 0 || isHandler.has(step)) return [];
      return [{ step: name(step), failing: after.map((one) => safe.name(one.name)) }];
    }),
    ends: flow.actions
      .filter(({ lowerType }) => lowerType === 'terminate')
      .map((step) => ({ step: name(step), status: endStatus(flow, step) })),
    notRetried: flow.steps
      .filter(({ inputs }) => {
        const policy = flow.tree.child(inputs, 'retryPolicy');
        return flow.tree.stringAt(policy, 'type')?.trim().toLowerCase() === 'none';
      })
      .map(name),
  };
}

/** Those of a step and all that it holds which somebody outside of the run may notice. */
function acting(flow: FlowModel, step: Step): readonly Step[] {
  const found: Step[] = [];
  const stack = [step];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    const { lowerType, operation, branches } = one;
    const isCall = operation !== undefined || lowerType === 'http';
    if (
      lowerType === 'terminate' ||
      lowerType === 'response' ||
      (isCall && effectOfStep(flow, one) !== 'reads')
    )
      found.push(one);
    for (const branch of [...branches].reverse()) stack.push(...[...branch.steps].reverse());
  }
  return found;
}
