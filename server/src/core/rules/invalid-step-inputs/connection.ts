import { NONE, type NodeId } from '../../json/tree.ts';
import { renameKey, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';

/** The designer's code and the service's API name the connection so. */
const OTHER_NAMES = ['connectionReferenceName', 'connection'];

/**
 * True for a host that names its connection by another property than exported flows do. The service takes `connectionReferenceName`
 * where a flow is saved over its API or comes in a legacy package; in a solution, where flows are as they were exported, it is told.
 */
export function connectionByOtherName(check: StepCheck, host: NodeId): boolean {
  const { flow, tree, step } = check;
  const node = OTHER_NAMES.map((name) => tree.child(host, name)).find((one) => tree.isString(one)) ?? NONE;
  if (node === NONE) return false;
  if (flow.wrapper !== 'solution') return true;
  const key = tree.string(node).toLowerCase();
  const isDeclared = flow.connections.some((one) => one.key.toLowerCase() === key);
  check.add({
    place: { node, part: 'key' },
    severity: 'warning',
    message: `${stepName(step)} names its connection as "${tree.key(node)}", not as "connectionName".`,
    hint: 'In a solution the property is called "connectionName". Its value is a key of the flow\'s connectionReferences.',
    why: "It is the form of the designer's code view. In a solution the step has no connection, and the flow may not turn on.",
    key: 'connection',
    repairs: isDeclared ? [renameKey(tree, node, 'connectionName')] : [],
  });
  return true;
}
