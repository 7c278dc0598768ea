import type { Span } from './span.ts';

/** A merge conflict as git leaves it; the spans are the marker lines. */
export interface Conflict {
  readonly start: Span;
  readonly end: Span | undefined;
}

const START = '<<<<<<<';
const END = '>>>>>>>';

/** Lines that begin with `<<<<<<<`, each with the next one that begins with `>>>>>>>`. */
export function findConflicts(text: string): Conflict[] {
  const conflicts: Conflict[] = [];
  for (let at = nextMarker(text, START, 0); at !== -1; ) {
    const end = nextMarker(text, END, at);
    conflicts.push({ start: lineAt(text, at), end: end === -1 ? undefined : lineAt(text, end) });
    at = end === -1 ? -1 : nextMarker(text, START, end);
  }
  return conflicts;
}

function nextMarker(text: string, marker: string, from: number): number {
  for (let at = text.indexOf(marker, from); at !== -1; at = text.indexOf(marker, at + 1)) {
    const before = text[at - 1];
    const behind = text[at + marker.length];
    const ownLine = before === undefined || before === '\n' || before === '\r' || before === '\uFEFF';
    if (ownLine && (behind === undefined || ' \r\n'.includes(behind))) return at;
  }
  return -1;
}

/** From `start` to the end of its line. */
function lineAt(text: string, start: number): Span {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return { start, end };
}
