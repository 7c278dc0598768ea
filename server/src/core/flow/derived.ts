import type { FlowModel } from './model.ts';

/**
 * A fact about a flow, worked out on first use and kept with the flow; `compute` is also its name, so it must be the same
 * function each time. Not a WeakMap: the collection of young objects takes its values for alive, and as they point back into
 * their flow, every flow of a scan would wait for the next full collection.
 */
export function derived<T>(flow: FlowModel, compute: (flow: FlowModel) => T): T {
  if (flow.derived.has(compute)) return flow.derived.get(compute) as T;
  const fact = compute(flow);
  flow.derived.set(compute, fact);
  return fact;
}
