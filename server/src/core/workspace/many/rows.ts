// What repairs of one rule took away, as lists of it show: a row for each place.
import type { Finding } from '../../finding.ts';
import { curedBy } from '../../fixes/identities.ts';
import { kindOfFinding } from '../../fixes/pick.ts';
import type { Analysis, CheckResult } from '../analysis.ts';
import { type RepairedFinding, repairedBeside, repairedIn } from '../repairs/index.ts';
import { countsOf, type Planned } from './site.ts';

/** The places of findings of a rule that a check had and the next one has no longer. */
export function goneRows(before: CheckResult, after: CheckResult, ruleId: string): RepairedFinding[] {
  const left = new Map(countsOf(after.findings));
  const gone = placesOf(before.findings.filter((one) => one.ruleId === ruleId)).filter((one) => {
    const kind = kindOfFinding(one);
    const number = left.get(kind) ?? 0;
    left.set(kind, number - 1);
    return number <= 0;
  });
  return rowsOf(before, gone);
}

/** The places of a finding that a fix cures, in part at least. */
export function plannedRows(before: CheckResult, { finding, fix }: Planned): RepairedFinding[] {
  return rowsOf(before, placesOf([curedBy(fix, finding)]));
}

/** Each place as a finding by itself. */
function placesOf(findings: readonly Finding[]): Finding[] {
  return findings.flatMap(({ places, ...finding }): Finding[] =>
    places === undefined ? [finding] : places.map((one) => ({ ...finding, ...one })),
  );
}

function rowsOf(checked: CheckResult, findings: readonly Finding[]): RepairedFinding[] {
  return isFlow(checked)
    ? repairedIn(checked, findings as readonly Analysis['findings'][number][])
    : findings.map(repairedBeside);
}

function isFlow(checked: CheckResult): checked is Analysis {
  return checked.kind === 'flow';
}
