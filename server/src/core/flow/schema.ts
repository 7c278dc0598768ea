import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';

/** Schema types whose values hold no text. */
const OTHER_TYPES = new Set(['boolean', 'integer', 'number', 'null']);

/** The types that a JSON schema allows, lower-cased: one of them, or several as in `["string", "null"]`. Empty when it names none. */
export function schemaTypes(tree: JsonTree, schema: NodeId): readonly string[] {
  const type = tree.child(schema, 'type');
  const all = tree.isArray(type) ? tree.children(type) : [type];
  return all.filter((one) => tree.isString(one)).map((one) => tree.string(one).toLowerCase());
}

/** True when the schema says that no text stands there: a number, a boolean, or nothing. */
export function holdsNoText(tree: JsonTree, schema: NodeId): boolean {
  const types = schemaTypes(tree, schema);
  return types.length > 0 && types.every((type) => OTHER_TYPES.has(type));
}

/** The schema of a property, by its name in any case; an exact match comes first. */
export function schemaProperty(tree: JsonTree, schema: NodeId, key: string): NodeId {
  const properties = tree.child(schema, 'properties');
  if (!tree.isObject(properties)) return NONE;
  const exact = tree.child(properties, key);
  if (exact !== NONE) return exact;
  const lower = key.toLowerCase();
  return tree.children(properties).find((child) => tree.key(child).toLowerCase() === lower) ?? NONE;
}

/** The schema of what stands at a path, `*` for the elements of a list; `NONE` where the schema says nothing of it. */
export function schemaAt(tree: JsonTree, schema: NodeId, path: readonly string[]): NodeId {
  let at = schema;
  for (const key of path) {
    if (!tree.isObject(at)) return NONE;
    at = key === '*' ? tree.child(at, 'items') : schemaProperty(tree, at, key);
  }
  return at;
}
