import type { Entry } from '../exposure/exposure.ts';
import type { Step } from '../flow/model.ts';

/** True for a step that runs (also) after another one failed: itself, or a scope around it. */
export function isFailureHandler(step: Step): boolean {
  for (let at: Step | undefined = step; at !== undefined; at = at.branch?.owner) {
    for (const { statuses } of at.runAfter)
      if (statuses.includes('failed') || statuses.includes('timedout')) return true;
  }
  return false;
}

/**
 * True when a failure handler sends the result of a scope on, with the secrets that the steps inside took and gave. Rule
 * error-details-leak tells of it; the rules about secrets that leave the flow then do not.
 */
export function isErrorDetails(step: Step, entry: Entry): boolean {
  if (!entry.origins.every((origin) => origin.assumed)) return false;
  return isFailureHandler(step) || entry.origins.some((origin) => origin.path.some(isFailureHandler));
}
