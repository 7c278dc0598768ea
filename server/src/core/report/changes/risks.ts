import type { Changes, FlowChange, OrderChange, StepChange } from '../../changes/index.ts';
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

/** The same said several times of one flow is one line. In the order of the first of each. */
export function together(
  risks: readonly ChangeRisk[],
): readonly { readonly risk: ChangeRisk; readonly times: number }[] {
  const lines = new Map<string, { risk: ChangeRisk; times: number }>();
  for (const risk of risks) {
    const key = JSON.stringify([risk.kind, risk.ruleId, risk.uri, risk.message]);
    const known = lines.get(key);
    if (known === undefined) lines.set(key, { risk, times: 1 });
    else known.times++;
  }
  return [...lines.values()];
}

/** What the comparison itself tells, and no rule: steps that reacted to a failure and no longer do. */
export function risksOfChanges({ flows }: Changes): ChangeRisk[] {
  return flows.flatMap(lostHandlers);
}

function lostHandlers(flow: FlowChange): ChangeRisk[] {
  const all = everyStep(flow.steps);
  // Nothing is lost of a step that is gone itself.
  const gone = new Set(
    all.flatMap(({ kind, name, replaces }) =>
      kind === 'removed' ? [name] : replaces === undefined ? [] : [replaces.name],
    ),
  );
  const isLost = (order: OrderChange): boolean => {
    if (order.kind === 'outcomes') return order.failures === 'lost' && !gone.has(order.of);
    return (
      order.kind === 'other' && order.failures === 'lost' && order.was.some(({ step }) => !gone.has(step))
    );
  };
  return all
    .filter(({ order }) => order.some(isLost))
    .map(({ name }) => ({
      ...{ kind: 'lost', ruleId: 'error-handling-lost', severity: 'warning', flow: flow.name },
      uri: flow.head?.uri ?? flow.base?.uri ?? '',
      message: `The step "${name}" no longer runs after a failure: errors that it took care of go unheard.`,
      hint: '',
    }));
}

/** Changed steps, those told below others as well. */
export function everyStep(steps: readonly StepChange[]): StepChange[] {
  const all: StepChange[] = [];
  const pending = [...steps].reverse();
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    all.push(step);
    for (const branch of [...step.branches].reverse()) pending.push(...[...branch.steps].reverse());
  }
  return all;
}
