/** Functions that compare two values, lower-cased; conditions that the designer writes as objects have operators of the same names. */
export const COMPARISONS: ReadonlySet<string> = new Set([
  'equals',
  'greater',
  'greaterorequals',
  'less',
  'lessorequals',
  'contains',
  'startswith',
  'endswith',
]);
