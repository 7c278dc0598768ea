const NONE: readonly RegExpExecArray[] = [];

/**
 * All matches of a global pattern. Most texts have none: to look for the first one costs less than what goes through all of them,
 * which has a copy of the pattern made.
 */
export function matchesOf(text: string, pattern: RegExp): Iterable<RegExpExecArray> {
  pattern.lastIndex = 0;
  const isThere = pattern.test(text);
  pattern.lastIndex = 0;
  return isThere ? text.matchAll(pattern) : NONE;
}
