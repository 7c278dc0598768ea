import { type Candidates, RANK } from '../candidate.ts';
import { isPlaceholder } from '../placeholder.ts';
import { jwtAt } from './jwt.ts';
import { FORMATS, MARK, MARKED, type ProviderFormat } from './providerFormats.ts';

const startKey = (first: number, second: number): number => (first << 7) | second;

/** Formats by the two characters they begin with: one look tells that no token begins here. */
const BY_START = new Map<number, ProviderFormat[]>();
for (const format of FORMATS) {
  for (const two of format.starts.split(' ')) {
    const key = startKey(two.charCodeAt(0), two.charCodeAt(1));
    BY_START.set(key, [...(BY_START.get(key) ?? []), format]);
  }
}
const JWT = startKey('e'.charCodeAt(0), 'y'.charCodeAt(0));
/** 1 where a token may begin: an array, as this is asked for every word of every text. */
const STARTS = new Uint8Array(1 << 14);
for (const key of [...BY_START.keys(), JWT]) STARTS[key] = 1;

/** No format is shorter. */
const SHORTEST = 20;

/** A Telegram bot token has its number before the mark. */
const TELEGRAM_TAIL = /:AA[\w-]{33}/y;

function isWordChar(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Does the token end where the pattern stopped, and not in the middle of a longer word? */
function endsHere(text: string, end: number): boolean {
  return end >= text.length || !isWordChar(text.charCodeAt(end));
}

function telegramAt(text: string, at: number, out: Candidates): void {
  TELEGRAM_TAIL.lastIndex = at;
  if (!TELEGRAM_TAIL.test(text)) return;
  const end = TELEGRAM_TAIL.lastIndex;
  let start = at;
  while (start > 0 && at - start < 12 && text.charCodeAt(start - 1) >= 48 && text.charCodeAt(start - 1) <= 57)
    start--;
  if (at - start < 8 || !endsHere(text, end)) return;
  out.add({
    kind: 'token',
    label: 'Telegram bot token',
    span: { start, end },
    confidence: 'high',
    rank: RANK.format,
  });
}

/** Tries the formats that may begin at `at`; the end of the match, or `at`. */
function formatAt(text: string, at: number, formats: readonly ProviderFormat[], out: Candidates): number {
  for (const { label, pattern, fits } of formats) {
    pattern.lastIndex = at;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    const token = text.slice(at, end);
    if (!endsHere(text, end) || isPlaceholder(token) || fits?.(token, text, at) === false) continue;
    out.add({ kind: 'token', label, span: { start: at, end }, confidence: 'high', rank: RANK.format });
    return end;
  }
  return at;
}

/** Tokens that are known by a mark inside them. */
function findMarked(text: string, out: Candidates): void {
  MARK.lastIndex = 0;
  for (let hit = MARK.exec(text); hit && !out.full; hit = MARK.exec(text)) {
    const at = hit.index;
    const format = MARKED.get(hit[0].slice(0, 3));
    if (format === undefined) {
      telegramAt(text, at, out);
      continue;
    }
    const { label, pattern, before } = format;
    const start = at - before;
    if (start < 0 || (start > 0 && isWordChar(text.charCodeAt(start - 1)))) continue;
    pattern.lastIndex = start;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    if (!endsHere(text, end) || isPlaceholder(text.slice(start, end))) continue;
    out.add({ kind: 'token', label, span: { start, end }, confidence: 'high', rank: RANK.format });
  }
}

/** Tokens of known providers and JSON Web Tokens, anywhere in the text. */
export function findProviderTokens(text: string, out: Candidates): void {
  const n = text.length;
  let before = false;
  for (let i = 0; i + SHORTEST <= n; i++) {
    const code = text.charCodeAt(i);
    const word = isWordChar(code);
    const second = word && !before ? text.charCodeAt(i + 1) : 128;
    if (second < 128 && STARTS[startKey(code, second)] === 1) {
      const start = startKey(code, second);
      const formats = BY_START.get(start);
      const end = formats ? formatAt(text, i, formats, out) : start === JWT ? jwtAt(text, i, out) : i;
      if (out.full) return;
      // The last character of the token is looked at again, as the one before.
      if (end > i) i = end - 1;
    }
    before = word;
  }
  findMarked(text, out);
}
