import { Candidates, merge, RANK } from './candidate.ts';
import { findAssignments } from './formats/assignments.ts';
import { findAuthSchemes } from './formats/authSchemes.ts';
import { findAwsKeys } from './formats/aws.ts';
import { findInCommands } from './formats/commands.ts';
import { findMarkedKeys } from './formats/microsoft.ts';
import { findPairs } from './formats/pairs.ts';
import { findPrivateKeys } from './formats/pem.ts';
import { findPresignedUrls } from './formats/presigned.ts';
import { findInProse, PASSWORD_NAMES } from './formats/prose.ts';
import { findProviderTokens } from './formats/providers.ts';
import { findUrlSecrets } from './formats/urls.ts';
import { findXmlValues } from './formats/xml.ts';
import { judgeValue } from './judge.ts';
import { type NearestName, nearestCredentialName } from './names.ts';
import { isPlatformPicture } from './platformUrls.ts';
import { serviceKeyOf } from './serviceKeys.ts';
import type { SecretMatch, ValueContext } from './types.ts';

const NONE: readonly SecretMatch[] = Object.freeze([]);

const TOKEN = 1;
const DIGIT = 2;
/** A sign of an assignment, a pair, an escaped or encoded text, an Entra secret: worth a closer look. */
const SIGN = 4;

const CLASS = new Uint8Array(128);
for (let c = 48; c <= 57; c++) CLASS[c] = TOKEN | DIGIT;
for (let c = 65; c <= 90; c++) CLASS[c] = CLASS[c + 32] = TOKEN;
for (const c of '+_-') CLASS[c.charCodeAt(0)] = TOKEN;
for (const c of '=~"\\') CLASS[c.charCodeAt(0)] = SIGN;

/** Nothing that is no literal under a credential name is shorter. */
const SHORTEST = 14;
/** Longer texts skip the cheap look: the detectors themselves are linear. */
const CHEAP_LIMIT = 2048;
/** A run of token characters this long with a digit among them, or that long without any. */
const RUN = 16;
const LETTERS = 34;

/** Ids of steps and rows are the commonest long strings of all. */
function isGuid(text: string): boolean {
  return (
    text.length === 36 &&
    text.charCodeAt(8) === 45 &&
    text.charCodeAt(13) === 45 &&
    text.charCodeAt(18) === 45 &&
    text.charCodeAt(23) === 45
  );
}

/**
 * A cheap look: could a text hold a secret by its own form, whatever its name? False for nearly all ordinary text, in
 * some tens of nanoseconds. `findSecrets` asks itself; callers need it only to avoid preparing a text.
 */
export function worthScanning(text: string): boolean {
  return worthScanningIn(text, 0, text.length);
}

/** The same for a part of a longer text, without cutting it out first. */
export function worthScanningIn(text: string, start: number, end: number): boolean {
  const n = end - start;
  if (n < SHORTEST || (n === 36 && isGuid(text.slice(start, end)))) return false;
  if (n > CHEAP_LIMIT) return true;
  let run = 0;
  let digits = 0;
  let colons = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    const kind = code < 128 ? CLASS[code]! : 0;
    if (kind & TOKEN) {
      run++;
      digits |= kind & DIGIT;
      if (run >= RUN && (digits || run >= LETTERS)) return true;
    } else {
      if (kind) return true;
      run = 0;
      digits = 0;
      if (code === 58) colons++;
      // user:password@host
      else if (code === 64 && colons > 1) return true;
      // name%3Dvalue
      else if (code === 37 && text.charCodeAt(i + 1) === 51) return true;
      // </name>
      else if (code === 47 && text.charCodeAt(i - 1) === 60) return true;
      if (code === 32 && (startsOption(text, i + 1) || endsInPassword(text, i))) return true;
      if ((code === 32 || code === 37) && endsScheme(text, i)) return true;
    }
  }
  return colons > 0 && HEADER.test(text.slice(start, end));
}

const TELLS = new RegExp(`(?:${PASSWORD_NAMES}) (?:is|ist|lautet|est|es)$`, 'i');

/** Does a sentence that ends at `at` lead to a password: `Your password is`? */
function endsInPassword(text: string, at: number): boolean {
  const last = text.charCodeAt(at - 1);
  return (last === 115 || last === 116) && TELLS.test(text.slice(Math.max(0, at - 24), at));
}

