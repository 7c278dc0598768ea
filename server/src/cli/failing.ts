import type { ReportFinding, ReportInput, Severity } from '../core/index.ts';
import type { CheckArgs, FailOn } from './call.ts';
import { UsageError } from './exitCodes.ts';

const RANK = { error: 0, warning: 1, info: 2, hint: 3 } satisfies Record<Severity, number>;

/**
 * Which findings make a call fail: those at or above a severity, without what the baseline knows, and with `--new-only` without
 * what the older version has as well. With `new`, warnings and errors that are new.
 */
export function failing(
  { failOn, newOnly }: Pick<CheckArgs, 'failOn' | 'newOnly'>,
  { base }: Pick<ReportInput, 'base'>,
): (finding: ReportFinding) => boolean {
  const countsKnown = base !== undefined && newOnly !== true && failOn !== 'new';
  return ({ baseline, accepted, severity }) => {
    const isKnown = countsKnown ? accepted === true : baseline === 'unchanged';
    return !isKnown && reaches(severity, failOn === 'new' ? 'warning' : failOn);
  };
}

/** True when a severity is at or above the one that makes the call fail. */
export function reaches(severity: Severity, failOn: Exclude<FailOn, 'new'>): boolean {
  return failOn !== 'never' && RANK[severity] <= RANK[failOn];
}

/** @throws UsageError where nothing can be new, because the call compares with nothing */
export function mustCompare(failOn: FailOn, isCompared: boolean): void {
  if (failOn === 'new' && !isCompared)
    throw new UsageError('--fail-on new needs --compare-base or a baseline: without one, nothing is known.');
}
