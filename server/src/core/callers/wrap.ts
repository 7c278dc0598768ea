import type { Expr } from '../expressions/index.ts';
import { encodeString } from '../json/escapes.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** Functions that always give a text, and refuse nothing that their argument can be. */
const GIVES_TEXT = new Set([
  'concat',
  'string',
  'tolower',
  'toupper',
  'trim',
  'substring',
  'slice',
  'replace',
  'join',
  'base64tostring',
  'decodebase64',
  'decodeuricomponent',
  'uricomponenttostring',
  'uricomponent',
  'encodeuricomponent',
]);

/**
 * What has to stand around an expression so that it is a text whatever it holds: Microsoft's reference says that `string()`
 * turns null into an empty text, as an interpolation does, where text functions refuse null and numbers.
 */
export function textOf(expr: Expr): readonly [string, string] {
  const isText = expr.kind === 'string' || (expr.kind === 'call' && GIVES_TEXT.has(expr.lowerName));
  return isText ? ['', ''] : ['string(', ')'];
}

/** Edits that put text before and after an expression in the string `node`. */
export function wrapEdits(
  tree: JsonTree,
  node: NodeId,
  expr: Expr,
  before: string,
  after: string,
): readonly TextEdit[] {
  const span = tree.spanInString(node, expr.span);
  return [
    { span: { start: span.start, end: span.start }, newText: encodeString(before) },
    { span: { start: span.end, end: span.end }, newText: encodeString(after) },
  ];
}
