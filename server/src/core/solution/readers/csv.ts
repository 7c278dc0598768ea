import type { Fact } from '../fact.ts';
import type { SolutionProblem } from '../facts.ts';

/** Cells of a table, with the place of each value: the inside of the quotes where there are some. */
export interface CsvTable {
  readonly rows: readonly (readonly Fact<string>[])[];
  readonly problems: readonly SolutionProblem[];
}

/** RFC 4180, separated by comma, semicolon or tab, whichever the first line has most of. Never throws. */
export function parseCsv(uri: string, text: string): CsvTable {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let separator = '';
  // Excel's own line about the separator.
  const declared = /^sep=(.)\r?\n/i.exec(text.slice(at, at + 10));
  if (declared !== null) {
    separator = declared[1]!;
    at += declared[0].length;
  }
  if (separator === '') separator = separatorOf(text.slice(at, at + 20_000));
  const rows: Fact<string>[][] = [];
  let row: Fact<string>[] = [];
  const endRow = (): void => {
    if (row.length > 1 || row[0]?.value !== '') rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const cell = readCell(uri, text, at, separator);
    if (cell === undefined) {
      const span = { start: at, end: at + 1 };
      return {
        rows,
        problems: [
          { uri, span, message: 'This quoted field is not closed, so the rest of the file is not read.' },
        ],
      };
    }
    row.push(cell.fact);
    at = cell.end;
    if (text[at] === separator) {
      at++;
      if (at < text.length) continue;
      row.push({ uri, value: '', span: { start: at, end: at } });
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    endRow();
  }
  return { rows, problems: [] };
}

function separatorOf(start: string): string {
  const line = /^[^\r\n]*/.exec(start.replace(/"[^"]*(?:"|$)/g, ''))![0];
  const count = (one: string): number => line.split(one).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** `end`: the separator or line end behind the cell. Undefined when its quote is not closed. */
function readCell(
  uri: string,
  text: string,
  start: number,
  separator: string,
): { readonly fact: Fact<string>; readonly end: number } | undefined {
  let end = start;
  if (text.charCodeAt(start) === 34) {
    let close = text.indexOf('"', start + 1);
    while (close !== -1 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2);
    if (close === -1) return undefined;
    const value = text.slice(start + 1, close).replaceAll('""', '"');
    end = close + 1;
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
    return { fact: { uri, value, span: { start: start + 1, end: close } }, end };
  }
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  let from = start;
  let to = end;
  while (from < to && text[from] === ' ') from++;
  while (to > from && text[to - 1] === ' ') to--;
  return { fact: { uri, value: text.slice(from, to), span: { start: from, end: to } }, end };
}
