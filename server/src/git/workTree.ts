import type { ListedFile, TreeChange, TreeEntry } from './parse.ts';

/** Another repository below the top of one. */
export interface Nested {
  /** Its top, from the top of the outer one. */
  readonly path: string;
  /** The commit to compare it with; undefined when it is new. */
  readonly base: string | undefined;
}

/**
 * Whether a file was touched, or what its content tells of it: `path` has another content than the one with the id `unless`. The
 * content of a link is where it leads.
 */
export type Judgement =
  | 'touched'
  | 'untouched'
  | { readonly path: string; readonly unless: string; readonly isLink: boolean };

/** What git knows of a work tree and of the commits behind it. Paths are from the top, with `/`. */
export class WorkTree {
  readonly #head: ReadonlyMap<string, TreeEntry>;
  readonly #committed: ReadonlyMap<string, TreeChange>;
  /** All files that git knows of, or would. */
  readonly #names = new Set<string>();
  /** The same by how systems see them that tell no case apart. */
  #folded: ReadonlyMap<string, string> | undefined;
  readonly #sparse = new Set<string>();
  readonly #nested = new Map<string, string | undefined>();

  /** `head`: the files of HEAD; `committed`: what differs between the base and HEAD; `files`: those of the work tree. */
  constructor(head: readonly TreeEntry[], committed: readonly TreeChange[], files: readonly ListedFile[]) {
    this.#head = new Map(head.map((one) => [one.path, one]));
    this.#committed = new Map(committed.map((one) => [one.path, one]));
    for (const { path, kind, id } of head) if (kind === 'submodule') this.#nested.set(path, id);
    for (const { path, kind, before } of committed) if (kind === 'submodule') this.#nested.set(path, before);
    for (const { path, sparse } of files) {
      if (path.endsWith('/')) this.#nested.set(path.slice(0, -1), undefined);
      else this.#names.add(path);
      if (sparse) this.#sparse.add(path);
    }
    for (const { path } of [...head, ...committed]) this.#names.add(path);
    for (const path of this.#nested.keys()) this.#names.delete(path);
  }

  /** The repository that a path lies in when it is not this one. */
  nestedAround(path: string): Nested | undefined {
    if (this.#nested.size === 0) return undefined;
    const found = foldersAbove(path).find((folder) => this.#nested.has(folder));
    return found === undefined ? undefined : { path: found, base: this.#nested.get(found) };
  }

  /** Files that git is told to ignore, and does not track, are none of its business: they count as untouched. */
  judge(path: string): Judgement {
    const own = this.#known(path);
    const name = own ?? this.#around(path);
    if (name === undefined) return 'untouched';
    if (this.#committed.has(name)) return 'touched';
    const entry = this.#head.get(name);
    if (entry === undefined) return 'touched';
    const isLink = entry.kind === 'link';
    if (!isLink && entry.kind !== 'file') return 'untouched';
    return { path: own === undefined ? name : path, unless: entry.id, isLink };
  }

  /** True for a file that a sparse checkout leaves out. */
  isLeftOut(path: string): boolean {
    if (this.#sparse.size === 0) return false;
    const name = this.#known(path) ?? this.#around(path);
    return name !== undefined && this.#sparse.has(name);
  }

  /** The id of the content before it was touched; undefined for a file that is new. */
  before(path: string): string | undefined {
    const name = this.#known(path) ?? this.#around(path) ?? path;
    const change = this.#committed.get(name);
    return change === undefined ? this.#head.get(name)?.id : change.before;
  }

  /** Files that were there in the base or are in HEAD: those that are not on disk are gone. */
  *expected(): Iterable<string> {
    for (const { path, kind, before } of this.#committed.values())
      if (before !== undefined && kind !== 'submodule' && !this.#head.has(path)) yield path;
    for (const { path, kind } of this.#head.values())
      if (kind !== 'submodule' && !this.#sparse.has(path)) yield path;
  }

  /** The link or the archive that a path leads through. */
  #around(path: string): string | undefined {
    for (const folder of foldersAbove(path)) {
      // The inside of `a.zip` is `a.zip!`.
      const name = this.#known(folder.replace(/(\.zip)!$/i, '$1'));
      if (name !== undefined) return name;
    }
    return undefined;
  }

  /** What git calls a file. */
  #known(path: string): string | undefined {
    if (this.#names.has(path)) return path;
    this.#folded ??= new Map([...this.#names].map((name) => [folded(name), name]));
    return this.#folded.get(folded(path));
  }
}

/** The nearest first. */
function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    folders.push(path.slice(0, at));
  return folders;
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
