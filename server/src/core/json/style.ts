import { type JsonTree, NONE, type NodeId } from './tree.ts';

/** How the file writes JSON around a place; new text follows it. */
export interface Style {
  /** Line break and indentation of one property; '' when everything stands on one line. */
  readonly lineBreak: string;
  /** One more level; '' on one line. */
  readonly indent: string;
  /** Between colon and value. */
  readonly colon: ': ' | ':';
  /** After a comma on one line. */
  readonly comma: ', ' | ',';
  /** Inside the braces of an object on one line. */
  readonly padding: ' ' | '';
}

/** Style of a property or element, as the text before it shows. */
export function styleBeside(tree: JsonTree, node: NodeId): Style {
  const { text } = tree;
  const start = tree.propertySpan(node).start;
  const colon = colonOf(tree, node);
  const lineStart = lineStartBefore(text, start);
  if (lineStart === -1) {
    return { lineBreak: '', indent: '', colon, comma: commaOf(tree, node), padding: paddingOf(tree, node) };
  }
  const own = text.slice(lineStart, start);
  const parent = tree.parent(node);
  const parentIndent = parent === NONE ? '' : indentAt(text, tree.propertySpan(parent).start);
  const indent =
    own.startsWith(parentIndent) && own.length > parentIndent.length ? own.slice(parentIndent.length) : '  ';
  return { lineBreak: eolBefore(text, lineStart) + own, indent, colon, comma: ', ', padding: '' };
}

/** An empty object shows nothing: look at the property it is, or at a neighbour of it. */
export function styleOfEmpty(tree: JsonTree, object: NodeId): Style {
  const beside = styleBeside(tree, object);
  if (beside.lineBreak === '') return beside;
  return { ...beside, lineBreak: beside.lineBreak + beside.indent };
}

/** Start of the line when only blanks stand between it and `offset`; -1 otherwise, and on the first line of a one-line file. */
function lineStartBefore(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && (text.charCodeAt(at - 1) === 32 || text.charCodeAt(at - 1) === 9)) at--;
  if (at === 0) return -1;
  const unit = text.charCodeAt(at - 1);
  return unit === 10 || unit === 13 ? at : -1;
}

function eolBefore(text: string, lineStart: number): string {
  if (text[lineStart - 1] === '\r') return '\r';
  return text[lineStart - 2] === '\r' ? '\r\n' : '\n';
}

function indentAt(text: string, offset: number): string {
  let lineStart = offset;
  while (lineStart > 0 && text.charCodeAt(lineStart - 1) !== 10 && text.charCodeAt(lineStart - 1) !== 13)
    lineStart--;
  let end = lineStart;
  while (end < text.length && (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9)) end++;
  return text.slice(lineStart, end);
}

/** `: ` unless the nearest property is written without the blank. */
function colonOf(tree: JsonTree, node: NodeId): Style['colon'] {
  for (let at = node; at !== NONE; at = tree.parent(at)) {
    if (!tree.hasKey(at)) continue;
    const between = tree.text.slice(tree.keySpan(at).end, tree.start(at));
    return between.endsWith(':') ? ':' : ': ';
  }
  return ': ';
}

/** `, ` when the file writes a blank behind commas on one line. */
function commaOf(tree: JsonTree, node: NodeId): Style['comma'] {
  for (let at = node; at !== NONE; at = tree.parent(at)) {
    const siblings = tree.parent(at) === NONE ? [] : tree.children(tree.parent(at));
    const first = siblings[0];
    const second = siblings[1];
    if (first === undefined || second === undefined) continue;
    return tree.text.charCodeAt(tree.propertySpan(second).start - 1) === 32 ? ', ' : ',';
  }
  return colonOf(tree, node) === ':' ? ',' : ', ';
}

/** A blank when the nearest object around the node, on its line, has one behind its brace. */
function paddingOf(tree: JsonTree, node: NodeId): Style['padding'] {
  for (let at = tree.parent(node); at !== NONE; at = tree.parent(at)) {
    if (tree.isObject(at)) return tree.text.charCodeAt(tree.start(at) + 1) === 32 ? ' ' : '';
  }
  return '';
}

/** JSON in the given style. Short arrays of scalars inside objects are laid out like the rest of the file: one per line. */
export function write(value: unknown, style: Style): string {
  if (style.lineBreak === '') return writeFlat(value, style);
  const eol = style.lineBreak.startsWith('\r\n') ? '\r\n' : style.lineBreak[0]!;
  const base = style.lineBreak.slice(eol.length);
  return JSON.stringify(value, undefined, style.indent).replaceAll('\n', eol + base);
}

function writeFlat(value: unknown, style: Style): string {
  if (Array.isArray(value)) return `[${value.map((one) => writeFlat(one, style)).join(style.comma)}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([key, one]) => `${JSON.stringify(key)}${style.colon}${writeFlat(one, style)}`,
    );
    if (entries.length === 0) return '{}';
    return `{${style.padding}${entries.join(style.comma)}${style.padding}}`;
  }
  return JSON.stringify(value);
}
