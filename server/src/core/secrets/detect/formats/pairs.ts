import { type Candidates, RANK } from '../candidate.ts';
import { judgeValue } from '../judge.ts';
import { credentialName } from '../names.ts';

// `"name": "value"` in text that is JSON (also with its quotes escaped), and `name: value` as headers are written.

const MAX_NAME = 64;
const MAX_VALUE = 1024;

function isQuote(c: number): boolean {
  return c === 34 || c === 39;
}

/** Leaves out the backslashes that escape a quote. */
function skipBackslashes(text: string, at: number): number {
  let i = at;
  while (i > 0 && at - i < 8 && text.charCodeAt(i - 1) === 92) i--;
  return i;
}

function isBareNameChar(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 45;
}

function quotedPair(text: string, quoteAt: number, colon: number, out: Candidates): void {
  const quote = text.charCodeAt(quoteAt);
  const nameEnd = skipBackslashes(text, quoteAt);
  const escapes = quoteAt - nameEnd;
  let start = nameEnd;
  while (start > 0 && nameEnd - start <= MAX_NAME && text.charCodeAt(start - 1) !== quote) start--;
  if (start === 0 || nameEnd - start > MAX_NAME || nameEnd - start < 2) return;
  let at = colon + 1;
  while (at < colon + 5 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 10)) at++;
  const open = at + escapes;
  if (text.charCodeAt(open) !== quote) return;
  const verdict = credentialName(text.slice(start, nameEnd));
  if (!verdict) return;
  const from = open + 1;
  const limit = Math.min(text.length, from + MAX_VALUE);
  let end = from;
  while (end < limit) {
    const c = text.charCodeAt(end);
    if (c === quote) break;
    end++;
  }
  if (end === limit && end < text.length) return;
  end = skipBackslashes(text, end);
  addJudged(text, from, end, verdict, out);
}

function addJudged(
  text: string,
  start: number,
  end: number,
  verdict: NonNullable<ReturnType<typeof credentialName>>,
  out: Candidates,
): void {
  const judged = judgeValue(text.slice(start, end), verdict);
  if (!judged) return;
  out.add({
    kind: 'named-value',
    label: judged.label,
    span: { start, end },
    confidence: judged.confidence,
    rank: RANK.assigned,
  });
}

/** `Ocp-Apim-Subscription-Key: 0123...`: only strong names, and only values that leave no doubt. */
function barePair(text: string, nameEnd: number, colon: number, out: Candidates): void {
  let start = nameEnd;
  while (start > 0 && nameEnd - start <= MAX_NAME && isBareNameChar(text.charCodeAt(start - 1))) start--;
  const length = nameEnd - start;
  if (length < 3 || length > MAX_NAME) return;
  let from = colon + 1;
  while (from < colon + 3 && text.charCodeAt(from) === 32) from++;
  const first = text.charCodeAt(from);
  if (!(first > 32) || isQuote(first) || first === 47 || first === 123) return;
  const verdict = credentialName(text.slice(start, nameEnd));
  if (verdict?.kind !== 'strong') return;
  const limit = Math.min(text.length, from + 256);
  let end = from;
  while (end < limit) {
    const c = text.charCodeAt(end);
    if (c <= 32 || isQuote(c) || c === 60 || c === 92 || c === 44 || c === 59 || c === 38) break;
    // A chain of pairs, not a value.
    if (c === 58) return;
    end++;
  }
  const judged = judgeValue(text.slice(from, end), verdict);
  if (judged?.confidence === 'high') addJudged(text, from, end, verdict, out);
}

/** Secrets in `"name": "value"` and `name: value`. */
export function findPairs(text: string, out: Candidates): void {
  for (let colon = text.indexOf(':'); colon >= 0 && !out.full; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (before > 0 && colon - before < 4 && text.charCodeAt(before) === 32) before--;
    if (before < 1) continue;
    const c = text.charCodeAt(before);
    if (isQuote(c)) quotedPair(text, before, colon, out);
    else if (isBareNameChar(c)) barePair(text, before + 1, colon, out);
  }
}
