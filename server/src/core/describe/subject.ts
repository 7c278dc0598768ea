import type { FlowModel, Step } from '../flow/model.ts';
import { NONE } from '../json/tree.ts';
import { joined, type Line, line } from '../report/lines/inline.ts';
import type { Conditions } from './condition.ts';

/** Parameters that say what an operation is about, by connectors that many flows use, with the words before their value. */
const TELLING: readonly (readonly [key: string, words: Line])[] = [
  ['entityName', line`table `],
  ['subscriptionRequest/entityname', line`table `],
  ['actionName', line`action `],
  ['emailMessage/To', line`to `],
  ['emailMessage/Subject', line`subject `],
];

/** What an operation is about: a table, a receiver. Nothing where none of its parameters is known to tell. */
export function subjectOf({ tree }: FlowModel, { operation }: Step, conditions: Conditions): Line {
  if (operation === undefined || !tree.isObject(operation.parameters)) return [];
  const told = TELLING.flatMap(([key, words]) => {
    const node = tree.child(operation.parameters, key);
    return node === NONE || tree.firstChild(node) >= 0 ? [] : [line`${words}${conditions.value(node)}`];
  });
  return joined(told);
}
