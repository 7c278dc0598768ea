import picomatch from 'picomatch/posix';
import { globProblem } from '../config/files.ts';

/** Everything that means something to the glob library, besides `*`, `?` and `/`. */
const SPECIAL = /[\\^$+.()[\]{}|!@#"'`~<>=,;:&%-]/g;

/**
 * A test for paths with `/`: `*` stands for any characters within a name, `?` for one, `**` for any folders; everything else
 * is taken as it is written. Undefined for a pattern that cannot be used, see `globProblem`.
 */
export function wildcards(
  pattern: string,
  options: { readonly ignoreCase: boolean },
): ((path: string) => boolean) | undefined {
  // A backslash is taken as it is written, too.
  if (globProblem(pattern.replaceAll('\\', '/').replace(/^\s*!/, '')) !== undefined) return undefined;
  return picomatch(pattern.replace(SPECIAL, '\\$&'), {
    dot: true,
    noextglob: true,
    nonegate: true,
    nobrace: true,
    nobracket: true,
    nocase: options.ignoreCase,
  });
}

/** True when a pattern names exactly one text. */
export function isLiteral(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}
