import type { Span } from '../../text/span.ts';

const GONE = '…';

/**
 * What may be shown of a secret: at most its first characters, so that a person can tell two values apart
 * (`eyJh…`), and nothing at all of a short one.
 */
export function maskSecret(text: string): string {
  const keep = text.length >= 32 ? 4 : text.length >= 20 ? 2 : 0;
  let head = text.slice(0, keep);
  // Never cut a surrogate pair in two.
  if (keep > 0 && (head.charCodeAt(keep - 1) & 0xfc00) === 0xd800) head = head.slice(0, -1);
  return head + GONE;
}

/** The text with every span masked. Spans may overlap, stand in any order, or reach beyond the text. */
export function maskIn(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const sorted = spans
    .map((span) => ({ start: Math.max(0, span.start), end: Math.min(text.length, span.end) }))
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.start - b.start);
  let out = '';
  let at = 0;
  for (let i = 0; i < sorted.length; i++) {
    const start = sorted[i]!.start;
    let end = sorted[i]!.end;
    while (i + 1 < sorted.length && sorted[i + 1]!.start < end) end = Math.max(end, sorted[++i]!.end);
    out += text.slice(at, start) + maskSecret(text.slice(start, end));
    at = end;
  }
  return out + text.slice(at);
}
