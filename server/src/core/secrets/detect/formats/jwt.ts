import { type Candidates, RANK } from '../candidate.ts';

const TOKEN = /eyJ[\w-]{10,4000}\.([\w-]{10,12000})\.[\w-]{16,2000}/y;
/** The token of the format's public introduction pages, in its claims part (`1234567890`, `John Doe`). */
const SAMPLE = 'eyJzdWIiOiIxMjM0NTY3ODkwI';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64 (either alphabet) to text of single bytes; undefined when a character is foreign. At most 16,000 characters. */
export function decodeBase64(text: string): string | undefined {
  let out = '';
  let bits = 0;
  let width = 0;
  for (let i = 0; i < text.length && i < 16_000; i++) {
    const char = text[i]!;
    if (char === '=') break;
    const value = ALPHABET.indexOf(char === '+' ? '-' : char === '/' ? '_' : char);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    width += 6;
    if (width >= 8) {
      width -= 8;
      out += String.fromCharCode((bits >> width) & 0xff);
    }
  }
  return out;
}

/** Seconds since 1970 to an ISO date, when the number makes sense. */
export function isoFromEpoch(seconds: number): string | undefined {
  return seconds > 0 && seconds < 32_503_680_000 ? new Date(seconds * 1000).toISOString() : undefined;
}

/** Tries a JSON Web Token at `at` (where `eyJ` stands). Returns the end of the match, or `at`. */
export function jwtAt(text: string, at: number, out: Candidates): number {
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(text);
  if (!match) return at;
  const end = at + match[0].length;
  const claims = match[1]!;
  if (claims.startsWith(SAMPLE)) return end;
  const exp = /"exp"\s{0,4}:\s{0,4}(\d{9,11})/.exec(decodeBase64(claims) ?? '');
  const expires = exp ? isoFromEpoch(Number(exp[1])) : undefined;
  out.add({
    kind: 'token',
    label: 'JSON Web Token',
    span: { start: at, end },
    confidence: 'high',
    rank: RANK.format,
    ...(expires ? { expires } : {}),
  });
  return end;
}
