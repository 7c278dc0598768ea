import { type CallerKind, callerOf } from '../callers/index.ts';
import type { Step } from '../flow/model.ts';
import type { FlowRuleContext } from './rule.ts';
import { listNames } from './texts.ts';

/** Who gets the answer of a flow, by who starts it. */
const RECEIVERS: Readonly<Record<CallerKind, string>> = {
  anyone: 'anyone with the URL',
  tenant: 'any user of the tenant',
  users: 'the users who may call it',
  app: 'the app',
  button: 'the person who runs the flow',
  agent: 'the agent',
  page: 'the page',
  flow: 'the parent flow',
  sender: 'the caller',
  respondent: 'the caller',
};

const CALLED_BY_FLOWS: ReadonlySet<CallerKind> = new Set(['flow', 'button', 'app']);

/**
 * Who gets what a Response step answers, within a sentence: `the parent flow "Send order"`, `the app`, `anyone with the URL`. A
 * trigger for apps is for parent flows, too: those that are known go first.
 */
export function receiverOf({ flow, parents }: Pick<FlowRuleContext, 'flow' | 'parents'>, step: Step): string {
  const caller = callerOf(flow);
  const isCalled = caller === undefined || CALLED_BY_FLOWS.has(caller.kind);
  if (isCalled && parents.length > 0)
    return `the parent ${parents.length === 1 ? 'flow' : 'flows'} ${listNames(parents, 1)}`;
  if (caller !== undefined) return RECEIVERS[caller.kind];
  return step.kind === 'powerapp' ? 'the app' : 'the caller';
}
