/** Fixes of a flow, with ids that stay the same as long as the finding and what is offered do. */
import type { Fix, FlowFinding } from '../finding.ts';
import { hashText } from '../text/hash.ts';
import type { Analysis } from '../workspace/analysis.ts';

export interface Offer {
  /** Rule of the finding and a hash: no value of the file. */
  readonly id: string;
  readonly finding: FlowFinding;
  readonly fix: Fix;
  /** Among the fixes of the finding. */
  readonly index: number;
}

/** All fixes of a finding, the preferred one first. */
export function offersOf(analysis: Analysis, finding: FlowFinding): readonly Offer[] {
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

/** The fix with this id; undefined when the flow has none (any more). */
export function offerWith(analysis: Analysis, id: string): Offer | undefined {
  const ruleId = id.slice(0, Math.max(0, id.lastIndexOf('.')));
  for (const finding of analysis.findings) {
    if (finding.ruleId !== ruleId) continue;
    const offer = offersOf(analysis, finding).find((one) => one.id === id);
    if (offer !== undefined) return offer;
  }
  return undefined;
}
