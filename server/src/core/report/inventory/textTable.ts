import { printable, columns as widthOf } from '../display.ts';
import { type Palette, PLAIN } from '../palette.ts';
import type { Column } from './columns.ts';

const GAP = '  ';
/** No column is cut below this. */
const MIN_WIDTH = 8;

export interface TableOptions {
  readonly palette?: Palette;
  /** Columns of the page; undefined for as wide as it gets. */
  readonly width?: number | undefined;
  readonly indent?: string;
}

/** A table for the terminal. The widest columns are cut where the page is too narrow for all. */
export function toTextTable<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  { palette = PLAIN, width, indent = '' }: TableOptions = {},
): string[] {
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  const isNumber = columns.map((_, index) => typeof cells[0]?.[index] === 'number');
  const texts = cells.map((line) => line.map((value) => printable(String(value))));
  const titles = columns.map((column) => column.title);
  const widths = columns.map((_, index) =>
    texts.reduce((most, line) => Math.max(most, widthOf(line[index]!)), widthOf(titles[index]!)),
  );
  if (width !== undefined) shrink(widths, width - indent.length - GAP.length * (columns.length - 1));
  const lineOf = (line: readonly string[]): string =>
    line
      .map((text, index) => padded(cut(text, widths[index]!), widths[index]!, isNumber[index]!))
      .join(GAP)
      .trimEnd();
  return [indent + palette.faint(lineOf(titles)), ...texts.map((line) => indent + lineOf(line))];
}

/** Takes from the widest until the sum fits. */
function shrink(widths: number[], room: number): void {
  let over = widths.reduce((sum, one) => sum + one, 0) - room;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= MIN_WIDTH) return;
    const second = Math.max(MIN_WIDTH, ...widths.filter((one) => one < widest));
    const which = widths.flatMap((one, index) => (one === widest ? [index] : []));
    // All of the widest together, down to the second.
    const each = Math.max(1, Math.min(widest - second, Math.ceil(over / which.length)));
    for (const index of which) {
      const less = Math.min(each, over);
      widths[index] = widest - less;
      over -= less;
      if (over <= 0) return;
    }
  }
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let result = '';
  let used = 1;
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    result += character;
  }
  return `${result.trimEnd()}…`;
}
