import { type Candidates, RANK } from '../candidate.ts';
import { looksRandom } from '../entropy.ts';
import { judgeValue } from '../judge.ts';
import { type CredentialName, credentialName } from '../names.ts';
import { isPlaceholder } from '../placeholder.ts';
import { serviceKeyOf } from '../serviceKeys.ts';
import { isNumberOrId } from '../spokenValues.ts';
import type { Confidence } from '../types.ts';
import { decodePercent } from '../url.ts';
import { isoFromEpoch } from './jwt.ts';
import { isPresignedBy } from './presigned.ts';

// `name=value` wherever it stands: the query of a URL (also percent-encoded), a form body, a connection string, code.

const MAX_NAME = 48;
const MAX_VALUE = 1024;
/** How far around a value its URL is looked at. */
const AROUND = 2048;

function isNameChar(c: number): boolean {
  return (
    (c >= 97 && c <= 122) ||
    (c >= 65 && c <= 90) ||
    (c >= 48 && c <= 57) ||
    c === 95 ||
    c === 45 ||
    c === 46 ||
    c === 36
  );
}

/** Ends a value in a query, a form body or code: white space, quotes, `&;<>\,)}|` and backtick, `#`. */
function endsValue(c: number): boolean {
  return (
    c <= 32 ||
    c === 34 ||
    c === 38 ||
    c === 39 ||
    c === 59 ||
    c === 60 ||
    c === 62 ||
    c === 92 ||
    c === 44 ||
    c === 41 ||
    c === 125 ||
    c === 124 ||
    c === 96 ||
    c === 35
  );
}

/** Ends the URL or body around a value. */
function endsRun(c: number): boolean {
  return c <= 32 || c === 34 || c === 39 || c === 60 || c === 62 || c === 96;
}

interface Assignment {
  readonly nameStart: number;
  readonly start: number;
  readonly end: number;
  /** Written `name%3Dvalue`. */
  readonly encoded: boolean;
}

function runAround(text: string, at: number): string {
  let from = at;
  while (from > 0 && at - from < AROUND && !endsRun(text.charCodeAt(from - 1))) from--;
  let to = at;
  while (to < text.length && to - at < AROUND && !endsRun(text.charCodeAt(to))) to++;
  return text.slice(from, to);
}

