/** Keys and positions that lead to a value; `*` stands for any element of a list or a computed key. */
export type ValuePath = readonly string[];

/** `['body/value', 0]` -> `['body', 'value', '*']`. */
export function normalisePath(path: readonly (string | number)[]): string[] {
  return path.flatMap((key) => (typeof key === 'number' ? ['*'] : key.split('/')));
}

/**
 * What a path into the result of a function means for its arguments. `same`: it goes on in them; `element`: the result is an
 * element of the argument; `list`: it is a list of the arguments; `text`: any path below reads the text.
 */
export type ResultShape = 'same' | 'element' | 'list' | 'text';

const SAME = new Set(
  'json string coalesce if union intersection take skip sort reverse setproperty addproperty removeproperty'.split(
    ' ',
  ),
);

/** @param lowerName the name in lower case, as in `CallExpr.lowerName` */
export function resultShape(lowerName: string): ResultShape {
  if (SAME.has(lowerName)) return 'same';
  if (lowerName === 'first' || lowerName === 'last') return 'element';
  return lowerName === 'array' || lowerName === 'createarray' ? 'list' : 'text';
}
