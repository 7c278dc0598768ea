import type { Span } from '../../text/span.ts';
import { decodeAttribute, decodeContent } from './escape.ts';
import { rawSpan } from './offsets.ts';

/** A piece of text in an XML file as it is written: the inside of an attribute's quotes, or what stands between two tags. */
export interface XmlText {
  readonly span: Span;
  /** Name of the element it belongs to; '' before the root. */
  readonly element: string;
  /** Name of the attribute; undefined for text between tags. */
  readonly attribute: string | undefined;
  /** `plain` is not to be decoded: the inside of a CDATA section or a comment. */
  readonly plain: boolean;
}

/** What a piece of text means; `file` is what it stands in. */
export function meaningOf(file: string, { span, attribute, plain }: XmlText): string {
  const raw = file.slice(span.start, span.end);
  if (plain) return raw;
  return attribute === undefined ? decodeContent(raw) : decodeAttribute(raw);
}

/** Where a part of that meaning stands in the file. */
export function spanInText(file: string, text: XmlText, part: Span): Span {
  const { start, end } = text.span;
  const raw = file.slice(start, end);
  const inside = text.plain || !/[&<\r]/.test(raw) ? part : rawSpan(raw, part);
  return { start: start + inside.start, end: start + inside.end };
}

/**
 * Calls `visit` for each text of `least` characters or more that is not blank, in order. No parser: damaged files are read as far as they make
 * sense, and nothing is copied, so that megabytes of forms and views cost little. Linear; at most `limit` characters.
 */
export function eachXmlText(
  text: string,
  least: number,
  visit: (found: XmlText) => void,
  limit = 16_000_000,
): void {
  const length = Math.min(text.length, limit);
  let element = '';
  let split = -1;
  let at = text.indexOf('<');
  while (at !== -1 && at < length) {
    let end: number;
    if (text.startsWith('<![CDATA[', at)) end = plain(text, at + 9, ']]>', element, least, visit);
    else if (text.startsWith('<!--', at)) end = plain(text, at + 4, '-->', element, least, visit);
    else {
      const mark = text.charCodeAt(at + 1);
      // <? <!
      if (mark === 63 || mark === 33) end = text.indexOf('>', at) + 1;
      else if (mark === 47) end = text.indexOf('>', at) + 1;
      else {
        element = nameAt(text, at + 1);
        end = attributes(text, at + 1 + element.length, element, least, visit);
      }
    }
    if (end <= 0) return;
    at = text.indexOf('<', end);
    const stop = at === -1 ? length : at;
    if (stop - end >= least && !isBlank(text, end, stop))
      visit({ span: { start: end, end: stop }, element, attribute: undefined, plain: false });
    if (at === -1 || text.charCodeAt(at + 1) !== 33 || end <= split) continue;
    // A section or a comment goes on with the text: what means one text is seen as one, besides its pieces.
    split = endOfContent(text, at);
    if (split - end >= least && isTorn(text, end, split))
      visit({ span: { start: end, end: split }, element, attribute: undefined, plain: false });
  }
}

/** Where the content ends that has a section or a comment at `at`: before the next tag, or where nothing closes it. */
function endOfContent(text: string, at: number): number {
  for (let open = at; ; ) {
    const mark = text.startsWith('<![CDATA[', open)
      ? ']]>'
      : text.startsWith('<!--', open)
        ? '-->'
        : undefined;
    if (mark === undefined) return open;
    const close = text.indexOf(mark, open + 4);
    const next = close === -1 ? -1 : text.indexOf('<', close + mark.length);
    if (next === -1) return open;
    open = next;
  }
}

/** Do two pieces that mean something stand there without a blank between them? */
function isTorn(text: string, start: number, end: number): boolean {
  return /[^\s>]<!(?:--|\[CDATA\[)|(?:--|\]\])>[^\s<]|\]\]><!/.test(text.slice(start, end));
}

/** Most of what stands between tags is indentation. */
function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 32) return false;
  return true;
}

function plain(
  text: string,
  start: number,
  mark: string,
  element: string,
  least: number,
  visit: (found: XmlText) => void,
): number {
  const end = text.indexOf(mark, start);
  if (end === -1) return 0;
  if (end - start >= least) visit({ span: { start, end }, element, attribute: undefined, plain: true });
  return end + mark.length;
}

/** Offset behind the `>` of the tag; 0 when it does not end. */
function attributes(
  text: string,
  from: number,
  element: string,
  least: number,
  visit: (found: XmlText) => void,
): number {
  let nameStart = -1;
  let nameEnd = -1;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 62) return at + 1;
    if (unit === 34 || unit === 39) {
      const end = text.indexOf(unit === 34 ? '"' : "'", at + 1);
      if (end === -1) return 0;
      if (end - at > least) {
        const attribute = nameStart === -1 ? '' : text.slice(nameStart, nameEnd);
        visit({ span: { start: at + 1, end }, element, attribute, plain: false });
      }
      at = end;
      nameStart = -1;
    } else if (unit > 32 && unit !== 61 && unit !== 47) {
      if (nameStart === -1 || nameEnd < at) nameStart = at;
      nameEnd = at + 1;
    }
  }
  return 0;
}

const MAX_NAME = 200;

function nameAt(text: string, start: number): string {
  let end = start;
  while (end < text.length && end - start < MAX_NAME) {
    const unit = text.charCodeAt(end);
    if (unit <= 32 || unit === 47 || unit === 62) break;
    end++;
  }
  return text.slice(start, end);
}
