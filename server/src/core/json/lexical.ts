// Small questions about the letters of a JSON text.
import { BEYOND, type Units } from './units.ts';

/** Code units with a meaning in JSON. */
export const Unit = {
  Quote: 34,
  Comma: 44,
  Colon: 58,
  At: 64,
  OpenArray: 91,
  Backslash: 92,
  CloseArray: 93,
  LetterU: 117,
  OpenObject: 123,
  CloseObject: 125,
} as const;

/** Inside of a text: 0 for what ends it, and for quotes, backslashes, `@`, blanks and signs; 1 for what means nothing by itself. */
export const PLAIN = new Uint8Array(256).fill(1, 33);
for (const unit of [Unit.Quote, Unit.Backslash, Unit.At]) PLAIN[unit] = 0;
/** Signs of assignments, URLs and markup. */
for (const sign of '=~:%<') PLAIN[sign.charCodeAt(0)] = 0;

/** End of the run of characters that cannot end a value. */
export function wordEnd(units: Units, length: number, from: number): number {
  let at = from;
  for (; at < length; at++) {
    const unit = units[at]!;
    if (unit <= 32 || unit === Unit.Comma || unit === Unit.Colon || unit === Unit.Quote) break;
    if (
      unit === Unit.OpenObject ||
      unit === Unit.CloseObject ||
      unit === Unit.OpenArray ||
      unit === Unit.CloseArray
    )
      break;
  }
  return at;
}

const ESCAPE_LETTERS = '"\\/bfnrtu';

/** Does a known escape begin with the backslash at `at`? */
export function isEscape(text: string, at: number): boolean {
  const letter = text[at + 1];
  if (letter === undefined || !ESCAPE_LETTERS.includes(letter)) return false;
  return letter !== 'u' || /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6));
}

/** Where an unclosed text ends: a comma at the end of the line most likely followed the closing quote. */
export function endOfUnclosed(units: Units, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && (units[at - 1] === 32 || units[at - 1] === 9)) at--;
  return at > start + 1 && units[at - 1] === Unit.Comma ? at - 1 : end;
}

/** Longer keys are told apart by their two ends. */
const HASHED = 8;

/** A hash of a raw key: equal keys have equal ones. */
export function hashUnits(units: Units, from: number, to: number): number {
  const length = to - from;
  let hash = length;
  const head = length > 2 * HASHED ? from + HASHED : to;
  for (let at = from; at < head; at++) hash = (Math.imul(hash, 31) + units[at]!) | 0;
  if (head < to) for (let at = to - HASHED; at < to; at++) hash = (Math.imul(hash, 31) + units[at]!) | 0;
  return hash;
}

/** The same hash of a decoded key. */
export function hashOf(text: string): number {
  const units = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = Math.min(text.charCodeAt(at), BEYOND);
  return hashUnits(units, 0, units.length);
}

const isDigit = (unit: number | undefined): boolean => unit !== undefined && unit >= 48 && unit <= 57;

/** End of a JSON number at `start`; `start` when there is none. */
export function numberEnd(units: Units, start: number): number {
  let at = start;
  if (units[at] === 45) at++;
  const first = units[at];
  if (!isDigit(first)) return start;
  at++;
  if (first !== 48) while (isDigit(units[at])) at++;
  if (units[at] === 46 && isDigit(units[at + 1])) {
    at++;
    while (isDigit(units[at])) at++;
  }
  const exponent = units[at];
  if (exponent === 101 || exponent === 69) {
    let digits = at + 1;
    if (units[digits] === 43 || units[digits] === 45) digits++;
    if (isDigit(units[digits])) {
      at = digits;
      while (isDigit(units[at])) at++;
    }
  }
  return at;
}
