import { printable } from '../display.ts';
import type { Column } from './columns.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet would take for the beginning of a formula, also in the wide forms of East Asian keyboards. The cell then
 * gets an apostrophe in front, which spreadsheets take for "this is text".
 */
const FORMULA = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** The same behind a semicolon, which separates the cells where the comma separates decimals: quotes do not help there. */
const NEXT_FORMULA = /;(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** Comma-separated values after RFC 4180, with a byte order mark: opens in Excel and Power BI with all characters right. */
export function toCsv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const lines = [columns.map((column) => cell(column.title))];
  for (const row of rows) lines.push(columns.map((column) => cell(column.value(row))));
  return BYTE_ORDER_MARK + lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = printable(FORMULA.test(value) ? `'${value}` : value).replace(NEXT_FORMULA, ";'");
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
