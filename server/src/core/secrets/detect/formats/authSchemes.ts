import { type Candidates, RANK } from '../candidate.ts';
import { looksRandom } from '../entropy.ts';
import { isPlaceholder } from '../placeholder.ts';
import { decodeBase64 } from './jwt.ts';

const SCHEME = /[Bb](?:asic|ASIC|earer|EARER)(?:\s{1,4}|%20)/g;
/** Home-made schemes count only where an Authorization header begins. */
const OTHER = /\s{0,4}(?:api-?key|deepl-auth-key|token|key|sharedkey|negotiate)\s{1,4}/iy;
const BASE64 = /[A-Za-z0-9+/]{6,2000}={0,2}/y;
const TOKEN = /[\w~+/.-]{16,4000}={0,2}/y;

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Printable text with a colon in it: what `Basic` carries. Answers the part after the colon. */
function passwordIn(encoded: string): string | undefined {
  if (encoded.replace(/=+$/, '').length % 4 === 1) return undefined;
  const plain = decodeBase64(encoded);
  if (!plain || !/^[\x20-\x7e\xa0-\xff]{3,1500}$/.test(plain)) return undefined;
  const colon = plain.indexOf(':');
  return colon > 0 ? plain.slice(colon + 1) : undefined;
}

function bearerAt(
  text: string,
  start: number,
  label: string,
  inAuthorization: boolean,
  out: Candidates,
): void {
  TOKEN.lastIndex = start;
  const value = TOKEN.exec(text)?.[0];
  if (!value || value.length < (inAuthorization ? 16 : 20) || !looksRandom(value) || isPlaceholder(value))
    return;
  out.add({
    kind: 'token',
    label,
    span: { start, end: start + value.length },
    confidence: inAuthorization ? 'high' : 'medium',
    rank: RANK.shape,
  });
}

function basicAt(text: string, start: number, out: Candidates): void {
  BASE64.lastIndex = start;
  const value = BASE64.exec(text)?.[0];
  const password = value ? passwordIn(value) : undefined;
  if (!value || !password || isPlaceholder(password)) return;
  out.add({
    kind: 'token',
    label: 'user name and password of Basic authentication',
    span: { start, end: start + value.length },
    confidence: 'high',
    rank: RANK.shape,
  });
}

/** Literal credentials of an `Authorization` header: `Basic <user:password>`, `Bearer <token>`; also inside longer text. */
export function findAuthSchemes(text: string, inAuthorization: boolean, out: Candidates): void {
  SCHEME.lastIndex = 0;
  for (let hit = SCHEME.exec(text); hit && !out.full; hit = SCHEME.exec(text)) {
    if (hit.index > 0 && isLetter(text.charCodeAt(hit.index - 1))) continue;
    if (/^ba/i.test(hit[0])) basicAt(text, SCHEME.lastIndex, out);
    else bearerAt(text, SCHEME.lastIndex, 'bearer token', inAuthorization, out);
  }
  OTHER.lastIndex = 0;
  if (inAuthorization && OTHER.test(text)) {
    bearerAt(text, OTHER.lastIndex, 'token of an Authorization header', true, out);
  }
}
