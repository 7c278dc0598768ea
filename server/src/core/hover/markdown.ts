import { withoutSecrets } from '../detect/withoutSecrets.ts';
import { replaceHidden } from '../text/shown.ts';

const SPECIAL = /[\\`*_{}[\]()#+\-.!|<>~&"'@:]/g;

/** Text of the file as Markdown that shows that text without secrets: nothing in it is read as markup, HTML or a link. */
export function escapeMarkdown(text: string): string {
  return replaceHidden(withoutSecrets(text), ' ').replace(
    SPECIAL,
    (character) => `&#${character.charCodeAt(0)};`,
  );
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
    .replace(/&#(\d{1,7});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)));
}
