import type { CodeOwnersFacts, CodeOwnersRule } from './ownerFacts.ts';
import { fileNameOf, parentOf } from './paths.ts';
import { wildcards } from './wildcards.ts';

/** Root of the repository that a `CODEOWNERS` file is for, and how early hosts look at its place: the first one counts. */
export function codeOwnersPlace(uri: string): { readonly root: string; readonly order: number } {
  const folder = parentOf(uri);
  const name = fileNameOf(folder).toLowerCase();
  if (name === '.github') return { root: parentOf(folder), order: 0 };
  return name === 'docs' ? { root: parentOf(folder), order: 2 } : { root: folder, order: 1 };
}

interface CompiledRule {
  readonly rule: CodeOwnersRule;
  /** What every path that the rule matches begins with; '' for patterns that match at any depth. */
  readonly prefix: string;
  matches?: (path: string) => boolean;
}

const never = (): boolean => false;

/** Answers which rule of a `CODEOWNERS` file counts for a path; remembers its answers. */
export class CodeOwnersMatcher {
  /** In reverse order of the file: the first match wins. */
  readonly #rules: readonly CompiledRule[];
  readonly #known = new Map<string, CodeOwnersRule | undefined>();

  constructor(facts: CodeOwnersFacts) {
    this.#rules = facts.rules.map((rule) => ({ rule, prefix: prefixOf(patternOf(rule)) })).reverse();
  }

  /** `path`: decoded, relative to the root of the repository. Case counts. */
  ruleFor(path: string): CodeOwnersRule | undefined {
    if (!this.#known.has(path)) this.#known.set(path, this.#find(path));
    return this.#known.get(path);
  }

  #find(path: string): CodeOwnersRule | undefined {
    for (const one of this.#rules) {
      if (one.prefix !== '' && !path.startsWith(one.prefix)) continue;
      one.matches ??= compile(patternOf(one.rule));
      if (one.matches(path)) return one.rule;
    }
    return undefined;
  }
}

function patternOf(rule: CodeOwnersRule): string {
  return rule.pattern.value.replace(/\\(.)/g, '$1');
}

function isAnchored(pattern: string): boolean {
  const slash = pattern.indexOf('/');
  return slash !== -1 && slash !== pattern.length - 1;
}

function prefixOf(pattern: string): string {
  if (!isAnchored(pattern)) return '';
  const bare = pattern.replace(/^\//, '');
  const wild = bare.search(/[*?]/);
  // A folder's pattern also names the folder's files; the slash at its end is part of their paths.
  return wild === -1 ? bare : bare.slice(0, wild);
}

/**
 * The rules of gitignore as far as hosts keep them: a slash anywhere but at the end ties the pattern to the root; a pattern
 * that names a folder means all that is in it; `docs/*` means the files directly in `docs`.
 */
function compile(pattern: string): (path: string) => boolean {
  const folderOnly = pattern.endsWith('/');
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  if (bare === '') return folderOnly ? () => true : never;
  const anchored = isAnchored(pattern) ? bare : `**/${bare}`;
  const inside = wildcards(`${anchored}/**/*`, { ignoreCase: false }) ?? never;
  if (folderOnly) return inside;
  const itself = wildcards(anchored, { ignoreCase: false }) ?? never;
  if (pattern.endsWith('/*')) return itself;
  return (path) => itself(path) || inside(path);
}