/** Behind `$(NAME)` or `$(command)`: the bracket belongs to what a pipeline or a shell fills in. */
function callEnd(text: string, start: number, limit: number): number | undefined {
  if (!/^(?:\$|%24)\(/.test(text.slice(start, start + 4))) return undefined;
  const close = text.slice(start, limit).indexOf(')');
  const end = start + close + 1;
  // A password that begins so goes on.
  return close < 0 || (end < text.length && !endsValue(text.charCodeAt(end))) ? undefined : end;
}

/** The value from `from` on: quoted, or up to a delimiter; `=` only as padding at its end. */
function valueFrom(text: string, from: number, encoded: boolean): [number, number] {
  let start = from;
  const limit = Math.min(text.length, from + MAX_VALUE);
  if (!encoded) {
    while (start < from + 2 && text.charCodeAt(start) === 32) start++;
    if (text.charCodeAt(start) === 92) start++;
    const quote = text.charCodeAt(start);
    if (quote === 34 || quote === 39) {
      start++;
      let end = start;
      while (end < limit && text.charCodeAt(end) !== quote && text.charCodeAt(end) !== 92) end++;
      return [start, end];
    }
    if (start > from) return [from, from];
  }
  const call = callEnd(text, start, limit);
  if (call !== undefined) return [start, call];
  let end = start;
  while (end < limit) {
    const c = text.charCodeAt(end);
    if (endsValue(c)) break;
    if (encoded && c === 37 && /^%(?:26|3b|23|20|22)/i.test(text.slice(end, end + 3))) break;
    if (c === 61) {
      while (end < limit && end - start < MAX_VALUE && text.charCodeAt(end) === 61) end++;
      break;
    }
    end++;
  }
  return [start, end];
}

/** The value of a connection string's part: up to `;`, a quote or the end of the line. */
function partFrom(text: string, from: number): [number, number] {
  const limit = Math.min(text.length, from + MAX_VALUE);
  let end = from;
  while (end < limit) {
    const c = text.charCodeAt(end);
    if (c === 59 || c === 34 || c === 39 || c === 10 || c === 13 || c === 60) break;
    end++;
  }
  while (end > from && text.charCodeAt(end - 1) === 32) end--;
  return [from, end];
}

function nameBefore(text: string, at: number): [number, number] {
  let end = at;
  while (end > 0 && at - end < 2 && text.charCodeAt(end - 1) === 32) end--;
  let start = end;
  while (start > 0 && end - start < MAX_NAME && isNameChar(text.charCodeAt(start - 1))) start--;
  if (start > 0 && end - start >= MAX_NAME && isNameChar(text.charCodeAt(start - 1))) return [end, end];
  // `%26sig`: the two digits belong to the percent sign before.
  if (start > 0 && text.charCodeAt(start - 1) === 37 && /^[0-9a-f]{2}/i.test(text.slice(start, start + 2)))
    start += 2;
  return [Math.min(start, end), end];
}

const DATE = /^\d{4}-\d\d-\d\d(?:T[\d:.]{4,16}Z?)?$/;

/** The `se=` of a signed URL: an ISO date, or seconds since 1970. */
function expiryIn(run: string): string | undefined {
  const se = /[?&;]se=([^&;\s"']{8,40})/.exec(run)?.[1];
  if (!se) return undefined;
  const value = decodePercent(se);
  if (DATE.test(value)) return value;
  return /^\d{9,11}$/.test(value) ? isoFromEpoch(Number(value)) : undefined;
}

const FLOW_HOST = /\.logic\.azure\.|\.powerplatform\.|\/workflows\/[0-9a-f]{32}\/|\/triggers\//i;
const SIGNED_BY = /[?&;](?:sv|se|sp|sr|skn|api-version)=/i;

function signature(text: string, one: Assignment, out: Candidates): void {
  const raw = text.slice(one.start, one.end);
  const value = decodePercent(decodePercent(raw));
  if (!/^[\w+/=-]{16,200}$/.test(value) || !looksRandom(value) || isPlaceholder(value)) return;
  const around = runAround(text, one.start);
  const run = one.encoded ? decodePercent(around) : around;
  const expires = expiryIn(run);
  const flow = FLOW_HOST.test(run);
  out.add({
    kind: 'signed-url',
    label: flow ? 'flow or Logic App trigger URL' : 'shared access signature (SAS)',
    span: { start: one.start, end: one.end },
    confidence: flow || SIGNED_BY.test(run) ? 'high' : 'medium',
    rank: RANK.format + 5,
    ...(expires ? { expires } : {}),
  });
}

function functionKey(text: string, one: Assignment, out: Candidates): void {
  const value = decodePercent(decodePercent(text.slice(one.start, one.end)));
  if (value.length < 20 || !/^[\w+/=~.-]+$/.test(value) || !looksRandom(value) || isPlaceholder(value))
    return;
  if (isNumberOrId(value)) return;
  const around = runAround(text, one.start);
  const run = one.encoded ? decodePercent(around) : around;
  if (!/\.azurewebsites\.|\/api\/|AzFu/i.test(run) && !run.startsWith('?code=') && value.length < 40) return;
  if (!/[?&]/.test(run)) return;
  out.add({
    kind: 'signed-url',
    label: 'Azure Functions key in a URL',
    span: { start: one.start, end: one.end },
    confidence: /azurewebsites|AzFu/i.test(run) ? 'high' : 'medium',
    rank: RANK.format + 5,
  });
}

function isEntity(text: string, semicolon: number): boolean {
  return text.startsWith('&amp', semicolon - 4);
}

/** Does the part stand in a `;`-separated list of `name=value`? */
function inConnectionString(text: string, one: Assignment): boolean {
  let before = one.nameStart - 1;
  while (before >= 0 && one.nameStart - before < 4 && text.charCodeAt(before) === 32) before--;
  if (before >= 0 && text.charCodeAt(before) === 59 && !isEntity(text, before)) return true;
  if (before >= 0 && !endsRun(text.charCodeAt(before))) return false;
  const [, end] = partFrom(text, one.start);
  return text.charCodeAt(end) === 59 && /^;\s{0,2}[A-Za-z][\w ]{1,40}=/.test(text.slice(end, end + 48));
}

const STORAGE = /(?:^|;)\s{0,2}AccountName=/i;

function inConnection(text: string, one: Assignment, verdict: CredentialName, out: Candidates): void {
  const [start, end] = partFrom(text, one.start);
  const value = text.slice(start, end);
  const words = verdict.words.join(' ');
  const isKey = /key$/.test(words) && value.length >= 20 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(value);
  const judged =
    isKey && !isPlaceholder(value) ? ({ confidence: 'high' } as const) : judgeValue(value, verdict);
  if (!judged) return;
  let label = 'credential in a connection string';
  if (words === 'account key' && STORAGE.test(text.slice(Math.max(0, start - 400), start + 600)))
    label = 'storage account key';
  else if (/access key$/.test(words)) label = 'shared access key';
  else if (/(?:password|pwd)$/.test(words)) label = 'password in a connection string';
  else if (/secret$/.test(words)) label = 'client secret in a connection string';
  else if (/key$/.test(words)) label = 'key in a connection string';
  out.add({
    kind: 'connection-string',
    label,
    span: { start, end },
    confidence: judged.confidence,
    rank: RANK.format + 5,
  });
}

function judgeAssignment(text: string, one: Assignment, verdict: CredentialName, out: Candidates): void {
  if (verdict.words.length === 1 && verdict.words[0] === 'sig') signature(text, one, out);
  else if (verdict.words.length === 1 && verdict.words[0] === 'code') functionKey(text, one, out);
  else {
    if (!one.encoded && inConnectionString(text, one)) inConnection(text, one, verdict, out);
    else underName(text, one, verdict, out);
  }
}

/** A pair of a query, a form body, or code. */
function underName(text: string, one: Assignment, verdict: CredentialName, out: Candidates): void {
  const judged = judgeValue(decodePercent(text.slice(one.start, one.end)), verdict);
  if (!judged) return;
  const before = one.nameStart > 0 ? text[one.nameStart - 1]! : '';
  const around = runAround(text, one.nameStart);
  const inQuery = /[?&;6Ff]/.test(before) && /\?|:\/\/|%3F/i.test(around);
  let confidence: Confidence = judged.confidence;
  // Code and prose also write `token = something`.
  if (!inQuery && before !== '&' && one.nameStart > 0 && confidence === 'high') confidence = 'medium';
  out.add({
    kind: inQuery ? 'url-query-credential' : 'named-value',
    label: inQuery ? `${judged.label} in a URL` : judged.label,
    span: { start: one.start, end: one.end },
    confidence,
    rank: inQuery ? RANK.format + 5 : RANK.assigned,
  });
}

function judgeAt(text: string, at: number, width: number, out: Candidates): void {
  const [nameStart, nameEnd] = nameBefore(text, at);
  if (nameEnd - nameStart < 3) return;
  const name = text.slice(nameStart, nameEnd);
  const service = serviceKeyOf(name);
  if ((service === undefined && !credentialName(name)) || isPresignedBy(name)) return;
  const [start, end] = valueFrom(text, at + width, width > 1);
  const queryOf = (): string => {
    const query = runAround(text, nameStart);
    return width > 1 ? decodePercent(query) : query;
  };
  const isService = service?.isOne(decodePercent(text.slice(start, end)), queryOf()) === true;
  const verdict = isService ? service.name : credentialName(name);
  if (!verdict) return;
  if (end - start >= 4) judgeAssignment(text, { nameStart, start, end, encoded: width > 1 }, verdict, out);
}

/** Secrets written as `name=value` or `name%3Dvalue`. */
export function findAssignments(text: string, out: Candidates): void {
  for (let at = text.indexOf('='); at >= 0 && !out.full; at = text.indexOf('=', at + 1))
    judgeAt(text, at, 1, out);
  for (let at = text.indexOf('%3'); at >= 0 && !out.full; at = text.indexOf('%3', at + 1)) {
    if ((text.charCodeAt(at + 2) | 32) === 100) judgeAt(text, at, 3, out);
  }
}
