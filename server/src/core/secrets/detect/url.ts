import type { Span } from '../../text/span.ts';

/** A name and value of a URL's query, with their places (still percent-encoded) in the text. */
export interface QueryPair {
  readonly name: Span;
  readonly value: Span;
}

/** Parts of a URL as spans of the text. A part that is not there is absent. */
export interface UrlParts {
  readonly span: Span;
  readonly scheme: Span;
  /** `user:password`, without the `@`. */
  readonly userinfo?: Span;
  /** Host without port; may be empty when an expression stands there. */
  readonly host: Span;
  readonly port?: Span;
  readonly path: Span;
  readonly query: readonly QueryPair[];
  readonly fragment?: Span;
}

/** No URL is followed further than this; browsers stop long before. */
const MAX_URL = 8192;
const MAX_PAIRS = 200;

function isSchemeChar(c: number): boolean {
  return (
    (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46
  );
}

/** Characters that end a URL inside other text: white space, controls, quotes, angle brackets, backslash, backtick. */
function endsUrl(c: number): boolean {
  return c <= 32 || c === 34 || c === 39 || c === 60 || c === 62 || c === 92 || c === 96;
}

/** Splits the URL whose `://` stands at `colon`; undefined when no scheme stands before it. */
export function urlAt(text: string, colon: number): UrlParts | undefined {
  let start = colon;
  while (start > 0 && colon - start < 24 && isSchemeChar(text.charCodeAt(start - 1))) start--;
  const first = text.charCodeAt(start) | 32;
  if (start === colon || first < 97 || first > 122) return undefined;
  const limit = Math.min(text.length, start + MAX_URL);
  let end = colon + 3;
  while (end < limit && !endsUrl(text.charCodeAt(end))) end++;

  const authority = colon + 3;
  let pathStart = authority;
  let at = -1;
  while (pathStart < end) {
    const c = text.charCodeAt(pathStart);
    if (c === 47 || c === 63 || c === 35) break;
    if (c === 64) at = pathStart;
    pathStart++;
  }
  const hostStart = at < 0 ? authority : at + 1;
  let hostEnd = pathStart;
  let port: Span | undefined;
  const portColon = text.lastIndexOf(':', pathStart - 1);
  if (
    portColon >= hostStart &&
    /^\d{0,5}$/.test(text.slice(portColon + 1, Math.min(pathStart, portColon + 7)))
  ) {
    hostEnd = portColon;
    port = { start: portColon + 1, end: pathStart };
  }
  let pathEnd = pathStart;
  while (pathEnd < end) {
    const c = text.charCodeAt(pathEnd);
    if (c === 63 || c === 35) break;
    pathEnd++;
  }
  let queryEnd = pathEnd;
  const query: QueryPair[] = [];
  if (text.charCodeAt(pathEnd) === 63 && pathEnd < end) {
    queryEnd = pathEnd + 1;
    while (queryEnd < end && text.charCodeAt(queryEnd) !== 35) queryEnd++;
    let from = pathEnd + 1;
    while (from < queryEnd && query.length < MAX_PAIRS) {
      let to = text.indexOf('&', from);
      if (to < 0 || to > queryEnd) to = queryEnd;
      let eq = from;
      while (eq < to && text.charCodeAt(eq) !== 61) eq++;
      query.push({ name: { start: from, end: eq }, value: { start: Math.min(eq + 1, to), end: to } });
      from = to + 1;
    }
  }
  return {
    span: { start, end },
    scheme: { start, end: colon },
    ...(at >= 0 ? { userinfo: { start: authority, end: at } } : {}),
    host: { start: hostStart, end: hostEnd },
    ...(port ? { port } : {}),
    path: { start: pathStart, end: pathEnd },
    query,
    ...(queryEnd < end ? { fragment: { start: queryEnd + 1, end } } : {}),
  };
}

/** All URLs of a text, in order (at most `max`). Tolerant: never throws, works on cut-off and half-encoded text. */
export function findUrls(text: string, max = 1000): UrlParts[] {
  const found: UrlParts[] = [];
  let from = 0;
  while (found.length < max) {
    const colon = text.indexOf('://', from);
    if (colon < 0) break;
    const url = urlAt(text, colon);
    if (url) found.push(url);
    // A URL in another's query (`?next=https://...`) counts too.
    from = colon + 3;
  }
  return found;
}

/** The URL a text consists of (white space around it allowed), or undefined. */
export function splitUrl(text: string): UrlParts | undefined {
  const colon = text.indexOf('://');
  if (colon < 0 || colon > 40) return undefined;
  const url = urlAt(text, colon);
  return url && text.slice(0, url.span.start).trim() === '' ? url : undefined;
}

/** Percent-decoding that leaves broken sequences as they are. `+` stays `+`. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[0-7][0-9a-f]/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    );
  }
}
