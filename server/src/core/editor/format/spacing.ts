import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** White space between the parts of JSON. */
export interface Spacing {
  /** Between two entries, and inside brackets; '' for all on one line. */
  readonly lineBreak: string;
  /** For each level, behind a line break. */
  readonly indent: string;
  /** Behind a colon. */
  readonly colon: string;
}

/** Real flows are nested less than 40 deep; each level makes every line of it longer. */
const MAX_DEPTH = 100;

const OPEN_OBJECT = 123;
const OPEN_ARRAY = 91;
const CLOSE_OBJECT = 125;
const CLOSE_ARRAY = 93;
const COMMA = 44;
const COLON = 58;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * The edits that give JSON without problems another spacing, in order: each takes the place of the white space between two parts, where
 * that differs. Nothing within strings, before `span` or behind it is touched. Undefined for JSON that is nested too deep.
 */
export function spacingEdits(text: string, span: Span, spacing: Spacing): TextEdit[] | undefined {
  const breaks: string[] = [];
  for (let level = 0; level <= MAX_DEPTH; level++)
    breaks.push(spacing.lineBreak === '' ? '' : spacing.lineBreak + spacing.indent.repeat(level));
  const edits: TextEdit[] = [];
  let depth = 0;
  /** The first unit of the part before, and where it ends. */
  let before = 0;
  let gap = span.start;
  for (let at = span.start; at < span.end; ) {
    const unit = text.charCodeAt(at);
    if (isBlank(unit)) {
      at++;
      continue;
    }
    if (isClose(unit)) depth--;
    if (before !== 0) {
      const wanted = between(before, unit, spacing, breaks[depth] ?? '');
      if (at - gap !== wanted.length || !text.startsWith(wanted, gap))
        edits.push({ span: { start: gap, end: at }, newText: wanted });
    }
    if (isOpen(unit) && ++depth > MAX_DEPTH) return undefined;
    at = partEnd(text, at, span.end);
    before = unit;
    gap = at;
  }
  return edits;
}

function between(before: number, unit: number, { colon }: Spacing, lineBreak: string): string {
  if (unit === COMMA || unit === COLON) return '';
  if (before === COLON) return colon;
  // Nothing stands in an empty object or list.
  return isClose(unit) && isOpen(before) ? '' : lineBreak;
}

/** Behind a bracket, a comma, a colon, a string, a number or a word. */
function partEnd(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  let at = start + 1;
  if (first === QUOTE) {
    while (at < end && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
    return at + 1;
  }
  if (isMark(first)) return at;
  while (at < end && !isMark(text.charCodeAt(at)) && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}

function isOpen(unit: number): boolean {
  return unit === OPEN_OBJECT || unit === OPEN_ARRAY;
}

function isClose(unit: number): boolean {
  return unit === CLOSE_OBJECT || unit === CLOSE_ARRAY;
}

function isMark(unit: number): boolean {
  return isOpen(unit) || isClose(unit) || unit === COMMA || unit === COLON || unit === QUOTE;
}
