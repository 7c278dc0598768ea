import type { Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import type { NodeId } from '../../json/tree.ts';
import type { KeyItem, Slot } from './slot.ts';
import type { Completion } from './types.ts';

/** The steps beside a step that it may run after without a circle: the last of them that nothing runs after first. */
export function runAfterKeys({ facts: { flow }, step, written }: Slot): readonly KeyItem[] {
  const { branch } = step;
  if (branch === undefined) return [];
  const { visibility } = namesOf(flow);
  const present = new Set(
    step.runAfter.filter((one) => one.node !== written).map(({ name }) => name.toLowerCase()),
  );
  const others = branch.steps.filter(
    (one) => one !== step && !present.has(one.name.toLowerCase()) && !visibility.sees(one, step),
  );
  const followed = followedIn(branch.steps, step);
  const isLast = (one: Step): boolean => !followed.has(one.name.toLowerCase());
  const latest = [...others].reverse();
  return [...latest.filter(isLast), ...latest.filter((one) => !isLast(one))].map((one) => ({
    label: one.name,
    kind: 'step',
    detail: one.type,
    key: one.name,
    value: '["Succeeded"]',
    about: { kind: 'named', name: one.name, function: 'outputs' },
  }));
}

/** Names in lower case of the steps that others of a list run after. */
export function followedIn(steps: readonly Step[], except?: Step): ReadonlySet<string> {
  return new Set(
    steps.flatMap((one) => (one === except ? [] : one.runAfter.map(({ name }) => name.toLowerCase()))),
  );
}

const STATUSES: readonly (readonly [status: string, detail: string])[] = [
  ['Succeeded', 'the step before has ended without an error'],
  ['Failed', 'the step before has ended with an error'],
  ['Skipped', 'the step before did not run'],
  ['TimedOut', 'the time of the step before was up'],
];

/** The outcomes that are not in a list yet. */
export function runAfterStatuses({ facts: { flow }, node }: Slot, list: NodeId): readonly Completion[] {
  const { tree } = flow;
  const present = new Set(
    tree
      .children(list)
      .filter((one) => one !== node)
      .map((one) => tree.string(one).toLowerCase()),
  );
  return STATUSES.filter(([status]) => !present.has(status.toLowerCase())).map(([label, detail]) => ({
    label,
    kind: 'value',
    detail,
    newText: label,
  }));
}
