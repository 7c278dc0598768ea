import { type JsonTree, NONE, type NodeId } from './tree.ts';

/** A name as a pointer writes it. */
export function escapeToken(token: string | number): string {
  return String(token).replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The pointer with its names written in another way; `change` gets them as the file has them. */
export function withNames(pointer: string, change: (name: string) => string): string {
  return pointer
    .split('/')
    .map((token) => escapeToken(change(unescapeToken(token))))
    .join('/');
}

/** RFC 6901 pointer of a node; '' for the root. */
export function pointerOf(tree: JsonTree, node: NodeId): string {
  return tree
    .path(node)
    .map((token) => `/${escapeToken(token)}`)
    .join('');
}

/** Pointers in real flows are below 1,000 characters. */
const MAX_SHORT = 4000;

/**
 * Pointers of the nodes of one tree, each a step longer than that of the node around it. Where one would be very long, it is
 * that of the nearest node around which is not: a name of half a megabyte would stand in the pointers of all that it holds.
 */
export class ShortPointers {
  readonly #tree: JsonTree;
  readonly #known = new Map<NodeId, { readonly pointer: string; readonly isCut: boolean }>();

  constructor(tree: JsonTree) {
    this.#tree = tree;
  }

  of(node: NodeId): string {
    const tree = this.#tree;
    const ways: NodeId[] = [];
    let at = node;
    for (; at > 0 && !this.#known.has(at); at = tree.parent(at)) ways.push(at);
    let { pointer, isCut } = this.#known.get(at) ?? { pointer: '', isCut: false };
    for (const one of ways.reverse()) {
      const length = tree.hasKey(one) ? tree.keyLength(one) : 0;
      isCut ||= pointer.length + length >= MAX_SHORT;
      if (!isCut) pointer += `/${escapeToken(tree.hasKey(one) ? tree.key(one) : tree.position(one))}`;
      this.#known.set(one, { pointer, isCut });
    }
    return pointer;
  }
}

/** Node at an RFC 6901 pointer; `NONE` when nothing is there or the pointer is malformed. */
export function nodeAtPointer(tree: JsonTree, pointer: string): NodeId {
  if (pointer === '') return tree.root;
  if (!pointer.startsWith('/')) return NONE;
  let node = tree.root;
  for (const raw of pointer.slice(1).split('/')) {
    const token = unescapeToken(raw);
    if (tree.isArray(node))
      node = /^(0|[1-9][0-9]{0,8})$/.test(token) ? (tree.children(node)[Number(token)] ?? NONE) : NONE;
    else node = tree.child(node, token);
    if (node === NONE) return NONE;
  }
  return node;
}
