import type { FlowModel, Step } from '../../flow/model.ts';
import { type NameUse, namesOf } from '../../flow/names/index.ts';
import { stepsBelow } from '../../flow/order.ts';
import { replaceValue } from '../../json/edits.ts';
import type { NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'parallel-variable-write',
    category: 'reliability',
    severity: 'warning',
    profile: 'default',
    title: 'Rounds of a loop run side by side, and set a variable that they read',
    fix: 'safe',
    kinds: ['one-round-at-a-time'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, { data }) {
    const { loops } = data as Race;
    return [
      {
        kind: 'one-round-at-a-time',
        title: `Run ${stepName(loops[0]!.step)} one round at a time`,
        disposition: dispositionOf(flow, loops),
        edits: loops.flatMap(({ repetitions }) => replaceValue(flow.tree, repetitions, 1)),
        note: 'The loop takes longer: its rounds no longer run side by side.',
      },
    ];
  },
});

interface ConcurrentLoop {
  readonly step: Step;
  /** The number of rounds at a time, more than 1. */
  readonly repetitions: NodeId;
}

interface Race {
  /** Loops whose rounds write and read the same variable; the outermost first. */
  readonly loops: readonly ConcurrentLoop[];
}

function check({ flow, reportTogether }: FlowRuleContext): void {
  if (flow.tree.problems.length > 0) return;
  const loops = concurrentLoops(flow);
  if (loops.length === 0) return;
  const names = namesOf(flow);
  const writes = names.uses('write').filter(({ step }) => step?.lowerType === 'setvariable');
  if (writes.length === 0) return;
  const reads = readersOf(names.uses('variable'));
  const raced = new Map<ConcurrentLoop, { loops: Set<ConcurrentLoop>; writes: NameUse[] }>();
  for (const write of writes) {
    const readers = reads.get(write.name.toLowerCase()) ?? [];
    const [outermost, ...others] = loops.filter(
      (loop) => isBelow(flow, loop, write.step!.node) && readers.some((node) => isBelow(flow, loop, node)),
    );
    if (outermost === undefined) continue;
    const known = raced.get(outermost) ?? { loops: new Set([outermost]), writes: [] };
    for (const one of others) known.loops.add(one);
    known.writes.push(write);
    raced.set(outermost, known);
  }
  for (const [outermost, race] of raced) {
    const together = [...race.loops].sort((a, b) => a.step.node - b.step.node);
    reportTogether(
      race.writes.map(({ step, name, place }) => ({
        step: step!,
        name,
        place,
        label: `${stepName(step!)} sets ${quotedName(name)} in the same loop`,
      })),
      ([first]) => ({
        message: `${stepName(first!.step)} sets ${quotedName(first!.name)}, which rounds of ${stepName(outermost.step)} read side by side.`,
        hint: 'Set the degree of parallelism of the loop to 1, or use a step "Compose" in place of the variable.',
        why: 'A variable belongs to the run and not to a round: a round reads what another one has just set, and goes on with the wrong value.',
        fix: dispositionOf(flow, together),
        data: { loops: together } satisfies Race,
      }),
    );
  }
}

function concurrentLoops(flow: FlowModel): ConcurrentLoop[] {
  const { tree } = flow;
  const found: ConcurrentLoop[] = [];
  for (const step of flow.actions) {
    if (step.lowerType !== 'foreach' || step.runtimeConfiguration < 0) continue;
    if (step.operationOptions.toLowerCase().includes('sequential')) continue;
    const repetitions = tree.descend(step.runtimeConfiguration, 'concurrency', 'repetitions');
    const count = repetitions < 0 ? undefined : tree.toValue(repetitions);
    if (typeof count === 'number' && count > 1) found.push({ step, repetitions });
  }
  return found;
}

/** By name in lower case: the steps that read a variable. */
function readersOf(uses: readonly NameUse[]): ReadonlyMap<string, readonly NodeId[]> {
  const found = new Map<string, Set<NodeId>>();
  for (const { name, step } of uses) {
    if (step === undefined) continue;
    const key = name.toLowerCase();
    const known = found.get(key);
    if (known === undefined) found.set(key, new Set([step.node]));
    else known.add(step.node);
  }
  return new Map([...found].map(([name, nodes]) => [name, [...nodes]]));
}

function isBelow({ tree }: FlowModel, { step }: ConcurrentLoop, node: NodeId): boolean {
  return node > step.node && node < tree.after(step.node);
}

/** Rounds that wait for somebody wait side by side: one after the other they may take days. */
function dispositionOf(flow: FlowModel, loops: readonly ConcurrentLoop[]): 'safe' | 'review' {
  const waits = stepsBelow(flow, loops[0]!.step).some(
    ({ lowerType }) => WAITING.has(lowerType) || lowerType.endsWith('webhook'),
  );
  return waits ? 'review' : 'safe';
}

const WAITING: ReadonlySet<string> = new Set(['wait', 'until', 'workflow']);
