// Readers of what git prints with `-z`: records that end with NUL, names as they are.

/** An entry of a revision's tree. */
export interface TreeEntry {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  /** `submodule`: another repository, of which only the commit is known. */
  readonly kind: 'file' | 'link' | 'submodule';
  /** Of the content; of a submodule the commit. */
  readonly id: string;
}

/** A path that differs between two commits. */
export interface TreeChange {
  readonly path: string;
  readonly kind: TreeEntry['kind'];
  /** Of the content in the first; undefined for a path that is new. */
  readonly before: string | undefined;
}

/** A file that git knows of, or would. */
export interface ListedFile {
  /** From the top; a repository inside of this one that is none of its submodules ends with `/`. */
  readonly path: string;
  /** The index holds it. */
  readonly tracked: boolean;
  /** It is left out of the work tree on purpose (a sparse checkout). */
  readonly sparse: boolean;
}

/** A file of the index. */
export interface IndexEntry extends TreeEntry {
  /** It is left out of the work tree on purpose (a sparse checkout). */
  readonly sparse: boolean;
}

const utf8 = new TextDecoder();

/** Records that end with NUL. */
function recordsOf(output: Uint8Array): string[] {
  return utf8
    .decode(output)
    .split('\0')
    .filter((record) => record !== '');
}

/** One line of output without its end. */
export function lineOf(output: Uint8Array): string {
  return utf8.decode(output).replace(/\r?\n$/, '');
}

/** What `ls-tree -rz` prints: `<mode> <type> <id><tab><path>`. */
export function entriesOf(output: Uint8Array): TreeEntry[] {
  return recordsOf(output).flatMap((record) => {
    const tab = record.indexOf('\t');
    const path = record.slice(tab + 1);
    const [mode = '', , id = ''] = record.slice(0, Math.max(0, tab)).split(' ');
    return isId(id) && isSanePath(path) ? [{ path, kind: kindOf(mode), id }] : [];
  });
}

/** What `diff-tree --raw -z` prints: `:<mode> <mode> <id> <id> <status>`, then the path as a record of its own. */
export function changesOf(output: Uint8Array): TreeChange[] {
  const records = recordsOf(output);
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < records.length; at += 2) {
    const path = records[at + 1]!;
    const [from = '', to = '', before = ''] = records[at]!.slice(1).split(' ');
    if (!isSanePath(path)) continue;
    const isNew = /^0+$/.test(before);
    changes.push({ path, kind: kindOf(isNew ? to : from), before: isNew ? undefined : before });
  }
  return changes;
}

/** What `ls-files -t -z` prints: `<tag> <path>`. */
export function listedOf(output: Uint8Array): ListedFile[] {
  return recordsOf(output).flatMap((record) => {
    const path = record.slice(2);
    const listed = { path, tracked: record[0] !== '?', sparse: record[0] === 'S' };
    return isSanePath(path.replace(/\/$/, '')) ? [listed] : [];
  });
}

/** What `ls-files -t -s -z` prints: `<tag> <mode> <id> <stage><tab><path>`. Of a file in conflict the first entry. */
export function indexOf(output: Uint8Array): IndexEntry[] {
  const seen = new Set<string>();
  return recordsOf(output).flatMap((record) => {
    const tab = record.indexOf('\t');
    const path = record.slice(tab + 1);
    const [tag, mode = '', id = ''] = record.slice(0, Math.max(0, tab)).split(' ');
    if (!isId(id) || !isSanePath(path) || seen.has(path)) return [];
    seen.add(path);
    return [{ path, kind: kindOf(mode), id, sparse: tag === 'S' }];
  });
}

/** True for the id of an object, in SHA-1 or SHA-256. */
export function isId(word: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(word);
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'submodule' : 'file';
}

/** A tree made by hand may hold names that lead out of it; git itself would not check them out. */
function isSanePath(path: string): boolean {
  return path.split('/').every((name) => !/^(?:|\.|\.\.|\.git)$/i.test(name) && !name.includes('\\'));
}
