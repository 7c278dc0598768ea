import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { replaceHidden } from '../../text/shown.ts';

/** What Markdown could read as a mark, with what decides whether it is one there. */
const SPECIAL = /[\\`*_[\]<>&~|@:.$(!#+=-]/g;

/**
 * Text of the file as Markdown that shows that text without secrets: nothing in it is read as markup, HTML, an icon or a link. Only
 * marks that count where they stand are escaped, most by a backslash: `Get_secret` stays as it is for readers that show the source.
 */
export function escapeMarkdown(text: string): string {
  const line = replaceHidden(withoutSecrets(text), ' ');
  const start = line.length - line.trimStart().length;
  return line
    .replace(SPECIAL, (mark, at: number) => {
      // A tag is none for any reader, also for one that knows no backslash.
      if (mark === '<') return '&lt;';
      return isMark(line, mark, at, start) ? `\\${mark}` : mark;
    })
    .replace(/^(\s*\d{1,9})(?=[.)])/, '$1\\');
}

/** `start`: where the text begins behind its blanks. Lists, headings and rules begin there only. */
function isMark(line: string, mark: string, at: number, start: number): boolean {
  const before = line.charAt(at - 1);
  const behind = line.charAt(at + 1);
  switch (mark) {
    case '_':
      // Within a word it is a letter.
      return !isLetter(before) || !isLetter(behind);
    case ':':
      // Addresses and commands become links by themselves.
      return behind !== '' && behind !== ' ';
    case '.':
      return /www$/i.test(line.slice(Math.max(0, at - 3), at));
    case '$':
      return behind === '(';
    case '(':
      return before === '$' || before === ']';
    case '!':
      return behind === '[';
    case '#':
    case '+':
    case '=':
    case '-':
      return at === start;
    default:
      return true;
  }
}

function isLetter(character: string): boolean {
  return /[a-z0-9]/i.test(character);
}

/** Bold name as the file has it, shortened when very long. */
export function boldName(name: string): string {
  const whole = withoutSecrets(name);
  const shown = whole.length > 120 ? `${whole.slice(0, 119)}…` : whole;
  return `**${escapeMarkdown(shown)}**`;
}

/** The words of Markdown of ours, for readers that show it as it is. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll('**', '')
    .replace(/ {2}\n/g, '\n')
    .replace(/\\([!-/:-@[-`{-~])|&lt;/g, (_, mark: string | undefined) => mark ?? '<');
}
