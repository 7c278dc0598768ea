import type { Changes, FlowChange, StepChange } from '../../changes/index.ts';
import type { Severity } from '../../finding.ts';
import { compareText } from '../../text/compare.ts';
import type { ChangeRisk } from './types.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

/** The worst first: by severity, then what is new before what is still there, then by flow. */
export function byWeight(risks: readonly ChangeRisk[]): ChangeRisk[] {
  return [...risks].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      Number(a.kind === 'still') - Number(b.kind === 'still') ||
      compareText(a.flow, b.flow) ||
      compareText(a.ruleId, b.ruleId),
  );
}

/** What the comparison itself tells, and no rule: steps that reacted to a failure and no longer do. */
export function risksOfChanges({ flows }: Changes): ChangeRisk[] {
  return flows.flatMap((flow) => lostHandlers(flow, flow.steps));
}

function lostHandlers(flow: FlowChange, steps: readonly StepChange[]): ChangeRisk[] {
  const risks: ChangeRisk[] = [];
  const pending = [...steps];
  for (let step = pending.shift(); step !== undefined; step = pending.shift()) {
    const own = step;
    pending.unshift(...own.branches.flatMap((branch) => branch.steps));
    if (!own.order.some((order) => 'failures' in order && order.failures === 'lost')) continue;
    risks.push({
      kind: 'lost',
      ruleId: 'error-handling-lost',
      severity: 'warning',
      uri: flow.head?.uri ?? flow.base?.uri ?? '',
      flow: flow.name,
      message: `The step "${own.name}" no longer runs after a failure: errors that it took care of go unheard.`,
      hint: '',
    });
  }
  return risks;
}
