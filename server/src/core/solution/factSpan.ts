import { sourceOffsets } from '../json/escapes.ts';
import type { Span } from '../text/span.ts';
import type { Fact } from './fact.ts';
import { rawSpan } from './xml/offsets.ts';

/** Place of a part of a fact's value in its file; `text` is that file. */
export function spanInFact(text: string, fact: Fact<string>, part: Span): Span {
  const { start, end } = fact.span;
  const raw = text.slice(start, end);
  if (raw === fact.value) return { start: start + part.start, end: start + part.end };
  const inside = /\.json$/i.test(fact.uri) ? jsonSpan(raw, part) : rawSpan(raw, part);
  return { start: start + inside.start, end: start + inside.end };
}

function jsonSpan(raw: string, part: Span): Span {
  const offsets = sourceOffsets(raw);
  const last = offsets.length - 1;
  return { start: offsets[Math.min(part.start, last)]!, end: offsets[Math.min(part.end, last)]! };
}
