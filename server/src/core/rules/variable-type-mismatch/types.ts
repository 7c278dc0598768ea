import { type JsonTree, Kind, type NodeId } from '../../json/tree.ts';

/** What people write for a type, with the name that the platform knows; those names themselves included. */
export const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ...['string', 'integer', 'float', 'boolean', 'array', 'object'].map((name) => [name, name] as const),
  ...(['int', 'int32', 'int64', 'long'] as const).map((name) => [name, 'integer'] as const),
  ...(['number', 'double', 'decimal'] as const).map((name) => [name, 'float'] as const),
  ...(['text', 'str', 'datetime', 'date', 'guid', 'securestring'] as const).map(
    (name) => [name, 'string'] as const,
  ),
  ['bool', 'boolean'],
  ['list', 'array'],
  ['json', 'object'],
  ['secureobject', 'object'],
]);

/** True for a lower-cased type that variables can have. */
export function isVariableType(type: string): boolean {
  return TYPE_NAMES.get(type) === type;
}

/** How the kinds of JSON values are called, with the types of variables that take them. */
const LITERALS: ReadonlyMap<Kind, { readonly called: string; readonly types: readonly string[] }> = new Map([
  [Kind.True, { called: 'a Boolean', types: ['boolean'] }],
  [Kind.False, { called: 'a Boolean', types: ['boolean'] }],
  [Kind.Array, { called: 'an array', types: ['array'] }],
  [Kind.Object, { called: 'an object', types: ['object'] }],
]);

/**
 * What a literal is, where a variable of this type cannot take it: `a text`. Undefined for what it takes, and for what nobody can
 * be sure of: expressions, null, an empty text, and a text of such a value (`"5"`, `"[]"`).
 */
export function misfit(tree: JsonTree, value: NodeId, type: string): string | undefined {
  const kind = tree.kind(value);
  if (kind === Kind.Number) {
    const isWhole = Number.isInteger(Number(tree.text.slice(tree.start(value), tree.end(value))));
    if (type === 'float' || (type === 'integer' && isWhole)) return undefined;
    return isWhole || type !== 'integer' ? 'a number' : 'a number that is not whole';
  }
  if (kind === Kind.String) return isMisfitText(tree, value, type) ? 'a text' : undefined;
  const literal = LITERALS.get(kind);
  return literal === undefined || literal.types.includes(type) ? undefined : literal.called;
}

function isMisfitText(tree: JsonTree, value: NodeId, type: string): boolean {
  if (type === 'string') return false;
  const text = tree.string(value).trim();
  if (text === '' || text.includes('@')) return false;
  switch (type) {
    case 'integer':
    case 'float':
      return Number.isNaN(Number(text));
    case 'boolean':
      return !/^(?:true|false|[01])$/i.test(text);
    default:
      return !text.startsWith(type === 'array' ? '[' : '{');
  }
}
