/** A half-open range `[start, end)` of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text as LSP counts it: 0-based line, 0-based UTF-16 code unit within the line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** True when `offset` lies in `span` or touches either end (a cursor after the last character counts). */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
