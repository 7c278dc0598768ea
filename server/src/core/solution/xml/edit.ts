import type { TextEdit } from '../../text/textEdit.ts';
import type { XmlElement } from './document.ts';
import { escapeAttribute, escapeText } from './escape.ts';

/** An element to write. */
export interface NewElement {
  readonly name: string;
  readonly attributes?: readonly (readonly [string, string])[];
  readonly text?: string;
  readonly children?: readonly NewElement[];
}

/** How a file writes its elements. `indent` is one level; with `eol` '' everything stands on one line. */
export interface XmlStyle {
  readonly eol: string;
  readonly indent: string;
}

/** Writes an element whose own line is already indented by `base`. */
export function writeElement(element: NewElement, style: XmlStyle, base = ''): string {
  const attributes = (element.attributes ?? [])
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join('');
  const { name, text, children = [] } = element;
  if (children.length > 0) {
    const level = style.eol === '' ? '' : base + style.indent;
    const inner = children.map((one) => style.eol + level + writeElement(one, style, level)).join('');
    return `<${name}${attributes}>${inner}${style.eol}${style.eol === '' ? '' : base}</${name}>`;
  }
  if (text === undefined) return `<${name}${attributes} />`;
  return `<${name}${attributes}>${escapeText(text, style.eol || '\n')}</${name}>`;
}

/** Blanks before `offset` when nothing else stands before it on its line; undefined otherwise. */
function ownIndent(text: string, offset: number): string | undefined {
  let at = offset;
  while (at > 0 && (text.charCodeAt(at - 1) === 32 || text.charCodeAt(at - 1) === 9)) at--;
  if (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) {
    return undefined;
  }
  return text.slice(at, offset);
}

/** Line break that ends the line before `offset`; '' on the first line. */
function breakBefore(text: string, offset: number): string {
  const at = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1));
  if (at === -1) return '';
  if (text[at] === '\r') return '\r';
  return text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** Line end and one level of indentation of a file; one line break and two blanks when the file shows none. */
export function styleOf(text: string): XmlStyle {
  const at = text.indexOf('\n');
  const eol = at === -1 ? (text.includes('\r') ? '\r' : '') : text[at - 1] === '\r' ? '\r\n' : '\n';
  const indented = /[\r\n]([ \t]{1,8})</.exec(text.slice(0, 20_000));
  return { eol, indent: indented?.[1] ?? '  ' };
}

/** Style around an element: its own line break and how much deeper it stands than its parent. */
function styleAt(text: string, parent: XmlElement, child?: XmlElement): { style: XmlStyle; level: string } {
  const file = styleOf(text);
  const childIndent = child && ownIndent(text, child.start);
  const parentIndent = ownIndent(text, parent.start);
  if (child !== undefined) {
    if (childIndent === undefined || breakBefore(text, child.start) === '')
      return { style: { eol: '', indent: '' }, level: '' };
    const deeper = parentIndent !== undefined && childIndent.startsWith(parentIndent);
    const indent = deeper ? childIndent.slice(parentIndent.length) || file.indent : file.indent;
    return { style: { eol: breakBefore(text, child.start), indent }, level: childIndent };
  }
  if (parentIndent === undefined || file.eol === '') return { style: { eol: '', indent: '' }, level: '' };
  return {
    style: { eol: breakBefore(text, parent.start) || file.eol, indent: file.indent },
    level: parentIndent + file.indent,
  };
}

/** Inserts `element` behind the child `after` of `parent`, or before `before`; as the last child without either. */
export function insertChild(
  text: string,
  parent: XmlElement,
  element: NewElement,
  place: { readonly after?: XmlElement | undefined; readonly before?: XmlElement | undefined } = {},
): TextEdit {
  const before = place.after === undefined ? place.before : undefined;
  const after = before === undefined ? (place.after ?? parent.children.at(-1)) : undefined;
  const neighbour = after ?? before;
  const { style, level } = styleAt(text, parent, neighbour);
  const written = writeElement(element, style, level);
  if (after !== undefined) return insertion(after.end, style.eol + level + written);
  if (before !== undefined) return insertion(before.start, written + style.eol + level);
  const closingIndent =
    style.eol === '' ? '' : style.eol + level.slice(0, level.length - style.indent.length);
  const inside = style.eol + level + written;
  if (parent.selfClosing) {
    let start = parent.end - 2;
    while (start > 0 && /\s/.test(text[start - 1]!)) start--;
    return { span: { start, end: parent.end }, newText: `>${inside}${closingIndent}</${parent.name}>` };
  }
  let start = parent.closeStart;
  while (start > parent.openEnd && /\s/.test(text[start - 1]!)) start--;
  return { span: { start, end: parent.closeStart }, newText: inside + closingIndent };
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

/** Removes an element with the line it stands on, when nothing else stands there. */
export function removeElement(text: string, element: XmlElement): TextEdit {
  const indent = ownIndent(text, element.start);
  let end = element.end;
  while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
  const alone = end === text.length || text[end] === '\n' || text[end] === '\r';
  const lineBreak = indent === undefined ? '' : breakBefore(text, element.start);
  if (indent === undefined || !alone || lineBreak === '')
    return { span: { start: element.start, end: element.end }, newText: '' };
  return { span: { start: element.start - indent.length - lineBreak.length, end }, newText: '' };
}

/** Replaces the text of an element without child elements. */
export function replaceText(text: string, element: XmlElement, value: string): TextEdit {
  const written = escapeText(value, styleOf(text).eol || '\n');
  if (!element.selfClosing)
    return { span: { start: element.openEnd, end: element.closeStart }, newText: written };
  let start = element.end - 2;
  while (start > 0 && /\s/.test(text[start - 1]!)) start--;
  return { span: { start, end: element.end }, newText: `>${written}</${element.name}>` };
}
