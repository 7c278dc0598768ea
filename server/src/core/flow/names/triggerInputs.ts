import type { FlowModel, Step } from '../model.ts';
import type { TriggerInput } from './types.ts';

/** What the schemas of Request triggers declare, in the order of the file. */
export function inputsOf({ tree, triggers }: FlowModel): readonly TriggerInput[] {
  return triggers.flatMap((trigger) => {
    if (trigger.lowerType !== 'request') return [];
    const schema = tree.child(trigger.inputs, 'schema');
    const properties = tree.child(schema, 'properties');
    if (!tree.isObject(properties)) return [];
    const list = tree.child(schema, 'required');
    const required = new Set(tree.isArray(list) ? tree.children(list).map((one) => tree.string(one)) : []);
    return tree.children(properties).map((node) => {
      const key = tree.key(node);
      const title = tree.stringAt(node, 'title') || key;
      return { key, title, isRequired: required.has(key), node, trigger };
    });
  });
}

/** Whoever starts these sends what their schema lists, and nothing else; flows of other kinds do read more, and get it. */
const LISTING: ReadonlySet<string> = new Set(['button', 'powerappv2', 'skills', 'virtualagent']);

/** What a designer writes into such a schema; others (`anyOf`, `$ref`) may bring more inputs. */
const PLAIN_PARTS: ReadonlySet<string> = new Set([
  'type',
  'properties',
  'required',
  'title',
  'description',
  '$schema',
]);

/** True when a trigger has no other inputs than those that its schema declares. */
export function declaresAllInputs({ tree }: FlowModel, { lowerType, kind, inputs }: Step): boolean {
  if (lowerType !== 'request' || !LISTING.has(kind)) return false;
  const schema = tree.child(inputs, 'schema');
  if (!tree.isObject(tree.child(schema, 'properties'))) return false;
  return tree
    .children(schema)
    .every((part) => PLAIN_PARTS.has(tree.key(part)) || tree.toValue(part) === false);
}
