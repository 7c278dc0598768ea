import type { ConnectionReference } from '../flow/model.ts';
import { replaceValue } from '../json/edits.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** Where a connection reference says whose connection is used: `runtimeSource`, in legacy packages `source`. */
export function runtimeSourceNode(tree: JsonTree, connection: NodeId): NodeId {
  const node = tree.child(connection, 'runtimeSource');
  return node === NONE ? tree.child(connection, 'source') : node;
}

/** Edits that change whose connection is used, in the file's own casing. */
export function writeSource(
  tree: JsonTree,
  connection: ConnectionReference,
  source: 'embedded' | 'invoker',
): readonly TextEdit[] {
  const node = runtimeSourceNode(tree, connection.node);
  if (node === NONE) return [];
  const capital = /^[A-Z]/.test(tree.string(node));
  return replaceValue(tree, node, capital ? source.charAt(0).toUpperCase() + source.slice(1) : source);
}
