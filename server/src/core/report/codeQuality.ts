import type { Severity } from '../finding.ts';
import { visible } from '../text/shown.ts';
import { reportedIn } from './comparison.ts';
import { jsonText } from './jsonText.ts';
import type { ReportFinding, ReportInput } from './reportInput.ts';

/** Of GitLab's five: `blocker` is left to those who run the pipeline. */
const SEVERITIES = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' } satisfies Record<
  Severity,
  string
>;

/**
 * A Code Quality report of GitLab: what the merge request shows as new and as solved, and beside changed lines. GitLab compares
 * reports by fingerprint, which it wants to be unique. What the baseline knows is left out.
 */
export function toCodeQuality(input: ReportInput): string {
  const seen = new Map<string, number>();
  const issues = reportedIn(input).map((item) => ({
    description: visible(item.hint === '' ? item.message : `${item.message} ${item.hint}`),
    check_name: item.ruleId,
    fingerprint: uniqueFingerprint(item, seen),
    severity: SEVERITIES[item.severity],
    location: {
      path: item.file,
      lines: { begin: item.range.start.line + 1, end: item.range.end.line + 1 },
    },
  }));
  return jsonText(issues);
}

/** Copies of one flow have the findings of that flow: the second one of a fingerprint gets a number. */
function uniqueFingerprint({ fingerprint }: ReportFinding, seen: Map<string, number>): string {
  const number = (seen.get(fingerprint) ?? 0) + 1;
  seen.set(fingerprint, number);
  return number === 1 ? fingerprint : `${fingerprint}-${number}`;
}
