import { isComputed } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { JsonTree } from '../../json/tree.ts';
import type { AnsweredOverview } from './types.ts';

/** More properties than anybody picks from; the schema may come from a sample of somebody's data. */
const MOST_PROPERTIES = 200;

/** What a flow gives back to its callers, as its Response steps declare or write it; each property once, in the order of the file. */
export function answeredOf({ tree, actions }: FlowModel): readonly AnsweredOverview[] {
  const found = new Map<string, AnsweredOverview>();
  for (const step of actions) {
    if (step.lowerType !== 'response') continue;
    for (const one of propertiesOf(tree, step)) {
      if (found.size === MOST_PROPERTIES) break;
      if (!found.has(one.key)) found.set(one.key, one);
    }
  }
  return [...found.values()];
}

function propertiesOf(tree: JsonTree, { inputs }: Step): readonly AnsweredOverview[] {
  const declared = tree.descend(inputs, 'schema', 'properties');
  if (tree.isObject(declared)) {
    return tree.children(declared).map((one) => {
      const key = tree.key(one);
      const title = tree.stringAt(one, 'title') || key;
      const type = tree.stringAt(one, 'type');
      return { key, title, ...(type === undefined ? {} : { type }) };
    });
  }
  const body = tree.child(inputs, 'body');
  if (!tree.isObject(body)) return [];
  // A key with an expression is not known before the flow runs.
  const keys = tree.children(body).map((one) => tree.key(one));
  return keys.filter((key) => !isComputed(key)).map((key) => ({ key, title: key }));
}
