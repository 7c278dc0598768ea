import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import { secretSpans } from '../../secrets/detect/withoutSecrets.ts';
import { cutText } from '../../text/cut.ts';
import type { Span } from '../../text/span.ts';
import { TextSet } from '../../text/textSet.ts';
import { quotedForms } from '../../text/writtenForms.ts';

/**
 * What stands in place of secrets while texts are compared: one character each, so that no two secrets have anything in common, and
 * that of a text differs where another secret took its place. Private use characters that no known font has.
 */
const FIRST_MARK = 0x10f000;
const LAST_MARK = 0x10fffd;
const MARKS = /[\u{10F000}-\u{10FFFD}]/gu;
/** What readers get in its place. */
const SECRET = '(secret)';

/** A text for readers. */
export function unmarked(text: string): string {
  return text.replace(MARKS, SECRET);
}

/** The secrets in a text, in order: equal for texts that hold the same ones. '' for none. */
export function marksIn(text: string): string {
  return text.match(MARKS)?.join('') ?? '';
}

export const MOST_NAME = 300;

/** An exchange of a part of a text. */
export interface Exchange {
  readonly span: Span;
  readonly text: string;
}

/** Hides what is secret in either version, wherever and however it is written, and whatever is one by its own form. */
export class Masks {
  readonly #known: TextSet;
  readonly #marks = new Map<string, string>();

  /** @param texts The secrets that were found in both versions. */
  constructor(texts: Iterable<string>) {
    this.#known = new TextSet([...texts].flatMap(quotedForms));
  }

  /**
   * The text with a mark for each secret (`unmarked` makes words of them), not cut and not escaped.
   * @param spans Where it holds secrets for certain.
   * @param exchanges Names to be written in another way; one within a secret is not made.
   */
  marked(text: string, spans: readonly Span[] = [], exchanges: readonly Exchange[] = []): string {
    const hidden = [...spans, ...this.#known.find(text), ...secretSpans(text)];
    if (hidden.length === 0 && exchanges.length === 0) return text;
    const parts: Exchange[] = merged(hidden, text.length).map((span) => ({
      span,
      text: this.markOf(text.slice(span.start, span.end)),
    }));
    const secret = parts.map(({ span }) => span);
    for (const one of exchanges) if (!secret.some((span) => overlaps(span, one.span))) parts.push(one);
    return exchanged(text, parts);
  }

  /** What stands for a secret: the same for the same one. */
  markOf(secret: string): string {
    let mark = this.#marks.get(secret);
    if (mark === undefined) {
      mark = String.fromCodePoint(Math.min(FIRST_MARK + this.#marks.size, LAST_MARK));
      this.#marks.set(secret, mark);
    }
    return mark;
  }

  /** A name for readers, cut where it is longer than any that the platform takes. */
  name(text: string): string {
    return cutText(unmarked(this.marked(text)), MOST_NAME);
  }
}

/** The text after exchanges, which may stand in any order and do not overlap. */
export function exchanged(text: string, exchanges: readonly Exchange[]): string {
  let result = '';
  let at = 0;
  for (const { span, text: other } of [...exchanges].sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(at, span.start) + other;
    at = span.end;
  }
  return result + text.slice(at);
}

/** True where all of a text is one secret: what takes its place is one as well, unless it says nothing. */
export function isWholly(text: string, spans: readonly Span[]): boolean {
  return text !== '' && spans.some(({ start, end }) => start <= 0 && end >= text.length);
}

/** True for a text that can be no secret: empty, an expression, a placeholder. */
export function cannotBeSecret(text: string): boolean {
  return text.trim() === '' || text.startsWith('@') || isPlaceholder(text);
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function merged(spans: readonly Span[], length: number): Span[] {
  const result: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(0, start), Math.min(length, end)];
    if (to <= from) continue;
    const last = result.at(-1);
    if (last !== undefined && from <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, to) };
    else result.push({ start: from, end: to });
  }
  return result;
}
