/** How a comparison is said: in words, and in a short form that stands in a line of its own. */
interface Said {
  readonly words: string;
  readonly sign: string;
}

/**
 * Functions that compare two values, lower-cased, and how they are said; conditions that the designer writes as objects have operators
 * of the same names.
 */
export const COMPARISONS: ReadonlyMap<string, Said> = new Map([
  ['equals', { words: 'is equal to', sign: '=' }],
  ['greater', { words: 'is greater than', sign: '>' }],
  ['greaterorequals', { words: 'is greater than or equal to', sign: '≥' }],
  ['less', { words: 'is less than', sign: '<' }],
  ['lessorequals', { words: 'is less than or equal to', sign: '≤' }],
  ['contains', { words: 'contains', sign: 'contains' }],
  ['startswith', { words: 'starts with', sign: 'starts with' }],
  ['endswith', { words: 'ends with', sign: 'ends with' }],
]);
