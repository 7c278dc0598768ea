import type { FlowModel, Step } from '../flow/model.ts';
import { NONE } from '../json/tree.ts';
import { normalizeApiName } from '../platform/connectors.ts';
import { joined, type Line, line } from '../report/lines/inline.ts';
import type { Conditions } from './condition.ts';

const DATAVERSE = ['shared_commondataserviceforapps', 'shared_commondataservice'];

/** Parameters that say what an operation is about, with the words before their value; of some connectors, or of all. */
const DETAIL_INPUTS: readonly (readonly [key: string, words: Line, apiNames?: readonly string[]])[] = [
  ['entityName', line`table `, DATAVERSE],
  ['entityName', line`queue or topic `, ['shared_servicebus']],
  ['subscriptionRequest/entityname', line`table `],
  ['actionName', line`action `, DATAVERSE],
  ['emailMessage/To', line`to `],
  ['emailMessage/Subject', line`subject `],
];

/** What an operation is about: a table, a receiver. Nothing where none of its parameters is known to tell. */
export function subjectOf({ tree }: FlowModel, { operation }: Step, conditions: Conditions): Line {
  if (operation === undefined || !tree.isObject(operation.parameters)) return [];
  const apiName = normalizeApiName(operation.apiName ?? '');
  const details = DETAIL_INPUTS.flatMap(([key, words, apiNames]) => {
    if (apiNames?.includes(apiName) === false) return [];
    const node = tree.child(operation.parameters, key);
    return node === NONE || tree.firstChild(node) >= 0 ? [] : [line`${words}${conditions.value(node)}`];
  });
  return joined(details);
}
