import { styleBeside } from '../../json/style.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';

/** True where two texts are written in another form: indentation, line ends, byte order mark, escapes. */
export function formDiffers(base: JsonTree, head: JsonTree): boolean {
  if (base.text.startsWith('\uFEFF') !== head.text.startsWith('\uFEFF')) return true;
  const [was, now] = [firstInside(base), firstInside(head)];
  if (was === NONE || now === NONE) return false;
  const [old, young] = [styleBeside(base, was), styleBeside(head, now)];
  return old.lineBreak !== young.lineBreak || old.indent !== young.indent || old.colon !== young.colon;
}

function firstInside(tree: JsonTree): NodeId {
  return tree.firstChild(tree.root);
}
