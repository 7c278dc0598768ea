import { visible } from '../../text/shown.ts';

const INDENT = '  ';

/** Deeper than any real flow; what lies below is told on one line. */
export const MAX_LEVELS = 64;

/** The lines of an outline as they are written. */
export class Lines {
  readonly #lines: string[] = [];
  #level = 0;

  /** One line; whatever would break it, or hide in it, is made plain. */
  add(text: string): void {
    this.#lines.push((INDENT.repeat(this.#level) + visible(text)).trimEnd());
  }

  /** A label with its value: behind it, or below it where the value has several lines. */
  value(label: string, text: string): void {
    const lines = text.split(/\r\n|[\n\r]/);
    if (lines.length === 1) {
      this.add(`${label}: ${text}`);
      return;
    }
    this.add(`${label}:`);
    this.below(() => {
      for (const line of lines) this.add(`| ${line}`);
    });
  }

  below(write: () => void): void {
    this.#level++;
    write();
    this.#level--;
  }

  /** An empty line between two parts. */
  gap(): void {
    if (this.#lines.length > 0) this.#lines.push('');
  }

  get depth(): number {
    return this.#level;
  }

  toString(): string {
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
  }
}
