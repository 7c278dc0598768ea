import { type Palette, printable } from '../core/index.ts';

/** Words and lines that several commands print. */

/** `a, b or c` */
export function listOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** A diff for the terminal: coloured by line, control characters made harmless. */
export function coloured(diff: string, palette: Palette): string {
  return diff
    .split('\n')
    .map((line) => {
      const text = printable(line.replace(/\r$/, ''));
      if (text.startsWith('+++') || text.startsWith('---')) return palette.strong(text);
      if (text.startsWith('+')) return palette.added(text);
      if (text.startsWith('-')) return palette.removed(text);
      return text.startsWith('@@') || text.startsWith('#') ? palette.faint(text) : text;
    })
    .join('\n');
}
