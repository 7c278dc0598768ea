import { printable, columns as widthOf } from '../display.ts';
import { type Palette, PLAIN } from '../palette.ts';
import { shortened } from '../shorten.ts';
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

/** What a column that tells rows apart gets, if its texts are that long, before others are left out. */
const KEY_WIDTH = 24;

/** Columns of a table that there is room for, and the titles of the others. */
export function fittingColumns<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  room: number | undefined,
): { readonly shown: readonly Column<R>[]; readonly left: readonly string[] } {
  if (room === undefined) return { shown: columns, left: [] };
  const needed = new Map(
    columns.map((column): [Column<R>, number] => {
      const least = column.isKey ? KEY_WIDTH : MIN_WIDTH;
      const widest = rows.reduce(
        (most, row) => Math.max(most, widthOf(printable(String(column.value(row))))),
        widthOf(column.title),
      );
      return [column, Math.min(least, widest)];
    }),
  );
  const leaving = columns
    .filter((column) => column.leaves !== undefined)
    .sort((a, b) => a.leaves! - b.leaves!);
  let shown = columns;
  const sum = (): number =>
    shown.reduce((total, column) => total + needed.get(column)! + GAP.length, -GAP.length);
  while (sum() > room && leaving.length > 0) {
    const next = leaving.shift()!;
    shown = shown.filter((column) => column !== next);
  }
  return { shown, left: columns.filter((one) => !shown.includes(one)).map(({ title }) => title) };
}

/**
 * A table for the terminal. Where the page is too narrow for all, the widest columns are cut, those that tell rows apart last, and
 * each so that its texts still differ.
 */
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
  if (width !== undefined) {
    const room = width - indent.length - GAP.length * (columns.length - 1);
    const least = titles.map((title) => Math.max(MIN_WIDTH, widthOf(title)));
    shrink(widths, room, (index) => (columns[index]!.isKey || isNumber[index] ? Infinity : least[index]!));
    shrink(widths, room, (index) => (isNumber[index] ? Infinity : MIN_WIDTH));
    for (const index of columns.keys()) {
      const cells = shortened([titles[index]!, ...texts.map((line) => line[index]!)], widths[index]!);
      titles[index] = cells[0]!;
      texts.forEach((line, row) => {
        line[index] = cells[row + 1]!;
      });
    }
  }
  const lineOf = (line: readonly string[]): string =>
    line
      .map((text, index) => padded(text, widths[index]!, isNumber[index]!))
      .join(GAP)
      .trimEnd();
  return [indent + palette.faint(lineOf(titles)), ...texts.map((line) => indent + lineOf(line))];
}

/** Takes from the widest until the sum of all fits. `leastOf`: what a column keeps. */
function shrink(widths: number[], room: number, leastOf: (index: number) => number): void {
  let over = widths.reduce((sum, one) => sum + one, 0) - room;
  while (over > 0) {
    const places = widths.flatMap((width, index) => (width > leastOf(index) ? [index] : []));
    if (places.length === 0) return;
    const widest = Math.max(...places.map((index) => widths[index]!));
    const which = places.filter((index) => widths[index] === widest);
    const others = widths.filter((one) => one < widest);
    const second = Math.max(...others, ...which.map(leastOf));
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
