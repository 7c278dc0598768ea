import { printable } from '../display.ts';
import { type Palette, PLAIN } from '../palette.ts';
import type { Block, Item } from './blocks.ts';
import type { Line, Part } from './inline.ts';

/** Blocks for a terminal or a log. Graphs are for hosts that draw them. */
export function toPlainText(blocks: readonly Block[], palette: Palette = PLAIN): string {
  const parts = blocks.map((block) => textBlock(block, palette)).filter((text) => text !== '');
  return `${parts.join('\n\n')}\n`;
}

function textBlock(block: Block, palette: Palette): string {
  const text = (line: Line): string => line.map((part) => textPart(part, palette)).join('');
  switch (block.kind) {
    case 'heading':
      return palette.strong(text(block.line));
    case 'paragraph':
      return text(block.line);
    case 'footer':
      return block.lines.map((one) => palette.faint(text(one))).join('\n');
    case 'warning':
      return block.items.map((one) => `! ${text(one)}`).join('\n');
    case 'list':
      return block.items.flatMap((item) => itemLines(item, '  ', text)).join('\n');
    case 'table':
      return block.rows
        .map((row) => `  ${row.map((cell, index) => `${block.head[index]} ${text(cell)}`).join(', ')}`)
        .join('\n');
    case 'graph':
      return '';
    case 'details':
      return [text(block.summary), toPlainText(block.blocks, palette).trimEnd()].join('\n\n');
  }
}

function itemLines({ line, below = [] }: Item, indent: string, text: (line: Line) => string): string[] {
  return [indent + text(line), ...below.flatMap((item) => itemLines(item, `${indent}  `, text))];
}

function textPart({ as, text }: Part, palette: Palette): string {
  // A mark that Markdown needs escaped is one for itself here.
  if (as === 'words') return text.replaceAll('\\+', '+').replaceAll('**', '');
  const shown = printable(text.replace(/[\t\n\r]+/g, ' '));
  return as === 'bold' ? palette.strong(shown) : shown === '' ? '(empty)' : shown;
}
