import type { SolutionFiles } from '../../core/index.ts';

/** Each export raises the version of a solution, and nothing in a flow depends on it. */
const VERSION = /<Version>[^<]*<\/Version>|^[ \t]*Version:.*$/gim;

/**
 * Whether a file beside the flows says something else to them than before: places, comments and the version of the solution do not
 * count. `before`, `now`: undefined for a file that was not there, or is no text.
 */
export function contentDiffers(
  files: SolutionFiles,
  uri: string,
  before: string | undefined,
  now: string | undefined,
): boolean {
  if (before === undefined || now === undefined) return true;
  const copy = files.copy();
  copy.set(uri, now.replace(VERSION, ''));
  return copy.set(uri, before.replace(VERSION, ''));
}
