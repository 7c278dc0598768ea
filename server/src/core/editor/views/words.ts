import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { boldName, escapeMarkdown } from '../hover/markdown.ts';

/** What stands behind a label; undefined when nothing does. */
export function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const present = parts.filter((one) => one !== undefined && one !== '');
  return present.length === 0 ? undefined : present.join(' · ');
}

/** A step as the designer shows it. */
export function stepTitle(name: string): string {
  return withoutSecrets(name).replaceAll('_', ' ');
}

/** Longest label; the tooltip has all of it. */
const LONGEST = 160;

/** On one line, without secrets, and not without end. */
export function short(text: string): string {
  const line = withoutSecrets(text).replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** A tooltip: a bold name, and lines below it. Lines are Markdown already. */
export function tooltip(name: string, ...lines: readonly (string | undefined)[]): string {
  return [boldName(name), ...lines.filter((one) => one !== undefined && one !== '')].join('  \n');
}

/** `Label: text of a file`; undefined for no text. */
export function line(label: string, text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : `${label}: ${escapeMarkdown(short(text))}`;
}

/** Text of ours or of a file as Markdown. */
export function plain(text: string): string {
  return escapeMarkdown(text);
}
