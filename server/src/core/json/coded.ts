// Which texts are worth a search for keys, tokens and the like: found while they are read, for all who would ask.
import { Unit } from './lexical.ts';
import type { Units } from './units.ts';

/** Letters, digits, and what joins them in keys and tokens. */
const TOKEN = 1;
const DIGIT = 2;

const CLASS = new Uint8Array(256);
for (let unit = 48; unit <= 57; unit++) CLASS[unit] = TOKEN | DIGIT;
for (let unit = 65; unit <= 90; unit++) CLASS[unit] = CLASS[unit + 32] = TOKEN;
for (const sign of '+_-') CLASS[sign.charCodeAt(0)] = TOKEN;

/** Nothing shorter is taken for coded. */
const SHORTEST = 14;
const LONGEST_PLAIN = 2048;
/** So many letters in a row are no word: with a digit among them, and without. */
const RUN_WITH_DIGIT = 16;
const RUN_OF_LETTERS = 34;

/**
 * May more than words stand in the text from `from` to `to`, between its quotes? `sign`: the reader met one on its way. A very
 * long text is not looked at.
 */
export function isCoded(units: Units, from: number, to: number, sign: boolean): boolean {
  if (to - from < SHORTEST) return false;
  return sign || to - from > LONGEST_PLAIN || hasLongRun(units, from, to);
}

/** A run of letters and digits as no word is; a GUID counts as a word. */
function hasLongRun(units: Units, from: number, to: number): boolean {
  // Every such run covers a place that the one before is that far from.
  for (let probe = from + RUN_WITH_DIGIT - 1; probe < to; probe += RUN_WITH_DIGIT) {
    let kind = CLASS[units[probe]!]!;
    if (kind === 0) continue;
    let seen = kind;
    let start = probe;
    // What stands before and behind a text is a quote.
    for (kind = CLASS[units[start - 1]!]!; kind !== 0; kind = CLASS[units[--start - 1]!]!) seen |= kind;
    let end = probe + 1;
    for (kind = CLASS[units[end]!]!; kind !== 0; kind = CLASS[units[++end]!]!) seen |= kind;
    if (end - start >= RUN_OF_LETTERS) return !(to - from === 36 && isGuid(units, from));
    if (end - start >= RUN_WITH_DIGIT && (seen & DIGIT) !== 0) return true;
    probe = end;
  }
  return false;
}

const DASH = 45;
const SLASH = 47;

function isGuid(units: Units, from: number): boolean {
  return (
    units[from + 8] === DASH &&
    units[from + 13] === DASH &&
    units[from + 18] === DASH &&
    units[from + 23] === DASH &&
    // An expression is none, wherever its dashes are.
    units[from] !== Unit.At
  );
}

/** Do the letters before `at` end as `Basic` or `Bearer` do? What follows those may be short. */
export function isSchemeEnd(units: Units, at: number): boolean {
  const last = units[at - 1]! | 32;
  const before = units[at - 2]! | 32;
  return (last === 99 && before === 105) || (last === 114 && before === 101);
}

/** Does an option of a command begin behind the blank at `at`: `-u`, `--user`, `/user`? */
export function isOption(units: Units, at: number): boolean {
  const first = units[at + 1]!;
  if (first !== DASH && first !== SLASH) return false;
  const second = units[at + 2]! | 32;
  return (second >= 97 && second <= 122) || (first === DASH && second === DASH);
}

const BLANK = 32;

/** Does a word end at `at` that leads to what a thing is: `is`, `es`, `ist`, `est`, `lautet`? */
export function isCopula(units: Units, at: number): boolean {
  const last = units[at - 1]!;
  const before = units[at - 2]!;
  // is, es
  if (last === 115) return (before === 105 || before === 101) && units[at - 3] === BLANK;
  if (last !== 116) return false;
  // lautet
  if (before === 101) return units[at - 3] === 116 && units[at - 4] === 117;
  // ist, est
  const first = units[at - 3];
  return before === 115 && (first === 105 || first === 101) && units[at - 4] === BLANK;
}
