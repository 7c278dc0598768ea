import type { FlowFinding } from '../finding.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { pushTo } from '../text/groupedBy.ts';

/** The findings that stand in each trigger or action itself, those of nested actions left out. One pass. */
export function findingsByStep(
  flow: FlowModel,
  findings: readonly FlowFinding[],
): ReadonlyMap<Step, readonly FlowFinding[]> {
  const result = new Map<Step, FlowFinding[]>();
  if (findings.length === 0) return result;
  const { tree } = flow;
  const steps = [...flow.steps].sort((a, b) => a.node - b.node);
  const around: Step[] = [];
  let next = 0;
  const leave = (node: number): void => {
    while (around.length > 0 && tree.after(around.at(-1)!.node) <= node) around.pop();
  };
  for (const finding of [...findings].sort((a, b) => a.place.node - b.place.node)) {
    const { node } = finding.place;
    for (; next < steps.length && steps[next]!.node <= node; next++) {
      leave(steps[next]!.node);
      around.push(steps[next]!);
    }
    leave(node);
    const step = around.at(-1);
    if (step === undefined) continue;
    pushTo(result, step, finding);
  }
  return result;
}
