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
      compareText(a.ruleId ?? '', b.ruleId ?? ''),
  );
}

/** The same said several times of one flow is one line. In the order of the first of each. */
export function together(
  risks: readonly ChangeRisk[],
): readonly { readonly risk: ChangeRisk; readonly times: number }[] {
  const lines = new Map<string, { risk: ChangeRisk; times: number }>();
  for (const risk of risks) {
    const key = JSON.stringify([risk.kind, risk.ruleId ?? '', risk.uri, risk.message]);
    const known = lines.get(key);
    if (known === undefined) lines.set(key, { risk, times: 1 });
    else known.times++;
  }
  return [...lines.values()];
}

/** What the comparison itself tells: steps that reacted to a failure and no longer do. */
export function risksOfChanges({ flows }: Changes): ChangeRisk[] {
  return flows.flatMap(lostHandlers);
}

function lostHandlers(flow: FlowChange): ChangeRisk[] {
  const all = everyStep(flow.steps);
  const isLost = (order: OrderChange): boolean => 'failures' in order && order.failures === 'lost';
  return all
    .filter(({ order }) => order.some(isLost))
    .map(({ name, kind }) => {
      const what =
        kind === 'removed'
          ? `The step "${name}", which ran after a failure, is gone`
          : `The step "${name}" no longer runs after a failure`;
      return {
        ...lossIn(flow),
        ruleId: undefined,
        message: `${what}: errors that it took care of go unheard.`,
      };
    });
}

function lossIn({ name, head, base }: FlowChange): Omit<ChangeRisk, 'ruleId' | 'message'> {
  return { kind: 'lost', severity: 'warning', flow: name, uri: (head ?? base)?.uri ?? '', hint: '' };
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
