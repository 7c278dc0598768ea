import type { Step } from '../flow/model.ts';
import type { NameUse } from '../flow/names/index.ts';

/** Steps that hold other steps. */
const CONTAINERS: ReadonlySet<string> = new Set(['scope', 'foreach', 'until', 'if', 'switch']);

/** True for `result('X')` of a step that holds no steps: there is nothing to give the results of. */
export function isResultOfNone({ reference }: NameUse, target: Step): boolean {
  if (reference?.function !== 'result') return false;
  return target.lowerType !== '' && !CONTAINERS.has(target.lowerType) && target.branches.length === 0;
}
