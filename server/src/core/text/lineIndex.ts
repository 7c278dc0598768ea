import type { Position, Range, Span } from './span.ts';

/** Translates offsets to line and character. Line ends are LF, CRLF and lone CR, as in LSP. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    const hasLoneCr = text.includes('\r');
    if (!hasLoneCr) {
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
      return;
    }
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 13 && text.charCodeAt(at + 1) === 10) at++;
      if (unit === 10 || unit === 13) this.#starts.push(at + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Start of a line; past the last line, the length of the text. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  /** End of a line, before its line break. */
  #lineEnd(line: number): number {
    let end = this.lineStart(line + 1);
    if (line + 1 < this.#starts.length) {
      if (this.#text.charCodeAt(end - 1) === 10) end--;
      if (end > this.#starts[line]! && this.#text.charCodeAt(end - 1) === 13) end--;
    }
    return end;
  }

  /** Offsets outside the text are clamped; one inside a line break belongs to the end of the line. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: Math.min(at, this.#lineEnd(low)) - this.#starts[low]! };
  }

  /** Positions behind the end of a line mean its end, before the line break; those outside the text are clamped. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.lineStart(position.line);
    return Math.max(start, Math.min(start + position.character, this.#lineEnd(position.line)));
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}
