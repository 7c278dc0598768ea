/** An order of names that is the same on every machine: without case first, then as written. */
export function compareText(a: string, b: string): number {
  const lowerA = a.toLowerCase();
  const lowerB = b.toLowerCase();
  if (lowerA !== lowerB) return lowerA < lowerB ? -1 : 1;
  return compareUnits(a, b);
}

/** In the order of code units, as files are listed. */
export function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** For `sort`: in the order of code units of a text that each has. */
export function byText<T>(textOf: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => compareUnits(textOf(a), textOf(b));
}
