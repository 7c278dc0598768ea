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

const utf8 = new TextDecoder();

/** Records that end with NUL. */
export function recordsOf(output: Uint8Array): string[] {
  return utf8
    .decode(output)
    .split('\0')
    .filter((record) => record !== '');
}

/** One line of output without its end. */
export function lineOf(output: Uint8Array): string {
  return utf8.decode(output).replace(/\r?\n$/, '');
}

/** What `ls-tree -rz` and `ls-files -sz` print: `<mode> [<type>] <id>[ <stage>]<tab><path>`. */
export function entriesOf(output: Uint8Array): TreeEntry[] {
  return recordsOf(output).flatMap((record) => {
    const tab = record.indexOf('\t');
    const path = record.slice(tab + 1);
    if (tab < 0 || !isSanePath(path)) return [];
    const words = record.slice(0, tab).split(' ');
    const id = words.find((word) => isId(word));
    return id === undefined ? [] : [{ path, kind: kindOf(words[0]!), id }];
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
