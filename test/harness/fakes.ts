/**
 * Planted secrets for tests, put together at run time so that no scanner finds one in the sources. All are made up.
 * Fixtures name them as `{{name}}`.
 */
const repeat = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

export const FAKES: Readonly<Record<string, string>> = {
  /** 32 hex digits, as Azure AI service keys have. */
  hex32: repeat('0fa4e5ecd3' + 'b21a7788', 32),
  /** Newer Entra client secret. */
  entraSecret: `${'abc' + '8Q'}~${repeat('FakeNotReal0123.xyz_Test-', 34)}`,
  password: 'Not-a-' + 'real-Passw0rd!',
  /** As people make them. */
  personalPassword: 'Sum' + 'mer2024!',
  /** Signature of a callback URL: 43 characters of base64url. */
  sig: repeat('FAKEsig0' + 'NotReal_Value-', 43),
  /** JSON Web Token with an empty-looking payload. */
  jwt: `${'eyJ' + 'hbGciOiJIUzI1NiJ9'}.${'eyJ' + 'zdWIiOiJmYWtlIiwiZXhwIjoxOTAwMDAwMDAwfQ'}.${repeat('FakeSignatureNotReal', 43)}`,
  /** Token of a provider: known by its first characters wherever it stands. */
  githubToken: `${'gh' + 'p_'}${repeat('Fake0' + 'NotReal9Value', 36)}`,
  /** Id of an access key of Amazon Web Services, no secret by itself, and its secret. */
  awsKeyId: `${'AK' + 'IA'}${'FAKE2NOT3REAL4KEY'.slice(0, 16)}`,
  awsSecret: repeat('Qx7/Fk9Lm2+' + 'Nt4Zr8VbGh', 40),
  /** Tokens of services, with digits and without a prefix of letters. */
  huggingFaceToken: `${'h' + 'f_'}${repeat('Fq9Zx2Not' + 'Rl7Kw3Vb', 34)}`,
  mailchimpKey: `${repeat('0fa4e5ecd3' + 'b21a7788', 32)}${'-u' + 's21'}`,
  /** User name and password in base64. */
  basicPair: 'c3ZjOk5vd' + 'C1hLXJlYWwtUGFzc3cwcmQh',
  /** Function key. */
  functionKey: `${repeat('FakeFunctionKey0_', 40)}AzFu${repeat('Fake00', 12)}==`,
  /** Storage account key: 88 characters of base64. */
  accountKey: `${repeat('FakeStorageKey0' + 'NotReal9', 86)}==`,
};

/** Replaces `{{name}}`; unknown names are an error of the test. */
export function expandFakes(text: string): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = FAKES[name];
    if (value === undefined) throw new Error(`unknown planted secret {{${name}}}`);
    return value;
  });
}
