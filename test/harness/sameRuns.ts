// A flow before and after its failures are handled: same steps, same order, same runs.
import { expect } from 'vitest';
import type { FlowModel, Step } from '../../server/src/core/flow/model.ts';
import { orderOf } from '../../server/src/core/flow/order.ts';
import { runOf } from './runOutcomes.ts';

/** Every step with what it does, its run-after left out. */
function behaviourOf(flow: FlowModel, steps: readonly Step[]): ReadonlyMap<string, string> {
  const withoutOrder = (key: string, value: unknown): unknown => (key === 'runAfter' ? undefined : value);
  return new Map(
    steps.map((step) => [step.name, JSON.stringify(flow.tree.toValue(step.node), withoutOrder)]),
  );
}

/**
 * Steps and what they do are as they were, each runs after those that it ran after, on success the same run, and on the failure of any
 * one the same steps run and the run counts as failed where it did.
 */
export function expectSameRuns(where: string, before: FlowModel, after: FlowModel): void {
  const names = new Set(before.actions.map(({ name }) => name));
  const kept = after.actions.filter(({ name }) => names.has(name));
  expect(behaviourOf(after, kept), where).toEqual(behaviourOf(before, before.actions));
  const [was, is] = [orderOf(before), orderOf(after)];
  for (const step of before.actions) {
    const now = after.actionsByName.get(step.name.toLowerCase())!;
    const certain = new Set([...is.allCertainBefore(now)].map(({ name }) => name));
    const lost = [...was.allCertainBefore(step)].filter(({ name }) => !certain.has(name));
    expect(
      lost.map(({ name }) => name),
      `${where}: before "${step.name}"`,
    ).toEqual([]);
  }
  const initial = before.topLevel.steps.filter((step) => step.lowerType === 'initializevariable');
  const others = before.actions.filter((step) => !initial.includes(step));
  for (const fails of [undefined, ...others.slice(0, 60)]) {
    const failing = new Set(fails === undefined ? [] : [fails.name]);
    const [old, now] = [runOf(before, failing), runOf(after, failing)];
    const what = `${where}: ${fails === undefined ? 'success' : `"${fails.name}" fails`}`;
    expect(new Set(now.ran.filter((name) => names.has(name))), what).toEqual(new Set(old.ran));
    expect(now.status, what).toBe(old.status);
    if (fails === undefined)
      expect(now.ran.filter((name) => !names.has(name)).length, `${what}: only the scope is new`).toBe(1);
  }
}
