import { type XmlElement as ParsedElement, parseXml, XmlError } from '@rgrove/parse-xml';
import type { Span } from '../../text/span.ts';
import { decodeAttribute, decodeContent } from './escape.ts';
import { inWords, reasonOf } from './reasons.ts';

/** Longest text read. The largest customizations files have some four million characters. */
export const MAX_XML_LENGTH = 32_000_000;

/** An element with its exact places, as offsets in the file. */
export interface XmlElement {
  readonly name: string;
  readonly start: number;
  /** Behind the last `>`. */
  readonly end: number;
  /** Behind the `>` of the start tag; equals `end` when the element closes itself. */
  readonly openEnd: number;
  /** Where the end tag begins; equals `end` when the element closes itself. */
  readonly closeStart: number;
  readonly selfClosing: boolean;
  readonly children: readonly XmlElement[];
}

export interface XmlProblem {
  /** Plain English; holds no text of the file but element and attribute names. */
  readonly message: string;
  readonly span: Span;
}

/** A value with the place of its raw text: inside the quotes, or between the tags. */
export interface XmlValue {
  readonly value: string;
  readonly span: Span;
}

/** `text` is the whole file, also when only a part of it was parsed. */
export interface XmlDocument {
  readonly text: string;
  /** Undefined when the file is damaged; then `problem` says why. */
  readonly root: XmlElement | undefined;
  readonly problem: XmlProblem | undefined;
}

/** What was parsed last, newest first, while somebody still holds it: each offered repair looks at the same large files. */
let recent: readonly { readonly part: Span | undefined; readonly document: WeakRef<XmlDocument> }[] = [];
const MOST_RECENT = 4;

/** Parses a file, or the one element at `part`. Never throws. Entities of a document type are not expanded. */
export function readXml(text: string, part?: Span): XmlDocument {
  for (const one of recent) {
    if (one.part?.start !== part?.start || one.part?.end !== part?.end) continue;
    const known = one.document.deref();
    if (known?.text === text) return known;
  }
  const document = parse(text, part);
  recent = [{ part, document: new WeakRef(document) }, ...recent.slice(0, MOST_RECENT - 1)];
  return document;
}

/**
 * The library counts characters, not code units, beyond the basic plane; those are masked before, unit for unit, and values
 * are decoded from the file itself. Half a pair is no character: it is damage, as any other parser says.
 */
function parse(text: string, part: Span | undefined): XmlDocument {
  const base = part?.start ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const end = part?.end ?? text.length;
  if (end - base > MAX_XML_LENGTH) return failed(text, base, 'This file is too large to be read.');
  const masked = text.slice(base, end).replace(/[\ud800-\udbff][\udc00-\udfff]/g, '\ue000\ue000');
  try {
    const { root } = parseXml(masked, { includeOffsets: true, ignoreUndefinedEntities: true });
    if (root === null) return failed(text, base, 'This XML holds no element.');
    return { text, root: convert(text, base, root), problem: undefined };
  } catch (error) {
    if (error instanceof XmlError) {
      const { at, reason } = damageAt(masked, error.pos, describe(error.message, masked));
      return failed(text, base + at, `This XML is not well-formed: ${inWords(reason)}.`);
    }
    return failed(text, base, 'This XML is nested too deeply to be read.');
  }
}

function failed(text: string, at: number, message: string): XmlDocument {
  const start = Math.max(0, Math.min(at, text.length));
  return {
    text,
    root: undefined,
    problem: { message, span: { start, end: Math.min(start + 1, text.length) } },
  };
}

/** The library tells where it gave up; what it stumbled over stands there or before. */
function damageAt(
  text: string,
  pos: number,
  reason: string,
): { readonly at: number; readonly reason: string } {
  const back = (mark: string): number => Math.max(0, text.lastIndexOf(mark, pos - 1));
  if (reason.startsWith('unterminated reference'))
    return { at: back('&'), reason: 'an "&" that begins no reference must be written as "&amp;"' };
  if (/\bcharacter reference\b/.test(reason)) return { at: back('&'), reason };
  if (reason.startsWith('unclosed start tag')) return { at: back('<'), reason };
  if (text[pos] === '<' && reason.startsWith('missing end tag') && !/[/\p{L}_:!?]/u.test(text[pos + 1] ?? ''))
    return { at: pos, reason: 'a "<" that begins no tag must be written as "&lt;"' };
  return { at: pos, reason };
}

