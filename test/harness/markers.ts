import { FAKES } from './fakes.ts';

/** One finding as a fixture expects it: 0-based line, UTF-16 columns, `severity(rule-id)`. */
export interface Expected {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface Fixture {
  /** The file as the analyzer sees it: without marker lines, planted secrets filled in. */
  readonly source: string;
  readonly expected: readonly Expected[];
}

const MARKER = /^\s*\/\/(\s*)(\^+) ((?:error|warning|info|hint)\([a-z0-9-]+\))\s*$/;
const TOKEN = /\{\{(\w+)\}\}/g;

/**
 * Reads a marker fixture: JSON in which a line `//   ^^^^ error(rule-id)` stands for a finding on the last line before it.
 * The carets stand under the place as it is written in the fixture; `{{name}}` is filled in afterwards. For places that
 * begin left of the slashes' end, the slashes may stand at the line's start: only the carets' columns count.
 */
export function readFixture(text: string): Fixture {
  const lines: string[] = [];
  const expected: Expected[] = [];
  let raw = '';
  for (const line of text.split('\n')) {
    const marker = MARKER.exec(line);
    if (!marker) {
      raw = line;
      lines.push(expand(line));
      continue;
    }
    const start = line.indexOf('^');
    const end = start + marker[2]!.length;
    expected.push({
      line: lines.length - 1,
      start: shifted(raw, start),
      end: shifted(raw, end),
      label: marker[3]!,
    });
  }
  return { source: lines.join('\n'), expected };
}

function expand(line: string): string {
  return line.replace(TOKEN, (_, name: string) => fake(name));
}

/** Column after filling in; a column inside a token counts as its end. */
function shifted(raw: string, column: number): number {
  let shift = 0;
  for (const match of raw.matchAll(TOKEN)) {
    const tokenEnd = match.index + match[0].length;
    if (match.index >= column) break;
    shift += fake(match[1]!).length - match[0].length;
    if (tokenEnd > column) return tokenEnd + shift;
  }
  return column + shift;
}

function fake(name: string): string {
  const value = FAKES[name];
  if (value === undefined) throw new Error(`unknown planted secret {{${name}}}`);
  return value;
}

export function formatExpected(list: readonly Expected[]): string[] {
  return list
    .map((one) => `${one.line + 1}:${one.start + 1}-${one.end + 1} ${one.label}`)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
