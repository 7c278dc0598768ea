import { wildcardProblem } from '../config/files.ts';
import { compileGlob, type PathTest } from '../text/glob.ts';

/**
 * A test for paths with `/`: `*` stands for any characters within a name, `?` for one, `**` for any folders; everything else
 * is taken as it is written. Undefined for a pattern that cannot be used, see `wildcardProblem`.
 */
export function wildcards(
  pattern: string,
  { ignoreCase }: { readonly ignoreCase: boolean },
): PathTest | undefined {
  // A backslash is taken as it is written, too.
  if (wildcardProblem(pattern.replaceAll('\\', '/').replace(/^\s*!/, '')) !== undefined) return undefined;
  const test = compileGlob(ignoreCase ? pattern.toLowerCase() : pattern, { wildcardsOnly: true });
  return ignoreCase ? (path) => test(path.toLowerCase()) : test;
}

/** True when a pattern names exactly one text. */
export function isLiteral(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}