/** `-u`, `--user`, `/user`: an option of a command. */
function startsOption(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first !== 45 && first !== 47) return false;
  const second = text.charCodeAt(at + 1) | 32;
  return (second >= 97 && second <= 122) || (first === 45 && second === 45);
}

/** Does `Basic` or `Bearer` end at `at`? */
function endsScheme(text: string, at: number): boolean {
  const last = text.charCodeAt(at - 1) | 32;
  return (last === 99 || last === 114) && /b(?:asic|earer)$/i.test(text.slice(Math.max(0, at - 6), at));
}

/** Cookies that lead to the same server or count visitors: App Service, Application Gateway, AWS, F5, Cloudflare, Google, Entra. */
const ROUTING =
  /^\s{0,4}(?:ARRAffinity(?:SameSite)?|ApplicationGatewayAffinity(?:CORS)?|AWSALB(?:CORS)?|BIGipServer.{0,80}|TiPMix|__cf_bm|_cfuvid|_ga.{0,40}|_gid|fpc|stsservicecookie|x-ms-gateway-slice)=/i;

const HEADER = new RegExp(`(?:key|token|secret) {0,2}:|(?:${PASSWORD_NAMES})[^:]{0,120}:`, 'i');

function namedValue(text: string, nearest: NearestName, out: Candidates): void {
  const { words } = nearest.name;
  if (words[words.length - 1] !== 'cookie') {
    judgePart(text, 0, nearest, out);
    return;
  }
  // `lang=en; session=…`: each part has its own value.
  let from = 0;
  for (const part of text.split(';')) {
    const equals = part.indexOf('=') + 1;
    if (!ROUTING.test(part)) judgePart(part.slice(equals), from + equals, nearest, out);
    from += part.length + 1;
  }
}

/** `offset`: where `part` stands in the text. */
function judgePart(part: string, offset: number, { name, direct }: NearestName, out: Candidates): void {
  const value = part.trim();
  const judged = judgeValue(value, name);
  // A word in a list under a step named `Check password` is no password.
  if (!judged || (judged.confidence === 'low' && !direct)) return;
  const start = offset + (part.length === value.length ? 0 : part.indexOf(value));
  out.add({
    kind: 'named-value',
    label: judged.label,
    span: { start, end: start + value.length },
    confidence: judged.confidence,
    rank: RANK.named,
  });
}

/** The list of query keys that an HTTP step has beside its URI. */
function serviceKey(text: string, names: readonly string[]): NearestName | undefined {
  const last = names.length - 1;
  const service = names[last - 1] === 'queries' ? serviceKeyOf(names[last]!) : undefined;
  return service?.isOne(text, '?') === true ? { name: service.name, direct: true } : undefined;
}

/**
 * Secrets in one decoded literal text: a whole string, a literal part of a string with `@{}` in it, or a quoted literal
 * of an expression. Never an expression itself. Names and value decide together; spans (UTF-16 offsets into `text`)
 * cover the secret alone, do not overlap, and come in order. Never throws; linear in the length of the text; at most
 * 20,000 matches.
 */
export function findSecrets(text: string, context: ValueContext): readonly SecretMatch[] {
  if (text.length < 4) return NONE;
  const nearest = serviceKey(text, context.names) ?? nearestCredentialName(context.names);
  const scan = context.isWorthScanning === true || worthScanning(text);
  if (!nearest && !scan) return NONE;
  const out = new Candidates();
  if (scan) {
    findPrivateKeys(text, out);
    findProviderTokens(text, out);
    findMarkedKeys(text, out);
    findAwsKeys(text, out);
    findAssignments(text, out);
    findPresignedUrls(text, out);
    findXmlValues(text, out);
    findInCommands(text, out);
    findInProse(text, out);
    if (text.includes(':')) {
      findPairs(text, out);
      findUrlSecrets(text, out);
    }
    findAuthSchemes(text, nearest?.name.words.some((word) => word.startsWith('auth')) ?? false, out);
  }
  if (nearest) namedValue(text, nearest, out);
  if (out.list.length === 0) return NONE;
  return merge(out.list).filter(({ span }) => !isPlatformPicture(text, span.start, context));
}
