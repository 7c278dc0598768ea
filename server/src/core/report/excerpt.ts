import type { Span } from '../text/span.ts';
import { maskedSlice, type Secrets } from './mask.ts';
import type { Excerpt } from './reportInput.ts';

/** Code units of a line that an excerpt keeps before and from the finding's start. */
const BEFORE = 60;
const FROM = 120;

/** The line around the start of `span`, which is `character` units into it; a window of it when it is long. */
export function excerptAt(text: string, span: Span, character: number, secrets: Secrets): Excerpt {
  // Between CR and LF a place belongs to the end of the line.
  const inBreak = text[span.start] === '\n' && text[span.start - 1] === '\r';
  let lineEnd = inBreak ? span.start - 1 : span.start;
  const first = lineEnd - character;
  // A line may be the whole file: no more of it is looked at than is shown.
  const last = Math.min(text.length, span.start + FROM + 1);
  while (lineEnd < last && text[lineEnd] !== '\n' && text[lineEnd] !== '\r') lineEnd++;
  const lineStart = first === 0 && text.startsWith('\uFEFF') ? 1 : first;
  let start = Math.max(lineStart, span.start - BEFORE);
  let end = Math.min(lineEnd, span.start + FROM);
  if (start > lineStart && isLowSurrogate(text, start)) start++;
  if (end < lineEnd && isLowSurrogate(text, end)) end--;
  return {
    text: maskedSlice(text, start, Math.max(start, end), secrets),
    from: start - first,
    cutStart: start > lineStart,
    cutEnd: end < lineEnd,
  };
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
