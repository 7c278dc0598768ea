import { type JsonTree, NONE, type NodeId } from './tree.ts';

function escapeToken(token: string | number): string {
  return String(token).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** RFC 6901 pointer of a node; '' for the root. */
export function pointerOf(tree: JsonTree, node: NodeId): string {
  return tree
    .path(node)
    .map((token) => `/${escapeToken(token)}`)
    .join('');
}

/** Node at an RFC 6901 pointer; `NONE` when nothing is there or the pointer is malformed. */
export function nodeAtPointer(tree: JsonTree, pointer: string): NodeId {
  if (pointer === '') return tree.root;
  if (!pointer.startsWith('/')) return NONE;
  let node = tree.root;
  for (const raw of pointer.slice(1).split('/')) {
    const token = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (tree.isArray(node))
      node = /^(0|[1-9][0-9]{0,8})$/.test(token) ? (tree.children(node)[Number(token)] ?? NONE) : NONE;
    else node = tree.child(node, token);
    if (node === NONE) return NONE;
  }
  return node;
}
