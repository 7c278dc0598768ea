import picomatch from 'picomatch/posix';
import type { Config } from './types.ts';

/** True for the path of a file, relative to the config file, with `/`. */
export type Matcher = (path: string) => boolean;

interface FileMatchers {
  readonly include: Matcher | undefined;
  readonly exclude: Matcher | undefined;
}

/** Compiled once per config; a config is never changed in place. */
const compiled = new WeakMap<Config, FileMatchers>();

/** Longest glob taken. */
export const MAX_GLOB_LENGTH = 500;
/** Most `*` in one folder or file name of a glob, and most `**` in one glob: keeps matching linear in practice. */
const MAX_STARS = 4;
const MAX_GLOBSTARS = 6;

/**
 * Why a glob cannot be used, as the end of a sentence; undefined when it can. Globs come from the workspace, and some
 * shapes make a regular expression engine run for minutes.
 */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === '') return 'is empty';
  if (glob.length > MAX_GLOB_LENGTH) return `is longer than ${MAX_GLOB_LENGTH} characters`;
  if (glob.includes('\\')) return 'uses "\\": write "/" between folders';
  if (glob.trimStart().startsWith('!')) return 'begins with "!": what to leave out belongs in "exclude"';
  const parts = glob.split('/');
  if (parts.filter((part) => part.includes('**')).length > MAX_GLOBSTARS)
    return `holds "**" more than ${MAX_GLOBSTARS} times`;
  if (parts.some((part) => part.split(/\*+|\?+/).length - 1 > MAX_STARS))
    return `holds more than ${MAX_STARS} wildcards in one name`;
  return undefined;
}

/** Globs are relative: a leading `./` or `/` and a trailing `/` mean nothing more. */
function normalise(glob: string): string {
  return glob
    .trim()
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
}

/** Undefined when none of the globs can be used. */
export function compileGlobs(globs: readonly string[]): Matcher | undefined {
  const usable = globs.filter((glob) => globProblem(glob) === undefined).map(normalise);
  if (usable.length === 0) return undefined;
  // Extended globs such as `+(a|b)` nest quantifiers; brackets and braces stay.
  const matches = picomatch(usable, { dot: true, noextglob: true, nonegate: true });
  // Names in the wild hold brackets and parentheses, which mean something in a glob.
  const literal = new Set(usable);
  return (path) => {
    if (literal.has(path)) return true;
    // A glob that names a folder means everything in it.
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
      if (matches(path.slice(0, at))) return true;
    return matches(path);
  };
}

function matchersOf(config: Config): FileMatchers {
  let matchers = compiled.get(config);
  if (matchers === undefined) {
    matchers = { include: compileGlobs(config.include), exclude: compileGlobs(config.exclude) };
    compiled.set(config, matchers);
  }
  return matchers;
}

/** True when `exclude` names the file or folder, or a folder around it. `path` is relative to the config file, with `/`. */
export function isExcluded(config: Config, path: string): boolean {
  return matchersOf(config).exclude?.(path) ?? false;
}

/** True when the file takes part: named by `include` (or `include` is empty) and not by `exclude`. Path as above. */
export function matchesFile(config: Config, path: string): boolean {
  const { include, exclude } = matchersOf(config);
  return (include?.(path) ?? true) && !(exclude?.(path) ?? false);
}
