// Text out of files and file names on its way to a terminal.
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { replaceHidden } from '../text/shown.ts';
import { withoutLogCommands } from './pipeline/logCommands.ts';

/** Two columns wide in a terminal: East Asian wide characters and most emoji. An approximation. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud83c-\ud83e][\udc00-\udfff]|[\ud840-\ud87f][\udc00-\udfff]/g;

/**
 * Makes every control character and everything that hides visible and harmless; a tab becomes two spaces. Where the terminal
 * is the log of a build, text that would be an order to it gets a space.
 */
export function printable(text: string): string {
  return withoutLogCommands(replaceHidden(text.replaceAll('\t', '  '), '\ufffd'));
}

/** A name or a path for people: printable, and without the secrets in it. */
export function shownName(name: string): string {
  return printable(withoutSecrets(name));
}

/** Columns that a printable text takes. */
export function columns(text: string): number {
  let wide = 0;
  // A wide astral character is two code units and two columns.
  for (const match of text.match(WIDE) ?? []) if (match.length === 1) wide++;
  return text.length + wide;
}

/** Breaks plain text at spaces. A longer word keeps its own line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}
