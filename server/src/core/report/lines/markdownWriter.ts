import { printable } from '../display.ts';
import { html } from '../html.ts';
import { markdownText } from '../inventory/index.ts';
import type { Block, Item } from './blocks.ts';
import type { Line, Part } from './inline.ts';
import { mermaidOf } from './mermaid.ts';

/** Deeper lists are written on this level: hosts show no more, and indentation beyond would cost more than it tells. */
const MOST_LEVELS = 8;

/** Nobody is to be notified, and nothing linked: what stands between the mark and the name is not seen. */
const UNSEEN = '&#8203;';

/** Blocks as Markdown of GitHub's kind. Data shows exactly as it is; a text without line breaks cannot leave its line. */
export function toMarkdownText(blocks: readonly Block[]): string {
  return `${blocks.map(markdownBlock).join('\n\n')}\n`;
}

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level ?? 3)} ${markdownLine(block.line)}`;
    case 'paragraph':
      return markdownLine(block.line);
    case 'footer':
      return block.lines.map((one) => `<sub>${markdownLine(one)}</sub>`).join('\n\n');
    case 'warning':
      return ['> [!WARNING]', ...block.items.map((one) => `> - ${markdownLine(one)}`)].join('\n');
    case 'list':
      return block.items.flatMap((item) => itemLines(item, 0)).join('\n');
    case 'table':
      return [
        `| ${block.head.join(' | ')} |`,
        `|${' --- |'.repeat(block.head.length)}`,
        ...block.rows.map((row) => `| ${row.map((cell) => markdownLine(cell, true)).join(' | ')} |`),
      ].join('\n');
    case 'graph':
      return `\`\`\`mermaid\n${mermaidOf(block.graph)}\n\`\`\``;
    case 'details':
      return [
        `<details><summary>${block.summary.map(htmlPart).join('')}</summary>`,
        ...block.blocks.map(markdownBlock),
        '</details>',
      ].join('\n\n');
  }
}

function itemLines({ line, below = [] }: Item, level: number): string[] {
  const own = `${'  '.repeat(level)}- ${markdownLine(line)}`;
  return [own, ...below.flatMap((item) => itemLines(item, Math.min(level + 1, MOST_LEVELS)))];
}

function markdownLine(line: Line, inTable = false): string {
  return line.map((part) => markdownPart(part, inTable)).join('');
}

function markdownPart({ as, text }: Part, inTable: boolean): string {
  switch (as) {
    case 'words':
      return text;
    case 'bold':
      return `**${shownText(text)}**`;
    case 'italic':
      return `*${shownText(text)}*`;
    case 'code':
      return codeSpan(text, inTable);
    case 'strongCode':
      return `**${codeSpan(text, inTable)}**`;
    case 'plain':
      return shownText(text);
  }
}

function shownText(text: string): string {
  return markdownText(text) || '(empty)';
}

/** The fence is longer than any run of backticks in the value. In a table a bar would end the cell, in code as well. */
function codeSpan(text: string, inTable: boolean): string {
  const shown = printable(text.replace(/\r\n|[\n\r]/g, ' ⏎ '));
  if (shown.trim() === '') return shown === '' ? '(empty)' : '(blanks)';
  let longest = 0;
  for (const [run] of shown.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  // One blank on each side is taken off again.
  const pad = /^[ `]|[ `]$/.test(shown) ? ' ' : '';
  const whole = `${fence}${pad}${shown}${pad}${fence}`;
  return inTable ? whole.replaceAll('|', '\\|') : whole;
}

/** In a summary hosts read HTML, not Markdown. */
function htmlPart({ as, text }: Part): string {
  if (as === 'words') return text;
  const shown = `${html`${printable(text)}`}`
    .replace(/@(?=\w)/g, `@${UNSEEN}`)
    .replace(/(^|[^&])([#!]|GH-)(?=\d)/gi, `$1$2${UNSEEN}`);
  switch (as) {
    case 'bold':
      return `<b>${shown}</b>`;
    case 'italic':
      return `<i>${shown}</i>`;
    case 'code':
    case 'strongCode':
      return `<code>${shown}</code>`;
    default:
      return shown;
  }
}
