import { Kind, NONE, type NodeId } from '../../json/tree.ts';
import type { FlowView } from '../flow/view.ts';

/** A value on one line, up to some length, with marks for secrets: texts as they are, lists and objects as JSON. '' for none. */
export function markedValue(view: FlowView, node: NodeId, most = 400): string {
  if (node === NONE) return '';
  return view.tree.isString(node) ? view.marked(node) : json(view, node, most);
}

/** JSON without blanks, in the order of the file; ends early when it gets long. */
function json(view: FlowView, root: NodeId, most: number): string {
  const { tree } = view;
  let out = '';
  const pending: (NodeId | string)[] = [root];
  for (let next = pending.pop(); next !== undefined && out.length < most; next = pending.pop()) {
    if (typeof next === 'string') {
      out += next;
      continue;
    }
    const kind = tree.kind(next);
    if (kind === Kind.String) out += JSON.stringify(view.marked(next));
    else if (kind !== Kind.Object && kind !== Kind.Array)
      out += tree.text.slice(tree.start(next), Math.min(tree.end(next), tree.start(next) + most));
    else {
      const isObject = kind === Kind.Object;
      const parts: (NodeId | string)[] = [isObject ? '{' : '['];
      let count = 0;
      for (let child = next + 1; child < tree.after(next); child = tree.after(child)) {
        if (count > 0) parts.push(', ');
        if (isObject) parts.push(`${JSON.stringify(view.shownKey(child))}: `);
        parts.push(child);
        // More would not be shown anyway.
        if (++count > most) break;
      }
      parts.push(isObject ? '}' : ']');
      for (let index = parts.length - 1; index >= 0; index--) pending.push(parts[index]!);
    }
  }
  return out;
}
