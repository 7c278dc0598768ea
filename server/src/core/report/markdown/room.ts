import { utf8Length } from '../../text/utf8Length.ts';

/** Lines that are written as long as there is room for them. */
export class Room {
  readonly lines: string[] = [];
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes all of the lines, or none: then false. `keep`: bytes that have to be left behind them. */
  take(lines: readonly string[], keep = 0): boolean {
    const bytes = bytesOf(lines);
    if (bytes + keep > this.#left) return false;
    this.lines.push(...lines);
    this.#left -= bytes;
    return true;
  }
}

/** With a line end each. */
export function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + utf8Length(line) + 1, 0);
}
