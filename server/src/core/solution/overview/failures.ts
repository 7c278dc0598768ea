import { derived } from '../../flow/derived.ts';
import type { Branch, FlowModel, RunAfter, Step } from '../../flow/model.ts';
import { effectOfStep } from '../../platform/stepEffects.ts';
import { pushTo } from '../../text/groupedBy.ts';

/** What happens after a failure, as far as the order of the steps tells. */
export interface Failures {
  /** Steps that run because another one failed or ran out of time, in document order. */
  readonly handlers: readonly Step[];
  /** The first step behind a handler that tells somebody, or lets the run count as failed. */
  readonly report: Step | undefined;
}

const NOTHING: Failures = { handlers: [], report: undefined };

/** What happens after a failure in a flow. A call that does more than read may reach somebody. Worked out once for each flow. */
export function flowFailures(flow: FlowModel): Failures {
  return derived(flow, work);
}

function work(flow: FlowModel): Failures {
  return failuresOf(flow, (step) => {
    const isCall = step.operation !== undefined || step.lowerType === 'http';
    return isCall && effectOfStep(flow, step) !== 'reads';
  });
}

/**
 * Finds the steps that deal with failures. A step that runs after success and failure alike only ignores the failure, unless
 * it looks at how the steps before it ended. `mayReport`: whether a step reaches anybody outside of the run. Linear in the steps.
 */
export function failuresOf(flow: FlowModel, mayReport: (step: Step) => boolean): Failures {
  const candidates = flow.actions.filter((step) => step.runAfter.some(isFailure));
  if (candidates.length === 0) return NOTHING;
  const isOnlyAfterFailure = (one: RunAfter): boolean =>
    isFailure(one) && !one.statuses.includes('succeeded');
  let looking: ReadonlySet<Step> | undefined;
  const handlers = candidates.filter((step) => {
    if (step.runAfter.some(isOnlyAfterFailure)) return true;
    looking ??= looksAtOutcome(flow);
    return looking.has(step);
  });
  // A run that ends as "Succeeded" hides the failure.
  const ends = ({ lowerType, inputs }: Step): boolean =>
    lowerType === 'terminate' && flow.tree.stringAt(inputs, 'runStatus')?.toLowerCase() !== 'succeeded';
  const isReport = (step: Step): boolean => answers(step) || ends(step) || mayReport(step);
  return { handlers, report: firstReport(handlers, isReport) };
}

function isFailure({ statuses }: RunAfter): boolean {
  return statuses.includes('failed') || statuses.includes('timedout');
}

/** Steps with `result('Try')` or `actions('Call')?['status']`, in themselves or in a step that they hold. */
function looksAtOutcome(flow: FlowModel): ReadonlySet<Step> {
  const found = new Set<Step>();
  for (const { step, references } of flow.expressions) {
    if (step === undefined || found.has(step)) continue;
    if (!references.some((one) => one.kind === 'action' && OUTCOME.has(one.function))) continue;
    for (let at: Step | undefined = step; at !== undefined && !found.has(at); at = at.branch?.owner)
      found.add(at);
  }
  return found;
}

const OUTCOME: ReadonlySet<string> = new Set(['result', 'actions']);

/** Looks in the handlers, and in what runs after them in the same branch. */
function firstReport(handlers: readonly Step[], isReport: (step: Step) => boolean): Step | undefined {
  const seen = new Set<Step>();
  const byBranch = new Map<Branch | undefined, ReadonlyMap<string, readonly Step[]>>();
  for (const handler of handlers) {
    const queue = [handler];
    for (const first of queue) {
      const report = within(first, seen).find(isReport);
      if (report !== undefined) return report;
      let followers = byBranch.get(first.branch);
      if (followers === undefined) {
        followers = followersIn(first.branch);
        byBranch.set(first.branch, followers);
      }
      for (const next of followers.get(first.name.toLowerCase()) ?? []) if (!seen.has(next)) queue.push(next);
    }
  }
  return undefined;
}

/** By lower-cased name: the steps that run when that one has run. */
function followersIn(branch: Branch | undefined): ReadonlyMap<string, readonly Step[]> {
  const followers = new Map<string, Step[]>();
  for (const step of branch?.steps ?? []) {
    for (const { name, statuses } of step.runAfter) {
      if (!statuses.includes('succeeded') && !statuses.includes('failed')) continue;
      const key = name.toLowerCase();
      pushTo(followers, key, step);
    }
  }
  return followers;
}

/** The caller gets an answer, or another flow is told. */
function answers({ lowerType }: Step): boolean {
  return lowerType === 'response' || lowerType === 'workflow';
}

/** A step and everything inside it that was not seen before, in document order. */
function within(step: Step, seen: Set<Step>): Step[] {
  const found: Step[] = [];
  const stack = [step];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    found.push(one);
    const inner = one.branches.flatMap((branch) => branch.steps);
    for (const next of inner.reverse()) stack.push(next);
  }
  return found;
}
