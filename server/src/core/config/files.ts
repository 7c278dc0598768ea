import { namesInArchive } from '../text/archivePath.ts';
import { compileGlob, type PathTest } from '../text/glob.ts';
import type { Config } from './types.ts';

/** True for the path of a file, relative to the config file, with `/`. */
export type Matcher = PathTest;

interface FileMatchers {
  readonly include: Matcher | undefined;
  readonly exclude: Matcher | undefined;
}

/** Compiled once per config; a config is never changed in place. */
const compiled = new WeakMap<Config, FileMatchers>();

/** Longest glob taken. */
const MAX_GLOB_LENGTH = 500;
/** Most `*` in one folder or file name of a glob, and most `**` in one glob: nobody needs more, and each costs time. */
const MAX_STARS = 4;
const MAX_GLOBSTARS = 6;
/** Most braces around each other. */
const MAX_BRACES = 4;

/** What stands for alternatives or repetition in other languages: `+(a|b)`, `(a|b)`, `(a)+`. */
const GROUP = /[?*+@!]\(|(?<!\[)\([^)]*(?:\||\)\+)/;

/**
 * Why a glob cannot be used, as the end of a sentence; undefined when it can. What would stand for something in another
 * language is refused rather than taken as it is written; parentheses that hold no alternatives are characters of names.
 */
export function globProblem(glob: string): string | undefined {
  const problem = wildcardProblem(glob);
  if (problem !== undefined) return problem;
  const group = GROUP.exec(glob);
  if (group !== null) {
    const at = glob.indexOf('(', group.index);
    const shown = glob.slice(group.index, at + 12);
    return `holds a group, "${shown}${at + 12 < glob.length ? '…' : ''}": write "{a,b}" for one of some texts, "*", "**", "?" and "[ab]" for characters, and "[(]" for a parenthesis`;
  }
  if (/\{[^{},]*\.\.[^{},]*\}/.test(glob)) return 'holds a range in braces: write "[1-9]" or "{a,b}"';
  return bracesDepth(glob) > MAX_BRACES ? `nests braces more than ${MAX_BRACES} deep` : undefined;
}

/** The same for a pattern in which `*`, `**` and `?` alone mean something. */
export function wildcardProblem(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'is empty';
  if (pattern.length > MAX_GLOB_LENGTH) return `is longer than ${MAX_GLOB_LENGTH} characters`;
  if (pattern.includes('\\')) return 'uses "\\": write "/" between folders';
  if (pattern.trimStart().startsWith('!')) return 'begins with "!": what to leave out belongs in "exclude"';
  const parts = pattern.split('/');
  if (parts.filter((part) => part.includes('**')).length > MAX_GLOBSTARS)
    return `holds "**" more than ${MAX_GLOBSTARS} times`;
  if (parts.some((part) => part.split(/\*+|\?+/).length - 1 > MAX_STARS))
    return `holds more than ${MAX_STARS} wildcards in one name`;
  return undefined;
}

function bracesDepth(glob: string): number {
  let depth = 0;
  let most = 0;
  for (const char of glob) {
    if (char === '{') most = Math.max(most, ++depth);
    else if (char === '}') depth = Math.max(0, depth - 1);
  }
  return most;
}

/** A glob that names one path, whose parentheses may look like a group. */
export function globOfPath(path: string): string {
  return GROUP.test(path) ? path.replaceAll('(', '[(]') : path;
}

/** Globs are relative: a leading `./` or `/` and a trailing `/` mean nothing more. */
function normalise(glob: string): string {
  return glob
    .trim()
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
}

/** Undefined when none of the globs can be used. A glob that names a folder, or an archive, means everything in it. */
export function compileGlobs(globs: readonly string[]): Matcher | undefined {
  const usable = globs.filter((glob) => globProblem(glob) === undefined).map(normalise);
  if (usable.length === 0) return undefined;
  const tests = usable.map((glob) => compileGlob(glob, { withContents: true }));
  // Names in the wild hold brackets and braces, which mean something in a glob.
  const literal = new Set(usable);
  const matches = (path: string): boolean => literal.has(path) || tests.some((fits) => fits(path));
  return (path) => namesInArchive(path).some(matches);
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
