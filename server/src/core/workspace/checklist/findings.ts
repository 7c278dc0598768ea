import type { Finding } from '../../finding.ts';
import type { Analysis } from '../analysis.ts';
import { findingsByStep } from '../findingsByStep.ts';
import type { ChecklistFinding } from './types.ts';

/** A finding of a flow, made ready for the checklist. */
export interface FoundInFlow extends ChecklistFinding {
  readonly finding: Finding;
}

/**
 * The findings of each flow of a checked file, in the order of `document.flows`; what stands outside of all flows goes to the
 * first. No list at all for a file without a flow.
 */
export function checklistFindings(analysis: Analysis): readonly (readonly FoundInFlow[])[] {
  const { document, findings } = analysis;
  const { flows, tree } = document;
  const steps = new Map<Finding, string>();
  for (const flow of flows)
    for (const [step, found] of findingsByStep(flow, findings))
      for (const finding of found) steps.set(finding, step.name);
  const lists: FoundInFlow[][] = flows.map(() => []);
  for (const finding of findings) {
    const { node } = finding.place;
    const at = flows.findIndex((flow) => node >= flow.definition && node < tree.after(flow.definition));
    const { ruleId, severity, message, hint } = finding;
    lists[Math.max(0, at)]?.push({ ruleId, severity, message, hint, step: steps.get(finding), finding });
  }
  return lists;
}
