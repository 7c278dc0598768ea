/**
 * Made-up secrets for tests, put together at run time so that no file of this project holds anything that looks like
 * one. Not imported by product code.
 */
export const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const HEX = '0123456789abcdef';
export const BASE64 = `${ALNUM}+/`;
export const BASE64URL = `${ALNUM}-_`;

/** `length` characters of `alphabet`, the same for the same arguments; looks random, is not. */
export function fake(length: number, alphabet = ALNUM, seed = 7): string {
  let state = (seed * 2_654_435_761) >>> 0;
  let out = '';
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    out += alphabet[(state >>> 8) % alphabet.length];
  }
  return out;
}

/** Base64 of ASCII text, either alphabet, without padding when `url`. */
export function base64(text: string, url = false): string {
  const alphabet = url ? BASE64URL : BASE64;
  let out = '';
  for (let i = 0; i < text.length; i += 3) {
    const a = text.charCodeAt(i);
    const b = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
    const c = i + 2 < text.length ? text.charCodeAt(i + 2) : 0;
    const left = text.length - i;
    out += alphabet[a >> 2]! + alphabet[((a & 3) << 4) | (b >> 4)]!;
    out += left > 1 ? alphabet[((b & 15) << 2) | (c >> 6)]! : url ? '' : '=';
    out += left > 2 ? alphabet[c & 63]! : url ? '' : '=';
  }
  return out;
}

export function fakeJwt(claims: object, seed = 7): string {
  const header = base64(JSON.stringify({ alg: 'RS256', typ: 'JWT', kid: fake(12, ALNUM, seed) }), true);
  return `${header}.${base64(JSON.stringify({ aud: fake(8), ...claims }), true)}.${fake(86, BASE64URL, seed)}`;
}

export const fakes = {
  /** Entra client secret, newer shape. */
  entra: (seed = 7) => `${fake(3, ALNUM, seed)}8Q${'~'}${fake(34, `${ALNUM}.-_~`, seed)}`,
  entraOld: (seed = 7) => `${fake(16, ALNUM, seed)}_u2.v9${fake(14, ALNUM, seed + 1)}`,
  hex32: (seed = 7) => fake(32, HEX, seed),
  storage: (seed = 7) => `${fake(76, BASE64, seed)}+A${'St'}${fake(5, ALNUM, seed)}A==`,
  oldStorage: (seed = 7) => `${fake(86, BASE64, seed)}==`,
  signature: (seed = 7) => fake(43, BASE64URL, seed),
  sasSignature: (seed = 7) => encodeURIComponent(`${fake(43, BASE64, seed)}=`),
  functionKey: (seed = 7) => `${fake(44, BASE64URL, seed)}Az${'Fu'}${fake(5, ALNUM, seed)}Q==`,
  oldFunctionKey: (seed = 7) => `${fake(54, ALNUM, seed)}==`,
  aiKey: (seed = 7) =>
    `${fake(52, ALNUM, seed)}JQ${'QJ99'}${fake(1)}A${fake(16, ALNUM, seed)}x${fake(7, ALNUM, seed)}`,
  devopsToken: (seed = 7) => `${fake(76, ALNUM, seed)}AZ${'DO'}${fake(4, ALNUM, seed)}`,
  oldDevopsToken: (seed = 7) => fake(52, 'abcdefghijklmnopqrstuvwxyz234567', seed),
  password: (seed = 7) => `${fake(6, ALNUM, seed)}!7z${fake(4, ALNUM, seed + 1)}`,
  pem: (seed = 7) =>
    [
      `-----BEGIN ${'PRIVATE'} KEY-----`,
      `MI${fake(62, BASE64, seed)}`,
      fake(64, BASE64, seed + 1),
      fake(64, BASE64, seed + 2),
      `-----END ${'PRIVATE'} KEY-----`,
    ].join('\n'),
};
