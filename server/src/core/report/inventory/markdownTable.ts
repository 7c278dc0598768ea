import { replaceHidden } from '../../text/shown.ts';
import { withEntities } from '../pipeline/logCommands.ts';
import type { Column } from './columns.ts';

/** A table in Markdown; cells show exactly the text. Numbers stand on the right. */
export function toMarkdownTable<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  const isNumber = columns.map((_, index) => cells.length > 0 && typeof cells[0]![index] === 'number');
  const lines = [
    columns.map((column) => column.title),
    isNumber.map((number) => (number ? '---:' : '---')),
    ...cells.map((line) =>
      line.map((value) => (typeof value === 'number' ? String(value) : markdownText(value))),
    ),
  ];
  return lines.map((line) => `| ${line.join(' | ')} |\n`).join('');
}

/**
 * What GitHub and GitLab make a link of, or a message to somebody: a name or an address with `@`, the number of an issue or a
 * merge request. They look for it in the text that is shown, where no escape is left; what stands in a code span is no part of it.
 */
const MENTION = /(?:@|[#!](?=\d))+|-(?<=\bGH-)(?=\d)/gi;

/**
 * Text as Markdown that shows exactly that text in one line, also in a table: no markup, HTML, link, mention, label or formula.
 * Written to stay readable for people who read the source.
 */
export function markdownText(text: string): string {
  const escaped = replaceHidden(text, ' ')
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*[\]|~$]/g, (character) => `\\${character}`)
    .replace(/_/g, (_, at: number, all: string) => (isWord(all, at - 1) && isWord(all, at + 1) ? '_' : '\\_'))
    .replace(MENTION, (sign) => `\`${sign}\``)
    .replaceAll('://', '&#58;//')
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`)
    .replace(/^([#+-]|\d{1,9}[.)])(?=\s|$)/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
  return withEntities(escaped);
}

function isWord(text: string, at: number): boolean {
  return /[a-z0-9]/i.test(text.charAt(at));
}
