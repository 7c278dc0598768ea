// What a report makes of the states of its findings, where the call compares with a baseline or an older version.
import type { ReportFinding, ReportInput } from './reportInput.ts';
import { holdsSecret } from './rotation/rotation.ts';

/** True for a finding that the baseline knows. */
export function isAccepted({ accepted, baseline }: ReportFinding, { base }: ReportInput): boolean {
  return base === undefined ? baseline === 'unchanged' : accepted === true;
}

/** True for a finding that the older version has as well, and no baseline. */
export function isKnown(item: ReportFinding, input: ReportInput): boolean {
  return input.base !== undefined && item.baseline === 'unchanged' && !isAccepted(item, input);
}

/** What is reported: all but what the baseline knows, and with `newOnly` what the older version has. */
export function reportedIn(input: ReportInput): readonly ReportFinding[] {
  return input.items.filter(
    (item) => !isAccepted(item, input) && !(input.newOnly === true && isKnown(item, input)),
  );
}

const ROTATE = 'Rotate it where it was issued: git keeps what once stood in a file.';

/** What is left to do about a finding that is fixed; undefined where nothing is. */
export function adviceOnFixed(item: ReportFinding): string | undefined {
  return holdsSecret(item) ? ROTATE : undefined;
}
