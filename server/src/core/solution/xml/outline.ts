import type { Span } from '../../text/span.ts';
import { MAX_XML_LENGTH, readXml, tagEnd, type XmlProblem } from './document.ts';

/** A child of the root element, unread. */
export interface Section extends Span {
  readonly name: string;
}

/** The root element of a large file and what stands directly below it. */
export interface Outline {
  readonly name: string;
  readonly start: number;
  /** Behind the start tag of the root. */
  readonly openEnd: number;
  /** Where the end tag of the root begins. */
  readonly closeStart: number;
  readonly sections: readonly Section[];
  /** Set when the file ends before its elements do, or has one end tag too many; then sections may be missing. */
  readonly problem: XmlProblem | undefined;
}

/**
 * Finds the children of the root element without parsing what they hold. A customizations file has megabytes of forms and
 * views around the few elements that concern flows, and damage in one of those should not hide the others. Linear.
 */
export function outline(text: string): Outline {
  const sections: Section[] = [];
  let name = '';
  let start = 0;
  let openEnd = 0;
  let depth = 0;
  let section = { name: '', start: 0 };
  const length = Math.min(text.length, MAX_XML_LENGTH);
  const result = (closeStart: number, problem?: XmlProblem): Outline => {
    return { name, start, openEnd, closeStart, sections, problem };
  };
  for (let at = text.indexOf('<'); at !== -1 && at < length; ) {
    const mark = text.charCodeAt(at + 1);
    let end: number;
    if (mark === 33 || mark === 63) end = skipMarkup(text, at);
    else if (mark === 47) {
      end = text.indexOf('>', at) + 1;
      depth--;
      if (depth === 1 && end > 0) sections.push({ ...section, end });
      if (depth === 0) return result(at, end === 0 ? damage(text) : undefined);
      if (depth < 0) return result(at, damage(text));
    } else {
      end = tagEnd(text, at);
      const closed = end > 0 && text.charCodeAt(end - 2) === 47;
      if (depth === 1) {
        section = { name: tagName(text, at), start: at };
        if (closed) sections.push({ ...section, end });
      } else if (depth === 0) {
        name = tagName(text, at);
        start = at;
        openEnd = end;
        if (closed) return result(end);
      }
      if (!closed) depth++;
    }
    if (end <= 0) break;
    at = text.indexOf('<', end);
  }
  return result(text.length, damage(text));
}

/** Comment, CDATA section, declaration or document type: offset behind it, 0 when it does not end. */
function skipMarkup(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return behind(text, ']]>', at + 9);
  if (text.startsWith('<?', at)) return behind(text, '?>', at + 2);
  const close = text.indexOf('>', at);
  const bracket = text.indexOf('[', at);
  if (bracket === -1 || bracket > close) return close + 1;
  return behind(text, '>', behind(text, ']', bracket));
}

function behind(text: string, mark: string, from: number): number {
  const found = from <= 0 ? -1 : text.indexOf(mark, from);
  return found === -1 ? 0 : found + mark.length;
}

function tagName(text: string, at: number): string {
  let end = at + 1;
  while (end < text.length && !' \t\r\n/>'.includes(text[end]!)) end++;
  return text.slice(at + 1, Math.min(end, at + 200));
}

/** Rare, so the full parser may look for the exact place. */
function damage(text: string): XmlProblem {
  return (
    readXml(text).problem ?? {
      message: 'This XML is not well-formed.',
      span: { start: Math.max(0, text.length - 1), end: text.length },
    }
  );
}
