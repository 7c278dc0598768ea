/** How a comparison is written: in words, and in a short form that stands in a line of its own. */
interface ComparisonText {
  /** As the platform writes it. */
  readonly name: string;
  readonly words: string;
  /** The words of its opposite. */
  readonly opposite: string;
  readonly sign: string;
}

/**
 * Functions that compare two values, lower-cased, and how they are written; conditions that the designer writes as objects have operators
 * of the same names.
 */
export const COMPARISONS: ReadonlyMap<string, ComparisonText> = new Map([
  ['equals', { name: 'equals', words: 'is equal to', opposite: 'is not equal to', sign: '=' }],
  ['greater', { name: 'greater', words: 'is greater than', opposite: 'is not greater than', sign: '>' }],
  [
    'greaterorequals',
    {
      name: 'greaterOrEquals',
      words: 'is greater than or equal to',
      opposite: 'is not greater than or equal to',
      sign: '≥',
    },
  ],
  ['less', { name: 'less', words: 'is less than', opposite: 'is not less than', sign: '<' }],
  [
    'lessorequals',
    {
      name: 'lessOrEquals',
      words: 'is less than or equal to',
      opposite: 'is not less than or equal to',
      sign: '≤',
    },
  ],
  ['contains', { name: 'contains', words: 'contains', opposite: 'does not contain', sign: 'contains' }],
  [
    'startswith',
    { name: 'startsWith', words: 'starts with', opposite: 'does not start with', sign: 'starts with' },
  ],
  ['endswith', { name: 'endsWith', words: 'ends with', opposite: 'does not end with', sign: 'ends with' }],
]);

/** What joins comparisons in a condition that is an object. */
export const CONNECTIVES: readonly string[] = ['and', 'or'];
