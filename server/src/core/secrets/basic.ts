import { type CallExpr, type Expr, foldText, type StringExpr } from '../expressions/index.ts';
import type { Span } from '../text/span.ts';
import { classesOf, DIGIT, LOWER, looksRandom, UPPER } from './detect/entropy.ts';
import { decodeBase64 } from './detect/formats/jwt.ts';
import { judgeValue } from './detect/judge.ts';
import type { CredentialName } from './detect/names.ts';

// `user:password`, as Basic authentication sends it in base64: behind `Basic ` for certain, elsewhere by the look of the password.

export const BASIC_PASSWORD = 'password of Basic authentication';
export const BASIC_PAIR = 'user name and password of Basic authentication';

/** A quoted text and the part of its value that belongs to the password. */
export interface PasswordPart {
  readonly expr: StringExpr;
  readonly password: Span;
}

const PASSWORD: CredentialName = { kind: 'strong', words: ['password'] };
const PAIR = /^([^\s:"'{}<>]{0,80}):([^\s:"{}<>]{6,128})$/;
/** What stands before the colon in an address, a picture or a hash. */
const SCHEME = /^(?:https?|ftps?|wss?|urn|data|mailto|file|tel|sip|sms|cid|gid|sha\d{1,3}|md5)$/i;
const ALL = LOWER | UPPER | DIGIT;

/** Where the password stands in a text that is a user name and a password beyond doubt; undefined for any other. */
export function passwordInPair(text: string): Span | undefined {
  const pair = PAIR.exec(text);
  if (pair === null || SCHEME.test(pair[1]!) || !isCertain(pair[2]!)) return undefined;
  return { start: text.length - pair[2]!.length, end: text.length };
}

/** No word, number or address: capitals, small letters and digits, or drawn by lot. */
function isCertain(password: string): boolean {
  const judged = judgeValue(password, PASSWORD);
  if (judged === undefined || judged.confidence === 'low') return false;
  return (
    (password.length >= 8 && (classesOf(password) & ALL) === ALL) ||
    (password.length >= 20 && looksRandom(password))
  );
}

/**
 * The literal parts behind the colon of `base64('user:password')` or `base64(concat('user', ':', 'password'))`. `behindBasic`:
 * whatever stands there is a password; else all of it has to be literal and look like one.
 */
export function passwordParts(call: CallExpr, behindBasic: boolean): readonly PasswordPart[] {
  const pair = call.args[0];
  if (call.lowerName !== 'base64' || pair === undefined) return [];
  const args = pair.kind === 'call' && pair.lowerName === 'concat' ? pair.args : [pair];
  const parts: PasswordPart[] = [];
  let behind = false;
  let user = '';
  for (const part of args) {
    if (part.kind !== 'string') {
      if (behind && !behindBasic) return [];
      continue;
    }
    const start = behind ? 0 : part.value.indexOf(':') + 1;
    if (!behind && start === 0) {
      user += part.value;
      continue;
    }
    if (!behind) user += part.value.slice(0, start - 1);
    behind = true;
    if (start < part.value.length) parts.push({ expr: part, password: { start, end: part.value.length } });
  }
  if (behindBasic) return parts;
  const password = parts.map(({ expr, password: { start } }) => expr.value.slice(start)).join('');
  return passwordInPair(`${user}:${password}`) === undefined ? [] : parts;
}

const DECODERS = new Set(['base64tostring', 'decodebase64']);

/** The text that a call decodes from a constant, `base64ToString('…')`; undefined for all other calls. */
export function decodedConstant(call: CallExpr): string | undefined {
  if (!DECODERS.has(call.lowerName) || call.args.length !== 1) return undefined;
  const coded = foldText(call.args[0] as Expr);
  const bytes = coded === undefined ? undefined : decodeBase64(coded.trim());
  // Control characters: no text, whatever it is.
  return bytes !== undefined && /^[\t\n\r\x20-\x7e\xa0-\xff]+$/.test(bytes) ? bytes : undefined;
}
