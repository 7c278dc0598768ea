import { addElements } from '../../../json/edits.ts';
import type { JsonTree, NodeId } from '../../../json/tree.ts';
import type { TextEdit } from '../../../text/textEdit.ts';

/**
 * Adds elements at the end of a list in a JSON text with comments, in its style. A comment stays behind what it is about.
 * `tree` has blanks in place of the comments; `text` is the file.
 */
export function appendElements(
  text: string,
  tree: JsonTree,
  array: NodeId,
  values: readonly unknown[],
): TextEdit[] {
  const [edit] = addElements(tree, array, values);
  if (edit === undefined) return [];
  const last = tree.children(array).at(-1);
  if (last === undefined) {
    // The edit replaces what is between the brackets.
    if (text.slice(edit.span.start, edit.span.end).trim() === '') return [edit];
    const at = { start: edit.span.start, end: edit.span.start };
    return [{ span: at, newText: edit.newText.trimEnd() }];
  }
  const end = tree.end(last);
  const written = edit.newText.slice(1);
  const comma = skipBlanks(tree.text, end);
  const hasComma = tree.text[comma] === ',';
  const behind = hasComma ? comma + 1 : end;
  // On one line the element would become a part of the comment.
  const at = /^[\r\n]/.test(written) ? behindComment(text, tree.text, behind) : behind;
  if (hasComma || at === behind)
    return [{ span: { start: at, end: at }, newText: (hasComma ? '' : ',') + written }];
  return [
    { span: { start: end, end }, newText: ',' },
    { span: { start: at, end: at }, newText: written },
  ];
}

/** Behind a comment that begins on the same line and ends it. */
function behindComment(text: string, blanked: string, from: number): number {
  let lineEnd = from;
  while (lineEnd < text.length && text[lineEnd] !== '\n' && text[lineEnd] !== '\r') lineEnd++;
  const raw = text.slice(from, lineEnd);
  const isComment = /^[ \t]*\/\//.test(raw) && blanked.slice(from, lineEnd).trim() === '';
  return isComment ? lineEnd : from;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  return at;
}
