import type { TreeEntry } from './parse.ts';

/** A place in the tree of a revision. */
export type TreeNode =
  | { readonly kind: 'folder'; readonly entries: ReadonlyMap<string, TreeNode> }
  | { readonly kind: 'file' | 'link'; readonly id: string };

/** Where a path leads. `path`: from the top, free of links. */
export type Found =
  | { readonly kind: 'found'; readonly path: readonly string[]; readonly node: TreeNode }
  | { readonly kind: 'nowhere' | 'circle' | 'noFolder' };

/** Links on one way; systems have limits of this size. */
const MAX_LINKS = 40;

/** The files and folders of one revision, with links followed inside of it. */
export class RevisionTree {
  readonly #top: TreeNode & { readonly kind: 'folder' };
  readonly #readLink: (id: string) => Promise<string>;

  /** @param readLink the target that a link holds, by its id; rejects when it cannot be read */
  constructor(entries: readonly TreeEntry[], readLink: (id: string) => Promise<string>) {
    this.#top = treeOf(entries);
    this.#readLink = readLink;
  }

  /**
   * The place at a path. Links on the way are followed, and at its end too if `followsLast`; a link that leads out of the
   * repository, or begins at the root of a system, leads nowhere. Rejects as `readLink` does.
   */
  async find(path: readonly string[], followsLast: boolean): Promise<Found> {
    /** What is still to go, the next name last. */
    const left = [...path].reverse();
    const way: { readonly name: string; readonly node: TreeNode }[] = [];
    let links = 0;
    while (left.length > 0) {
      const name = left.pop()!;
      if (name === '' || name === '.') continue;
      if (name === '..') {
        if (way.pop() === undefined) return { kind: 'nowhere' };
        continue;
      }
      const at = way.at(-1)?.node ?? this.#top;
      if (at.kind !== 'folder') return { kind: 'noFolder' };
      const node = at.entries.get(name);
      if (node === undefined) return { kind: 'nowhere' };
      if (node.kind !== 'link' || (left.length === 0 && !followsLast)) {
        way.push({ name, node });
        continue;
      }
      if (++links > MAX_LINKS) return { kind: 'circle' };
      const target = await this.#readLink(node.id);
      if (target === '' || /^(?:[/\\]|[a-z]:)/i.test(target)) return { kind: 'nowhere' };
      left.push(...target.split('/').reverse());
    }
    return {
      kind: 'found',
      path: way.map(({ name }) => name),
      node: way.at(-1)?.node ?? this.#top,
    };
  }
}

/** Files put into their folders; a submodule is an empty folder, as in a clone without submodules. */
function treeOf(entries: readonly TreeEntry[]): { kind: 'folder'; entries: Map<string, TreeNode> } {
  const top = { kind: 'folder' as const, entries: new Map<string, TreeNode>() };
  const folders = new Map([['', top]]);
  const folderOf = (path: string): typeof top => {
    const missing: string[] = [];
    let at = path;
    while (!folders.has(at)) {
      missing.push(at);
      at = parentOf(at);
    }
    let folder = folders.get(at)!;
    for (const path of missing.reverse()) {
      const inside = { kind: 'folder' as const, entries: new Map<string, TreeNode>() };
      folder.entries.set(nameOf(path), inside);
      folders.set(path, inside);
      folder = inside;
    }
    return folder;
  };
  for (const { path, kind, id } of entries) {
    if (kind === 'submodule') folderOf(path);
    else folderOf(parentOf(path)).entries.set(nameOf(path), { kind, id });
  }
  return top;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