/** The library adds an excerpt of the file behind the place; that must not travel. */
function describe(message: string, text: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  const place = line.lastIndexOf(' (line ');
  const whole = (place === -1 ? line : line.slice(0, place)).slice(0, 160);
  // Names too may be a part of a value: a `<` that was not escaped makes one of what stands behind it.
  const named = /^(.{0,40} end tag for element )(\S+)$/.exec(whole);
  const isElement = named !== null && standsAlone(text, named[2]!);
  return reasonOf(isElement ? whole : whole.replace(/(?: for element |: )\S+$/, ''));
}

/** True when a start tag of that name stands where elements stand in these files: behind another tag, not within a text. */
function standsAlone(text: string, name: string): boolean {
  const tag = `<${name}`;
  for (let at = text.indexOf(tag); at !== -1; at = text.indexOf(tag, at + 1)) {
    if (!' \t\r\n/>'.includes(text.charAt(at + tag.length))) continue;
    let before = at - 1;
    while (before >= 0 && isBlank(text.charCodeAt(before))) before--;
    if (before < 0 || text.charCodeAt(before) === 62) return true;
  }
  return false;
}

/** Turns the library's tree into ours; keeps its own stack, children come before parents. */
function convert(text: string, base: number, root: ParsedElement): XmlElement {
  const top: XmlElement[] = [];
  const stack = [{ element: root, next: 0, children: [] as XmlElement[] }];
  while (stack.length > 0) {
    const frame = stack.at(-1)!;
    const { element, children } = frame;
    const child = element.children[frame.next++];
    if (child !== undefined) {
      if (child.type === 'element') stack.push({ element: child as ParsedElement, next: 0, children: [] });
      continue;
    }
    stack.pop();
    const start = base + element.start;
    const end = base + element.end;
    const openEnd = tagEnd(text, start);
    const selfClosing = openEnd === end && text[end - 2] === '/';
    (stack.at(-1)?.children ?? top).push({
      name: element.name,
      start,
      end,
      openEnd,
      closeStart: selfClosing ? end : text.lastIndexOf('</', end - 1),
      selfClosing,
      children,
    });
  }
  return top[0]!;
}

/** Offset behind the `>` of the tag that begins at `start`; quoted text is passed over. -1 when it does not end. */
export function tagEnd(text: string, start: number): number {
  let quote = 0;
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if (unit === 34 || unit === 39) quote = unit;
    else if (unit === 62) return at + 1;
  }
  return -1;
}

const same = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** Name without regard to case. */
export function isNamed(element: XmlElement, name: string): boolean {
  return same(element.name, name);
}

/** First child element of that name, without regard to case. */
export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => same(one.name, name));
}

export function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((one) => same(one.name, name)) ?? [];
}

/** Follows child names from `element`. */
export function descend(
  element: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined {
  let at = element;
  for (const name of names) at = childNamed(at, name);
  return at;
}

const ATTRIBUTE = /\s([^\s=<>"'/]{1,200})\s{0,20}=\s{0,20}("[^"<]*"|'[^'<]*')/y;

/** Attribute by name, without regard to case. */
export function attribute(text: string, element: XmlElement, name: string): XmlValue | undefined {
  let at = element.start + 1 + element.name.length;
  while (at < element.openEnd) {
    while (isBlank(text.charCodeAt(at)) && isBlank(text.charCodeAt(at + 1))) at++;
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (match === null) return undefined;
    const [whole, key, quoted] = match as unknown as [string, string, string];
    const end = at + whole.length;
    if (same(key, name)) {
      const span = { start: end - quoted.length + 1, end: end - 1 };
      return { value: decodeAttribute(text.slice(span.start, span.end)), span };
    }
    at = end;
  }
  return undefined;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}

/** Text between the tags, untrimmed; undefined when the element holds elements. `xsi:nil` counts as absent. */
export function textOf(text: string, element: XmlElement | undefined): XmlValue | undefined {
  if (element === undefined || element.children.length > 0) return undefined;
  if (attribute(text, element, 'xsi:nil')?.value === 'true') return undefined;
  if (element.selfClosing) return { value: '', span: { start: element.end, end: element.end } };
  const span = { start: element.openEnd, end: element.closeStart };
  return { value: decodeContent(text.slice(span.start, span.end)), span };
}

/** The same without the blanks around it; undefined when nothing is left. For names and codes. */
export function nameOf(text: string, element: XmlElement | undefined): XmlValue | undefined {
  const found = textOf(text, element);
  return found === undefined ? undefined : trimmed(text, found);
}

/** A value without the blanks around it; undefined when nothing is left. */
function trimmed(text: string, { span }: XmlValue): XmlValue | undefined {
  let { start, end } = span;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (start === end) return undefined;
  return { value: decodeContent(text.slice(start, end)), span: { start, end } };
}
