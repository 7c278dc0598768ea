import { groupedBy } from '../../text/groupedBy.ts';
import type { FlowModel } from '../model.ts';
import type { Variable } from './types.ts';

/** All variables in the order of the file, several of one name included. */
export function variablesOf({ tree, actions }: FlowModel): readonly Variable[] {
  const found: Variable[] = [];
  for (const step of actions) {
    if (step.lowerType !== 'initializevariable') continue;
    const list = tree.child(step.inputs, 'variables');
    if (!tree.isArray(list)) continue;
    // The designer writes one a step; the reader copes with several.
    for (const node of tree.children(list)) {
      const nameNode = tree.child(node, 'name');
      if (!tree.isString(nameNode)) continue;
      const type = (tree.stringAt(node, 'type') ?? '').toLowerCase();
      found.push({
        ...{ name: tree.string(nameNode), type, node, nameNode, step },
        value: tree.child(node, 'value'),
      });
    }
  }
  return found;
}

/** By lower-cased name; the first of equal names comes first. */
export function byName<T>(all: readonly T[], nameOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = groupedBy(all, (one) => nameOf(one).toLowerCase());
  return found;
}
