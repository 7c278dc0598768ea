import type { Finding, Place } from '../finding.ts';
import type { Range } from '../text/span.ts';

/** A check that knows where a finding is now. */
interface Checked {
  readonly findings: readonly Pick<Finding, 'ruleId' | 'fingerprint' | 'place'>[];
  rangeOf(place: Place): Range;
}

/** Tells that fix-all took a repair back, in one sentence; with the line, where `checked` still has the finding. */
export function notRepaired(
  { ruleId, fingerprint }: Pick<Finding, 'ruleId' | 'fingerprint'>,
  checked?: Checked,
): string {
  const now = checked?.findings.find((one) => one.ruleId === ruleId && one.fingerprint === fingerprint);
  const place = now === undefined ? '' : ` in line ${checked!.rangeOf(now.place).start.line + 1}`;
  return `Not repaired: ${ruleId}${place}. Its repair would not remove the finding, or would bring up another one.`;
}
