import { compileGlobs, type Matcher } from '../files.ts';
import { type IgnoreEntry, isWithoutReason } from '../ignore.ts';
import { compilePointerGlob } from '../pointerGlob.ts';
import type { Config } from '../types.ts';

/** The entries that count for one file. */
export interface FileIgnores {
  /**
   * Entries that leave out a finding; none for one that is kept. `pointer` is asked only when an entry depends on it; it is
   * undefined for findings in files that are no JSON, which an entry with a pointer never meets.
   */
  entriesFor(ruleId: string, pointer: () => string | undefined): readonly IgnoreEntry[];
}

interface Compiled {
  readonly entry: IgnoreEntry;
  readonly file: Matcher | undefined;
  readonly pointer: ((pointer: string) => boolean) | undefined;
}

/** Compiled once per config; a config is never changed in place. */
const compiled = new WeakMap<readonly IgnoreEntry[], readonly Compiled[]>();

function compile(entries: readonly IgnoreEntry[]): readonly Compiled[] {
  let known = compiled.get(entries);
  if (known === undefined) {
    known = entries.map((entry) => ({
      entry,
      file: entry.file === undefined ? undefined : compileGlobs([entry.file]),
      pointer: entry.pointer === undefined ? undefined : compilePointerGlob(entry.pointer),
    }));
    compiled.set(entries, known);
  }
  return known;
}

/** True when nothing of the entry itself keeps it from counting on this day (`YYYY-MM-DD`). */
function counts({ reason, expires }: IgnoreEntry, today: string): boolean {
  return !isWithoutReason(reason) && (expires === undefined || today <= expires);
}

/** True when the entry speaks of the file; `path` as below. */
export function namesFile(entry: IgnoreEntry, path: string | undefined): boolean {
  if (entry.file === undefined) return true;
  return path !== undefined && (compileGlobs([entry.file])?.(path) ?? false);
}

/**
 * What a config leaves out in a file; undefined when that is nothing. `path`: relative to the config file, with `/`; undefined
 * for a file outside of its folder, of which globs do not speak. `today`: `YYYY-MM-DD`.
 */
export function ignoresFor(config: Config, path: string | undefined, today: string): FileIgnores | undefined {
  if (config.ignore === undefined) return undefined;
  const here = compile(config.ignore).filter(
    ({ entry, file }) => counts(entry, today) && (file === undefined || (path !== undefined && file(path))),
  );
  if (here.length === 0) return undefined;
  return {
    entriesFor(ruleId, pointerOf) {
      const ofRule = here.filter(({ entry }) => entry.rules.includes(ruleId));
      if (ofRule.length === 0) return [];
      const at = ofRule.some(({ pointer }) => pointer !== undefined) ? pointerOf() : undefined;
      return ofRule
        .filter(({ pointer }) => pointer === undefined || (at !== undefined && pointer(at)))
        .map(({ entry }) => entry);
    },
  };
}
