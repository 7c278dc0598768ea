// Edits of the text of a config in the style in which it is written: comments, trailing commas and everything else stay.
import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { TextEdit } from '../../text/textEdit.ts';

/** A text that something can be added to. */
export interface ConfigText {
  /** As it is read: without byte order mark, of the same length. */
  readonly text: string;
  readonly root: Node;
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
}

/**
 * Reads a text for a change, and makes the edits. A text without anything in it gets `initial`, a whole config. Undefined when the
 * text is no config that can be changed. Never throws.
 */
export function editConfig(
  text: string,
  initial: object,
  edit: (config: ConfigText) => readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  // A byte order mark is no JSON for the parser; a space keeps the offsets.
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (json.trim() === '') {
    const newText = `${lines(initial, '  ', '').join(eol)}${eol}`;
    return [{ span: { start: text.length - json.trimStart().length, end: text.length }, newText }];
  }
  try {
    const errors: ParseError[] = [];
    const root = parseTree(json, errors, { allowTrailingComma: true });
    if (root?.type !== 'object' || errors.length > 0) return undefined;
    return edit({ text: json, root, eol, unit: indentUnit(json, root) });
  } catch {
    // jsonc-parser walks recursively: only the stack can have run out.
    return undefined;
  }
}

/**
 * The edits that add a value at the end of an object, under a key, or of a list, without one, in the style of what stands there.
 */
export function insert(
  { text, eol, unit }: ConfigText,
  container: Node,
  key: string | undefined,
  value: unknown,
): TextEdit[] {
  const last = container.children?.at(-1);
  const close = container.offset + container.length - 1;
  const outer = indentAt(text, container.offset);
  const isOneLine = last !== undefined && !text.slice(container.offset, last.offset).includes('\n');
  const inner = isOneLine || last === undefined ? outer + unit : indentAt(text, last.offset);
  // An entry beside others is written as they are; the first one on lines of its own.
  const spread =
    last === undefined || key !== undefined || text.slice(last.offset, ends(last)).includes('\n');
  const label = key === undefined ? '' : `${JSON.stringify(key)}: `;
  const formatted = (style: 'lines' | 'line'): string =>
    label + (style === 'line' ? line(value) : lines(value, unit, inner).join(eol));
  const tail = trailing(text, last === undefined ? container.offset + 1 : ends(last), close);
  if (last === undefined) {
    // Comments inside stay in front of what is new.
    const before = text.slice(container.offset + 1, close).trimEnd();
    const at = container.offset + 1 + before.length;
    const newText = `${eol}${inner}${formatted('lines')}${eol}${outer}`;
    return [{ span: { start: at, end: close }, newText }];
  }
  const comma = tail.hasComma ? [] : [{ span: { start: ends(last), end: ends(last) }, newText: ',' }];
  if (isOneLine && !tail.hasLineComment) {
    const isBraceBesideBracket = key === undefined && spread;
    const one = isBraceBesideBracket ? lines(value, unit, outer).join(eol) : formatted('line');
    const newText = ` ${one}${tail.hasComma ? ',' : ''}`;
    return merged([...comma, { span: { start: tail.end, end: tail.end }, newText }]);
  }
  const newText = `${eol}${inner}${formatted(spread ? 'lines' : 'line')}${tail.hasComma ? ',' : ''}`;
  return merged([...comma, { span: { start: tail.end, end: tail.end }, newText }]);
}

/** Two insertions at one place are one. */
function merged(edits: TextEdit[]): TextEdit[] {
  const [first, second] = edits;
  if (first === undefined || second === undefined || first.span.end !== second.span.start) return edits;
  return [{ span: first.span, newText: first.newText + second.newText }];
}

function ends(node: Node): number {
  return node.offset + node.length;
}

/** The comma and the comments that follow a value on its line. */
function trailing(
  text: string,
  from: number,
  close: number,
): { readonly end: number; readonly hasComma: boolean; readonly hasLineComment: boolean } {
  const scanner = createScanner(text);
  scanner.setPosition(from);
  let end = from;
  let hasComma = false;
  let hasLineComment = false;
  let isSameLine = true;
  while (scanner.scan() !== EOF && scanner.getTokenOffset() < close) {
    const token = scanner.getToken();
    if (token === LINE_BREAK) isSameLine = false;
    const counts = token === COMMA || (isSameLine && (token === LINE_COMMENT || token === BLOCK_COMMENT));
    if (!counts) continue;
    if (token === COMMA) {
      hasComma = true;
      isSameLine = true;
    }
    if (token === LINE_COMMENT) hasLineComment = true;
    end = scanner.getTokenOffset() + scanner.getTokenLength();
  }
  return { end, hasComma, hasLineComment };
}

// jsonc-parser's `SyntaxKind` is a const enum, which isolated modules cannot use.
const COMMA = 5;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const LINE_BREAK = 14;
const EOF = 17;

/** White space at the beginning of the line. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]{0,200}/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** One level, as the first property of the file has it. */
function indentUnit(text: string, root: Node): string {
  const first = root.children?.[0];
  const isOwnLine = first !== undefined && text.slice(root.offset, first.offset).includes('\n');
  return (isOwnLine && indentAt(text, first.offset)) || '  ';
}

/** On lines of its own, without the indentation of the first. */
function lines(value: unknown, unit: string, indent: string): string[] {
  return JSON.stringify(value, null, unit)
    .split('\n')
    .map((one, index) => (index === 0 ? one : indent + one));
}

/** On one line, with spaces as people write them. */
function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const properties = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${line(one)}`);
  return `{ ${properties.join(', ')} }`;
}
