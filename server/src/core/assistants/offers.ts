/** Fixes of a flow, with ids that stay the same as long as the finding and what is offered do. */
import type { Finding, Fix } from '../finding.ts';
import { hashText } from '../text/hash.ts';
import type { CheckResult } from '../workspace/analysis.ts';

export interface Offer {
  /** Rule of the finding and a hash: no value of the file. */
  readonly id: string;
  readonly finding: Finding;
  readonly fix: Fix;
  /** Among the fixes of the finding. */
  readonly index: number;
}

/** All fixes of a finding, the preferred one first. */
export function offersOf(analysis: Pick<CheckResult, 'fixesFor'>, finding: Finding): readonly Offer[] {
  if (finding.fix === null) return [];
  const taken = new Set<string>();
  return analysis.fixesFor(finding).map((fix, index) => {
    const hash = hashText(`${finding.fingerprint}\n${fix.kind}\n${fix.title}`).slice(0, 10);
    let id = `${finding.ruleId}.${hash}`;
    for (let more = 2; taken.has(id); more++) id = `${finding.ruleId}.${hash}-${more}`;
    taken.add(id);
    return { id, finding, fix, index };
  });
}

/** The fix with this id; undefined when the file has none (any more). */
export function offerWith(
  analysis: Pick<CheckResult, 'fixesFor' | 'findings'>,
  id: string,
): Offer | undefined {
  const ruleId = id.slice(0, Math.max(0, id.lastIndexOf('.')));
  for (const finding of analysis.findings) {
    if (finding.ruleId !== ruleId) continue;
    const offer = offersOf(analysis, finding).find((one) => one.id === id);
    if (offer !== undefined) return offer;
  }
  return undefined;
}
