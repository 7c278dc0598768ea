import { type CallerKind, callerOf } from '../callers/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';

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

/** Who gets what a Response step answers, within a sentence: `the app`, `anyone with the URL`. */
export function receiverOf(flow: FlowModel, step: Step): string {
  const caller = callerOf(flow);
  if (caller !== undefined) return RECEIVERS[caller.kind];
  return step.kind === 'powerapp' ? 'the app' : 'the caller';
}
