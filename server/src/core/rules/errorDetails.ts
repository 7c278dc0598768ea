import type { Entry } from '../exposure/exposure.ts';
import type { Step } from '../flow/model.ts';

/** True for a step that runs (also) after another one failed: itself, or a scope around it. */
function isFailureHandler(step: Step): boolean {
  for (let at: Step | undefined = step; at !== undefined; at = at.branch?.owner) {
    for (const { statuses } of at.runAfter)
      if (statuses.includes('failed') || statuses.includes('timedout')) return true;
  }
  return false;
}

/**
 * True when a failure handler sends on what a failed step took and gave: the result of a scope, or the answer of a read that
 * failed, which mostly holds an error and no secret. Rule error-details-leak tells of it; the rules about secrets that leave the
 * flow then do not.
 */
export function isErrorDetails(step: Step, entry: Entry): boolean {
  const { origins } = entry;
  if (origins.every(({ source }) => source.kind === 'read' && runsAfterFailure(step, source.step)))
    return true;
  if (!origins.every((origin) => origin.assumed)) return false;
  return isFailureHandler(step) || origins.some((origin) => origin.path.some(isFailureHandler));
}

const NO_SUCCESS = new Set(['failed', 'timedout', 'skipped']);

/**
 * True when `step` runs only if `read` did not succeed: the steps that lead to it by their run-after say so. A scope around `read`
 * that failed proves nothing: another step in it may have.
 */
function runsAfterFailure(step: Step, read: Step | undefined): boolean {
  const target = read?.name.toLowerCase();
  for (let at: Step | undefined = step; at !== undefined; at = at.branch?.owner) {
    if (at.branch === undefined || at.branch !== read?.branch) continue;
    const siblings = new Map(at.branch.steps.map((one) => [one.name.toLowerCase(), one]));
    const pending = [at];
    const seen = new Set(pending);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const { name, statuses } of next.runAfter) {
        const before = siblings.get(name.toLowerCase());
        if (before === undefined || statuses.length === 0) continue;
        if (name.toLowerCase() === target && statuses.every((status) => NO_SUCCESS.has(status))) return true;
        // What was skipped tells nothing of the steps before it.
        if (statuses.includes('skipped') || seen.has(before)) continue;
        seen.add(before);
        pending.push(before);
      }
    }
  }
  return false;
}
