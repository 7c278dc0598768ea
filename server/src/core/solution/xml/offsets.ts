import type { Span } from '../../text/span.ts';
import { unescapeXml } from './escape.ts';

/** Longest reference, with `&` and `;`; as `unescapeXml` looks at them. */
const MAX_REFERENCE = 12;

interface Run {
  /** Units of the decoded text. */
  readonly at: number;
  readonly length: number;
  /** Units of the raw text; as many as `length`, or a reference or line break as a whole. */
  readonly raw: Span;
}

/**
 * Where a part of a decoded value stands in its raw text: the content of an element without child elements, or the inside
 * of an attribute's quotes. What lies between the ends comes along: references, CDATA marks, comments. Linear.
 */
export function rawSpan(raw: string, part: Span): Span {
  let start: number | undefined;
  let end = raw.length;
  for (const run of runs(raw)) {
    const behind = run.at + run.length;
    const exact = run.raw.end - run.raw.start === run.length;
    if (start === undefined && part.start < behind) start = run.raw.start + (exact ? part.start - run.at : 0);
    if (part.end <= behind && start !== undefined) {
      end = exact ? run.raw.start + Math.max(0, part.end - run.at) : run.raw.end;
      break;
    }
  }
  return { start: start ?? raw.length, end };
}

function* runs(raw: string): Generator<Run> {
  let at = 0;
  let from = 0;
  let plainEnd = -1;
  for (let i = 0; i < raw.length; ) {
    if (i < plainEnd) {
      // CDATA: nothing but line breaks is special.
      const next = raw.indexOf('\r\n', i);
      const end = next === -1 || next >= plainEnd ? plainEnd : next;
      yield { at, length: end - i, raw: { start: i, end } };
      at += end - i;
      i = end;
      if (end < plainEnd) {
        yield { at: at++, length: 1, raw: { start: i, end: i + 2 } };
        i += 2;
      } else i += 3;
      from = i;
      continue;
    }
    const unit = raw.charCodeAt(i);
    let length = 0;
    let size = 0;
    if (unit === 38) {
      const close = raw.slice(i, i + MAX_REFERENCE).indexOf(';');
      const text = close === -1 ? '' : unescapeXml(raw.slice(i, i + close + 1));
      if (close !== -1 && text.length < close + 1) {
        length = text.length;
        size = close + 1;
      }
    } else if (unit === 13 && raw.charCodeAt(i + 1) === 10) {
      length = 1;
      size = 2;
    } else if (unit === 60) {
      if (raw.startsWith('<![CDATA[', i)) {
        size = 9;
        const close = raw.indexOf(']]>', i + 9);
        plainEnd = close === -1 ? raw.length : close;
      } else {
        const mark = raw.startsWith('<!--', i) ? '-->' : '>';
        const close = raw.indexOf(mark, i + (mark.length === 3 ? 4 : 1));
        size = (close === -1 ? raw.length : close + mark.length) - i;
      }
    }
    if (size === 0) {
      i++;
      continue;
    }
    if (i > from) {
      yield { at, length: i - from, raw: { start: from, end: i } };
      at += i - from;
    }
    if (length > 0) yield { at, length, raw: { start: i, end: i + size } };
    at += length;
    i += size;
    from = i;
  }
  if (raw.length > from) yield { at, length: raw.length - from, raw: { start: from, end: raw.length } };
}
