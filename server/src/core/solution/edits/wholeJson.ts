import { parseJson } from '../../json/parse.ts';
import type { JsonTree } from '../../json/tree.ts';

/** Tree of a text that every JSON parser takes; undefined for a damaged one, which is not to be edited. */
export function wholeJson(text: string): JsonTree | undefined {
  try {
    JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
  const tree = parseJson(text);
  return tree.problems.length === 0 ? tree : undefined;
}
