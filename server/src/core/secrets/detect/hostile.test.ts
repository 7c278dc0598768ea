import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fake, fakeJwt, fakes } from './fakeSecrets.ts';
import { maskIn } from './mask.ts';
import { findSecrets, worthScanning } from './secretValue.ts';

const SIZE = 1 << 20;
const units = [
  ...[
    'a',
    '=',
    'sig=',
    '%',
    '{',
    '%3D',
    '%26sig%3D',
    'password:',
    '"password":"',
    'token="',
    'key = ',
    '\\"',
    '\\',
    '://',
  ],
  ...[
    'http://a:b@c ',
    'eyJ',
    'eyJa.',
    '-----BEGIN',
    'sk-',
    'xox'.concat('b-1-'),
    'Basic ',
    'Bearer a1',
    'Password=x;',
    ':AA',
    '\n',
  ],
  `-----BEGIN ${'PRIVATE'} KEY-----`,
  `se=&sig=${fake(30)}&`,
  `AccountName=a;AccountKey=${fake(30)};`,
  `JQ${'QJ99'}`,
  `Az${'Fu'}`,
];

describe('hostile texts', () => {
  it.each(units)(
    '1 MB of %j is answered, with a bounded number of matches',
    (unit) => {
      const text = unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
      for (const names of [['x'], ['password'], ['cookie']]) {
        const found = findSecrets(text, { names });
        expect(found.length).toBeLessThanOrEqual(20_000);
      }
    },
    10_000,
  );

  it('a secret at the end of a long text is found', () => {
    const text = `${'lorem ipsum dolor '.repeat(60_000)}${fakes.entra()}`;
    expect(findSecrets(text, { names: ['x'] }).map((one) => one.label)).toEqual(['Entra client secret']);
  });
});

it('a secret at the end of a long cookie is found', () => {
  const session = fake(40);
  const text = `${'lang=en; '.repeat(2_000)}session=${session}`;
  const found = findSecrets(text, { names: ['headers', 'Cookie'] });
  expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual([session]);
});

describe('many secrets in one text', () => {
  const passwords = Array.from({ length: 2_000 }, (_, at) => fake(30, undefined, at + 1));

  it('are all found, in order', () => {
    const text = passwords.map((one) => `password=${one}\n`).join('');
    const found = findSecrets(text, { names: [] });
    expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual(passwords);
  });

  it('what is left out in the end hides none behind it', () => {
    const host = 'https://pafeblobprod.blob.core.windows.net';
    const pictures = passwords.map((one) => `${host}/a/logosmallfile?se=2099-01-01&sig=${one}%3D`).join(' ');
    const text = `${pictures} password=${passwords[0]}`;
    const found = findSecrets(text, { names: ['x'] });
    expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual([passwords[0]]);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '&',
    '?',
    '=',
    ';',
    ' ',
    '"',
    '\\"',
    ':',
    '://',
    '@',
    '%',
    '%3D',
    '%26',
    '{',
    '}',
    '<',
    '\n',
    '…',
    '😀',
  ),
  fc.constantFrom(
    'sig',
    'code',
    'password',
    'client_secret',
    'token',
    'key',
    'AccountKey',
    'Basic ',
    'Bearer ',
    'https',
    'se',
    'eyJ',
  ),
  fc.integer({ min: 1, max: 40 }).map((seed) => fakes.entra(seed)),
  fc.integer({ min: 1, max: 40 }).map((seed) => fakes.sasSignature(seed)),
  fc.integer({ min: 1, max: 40 }).map((seed) => fakes.password(seed)),
  fc.integer({ min: 1, max: 40 }).map((seed) => fakeJwt({ exp: seed }, seed)),
  fc.string({ maxLength: 6 }),
);
const someText = fc.array(piece, { maxLength: 24 }).map((parts) => parts.join(''));
const someNames = fc.array(
  fc.constantFrom('password', 'token', 'API key', 'value', '0', 'body', 'Authorization', 'x'),
  { maxLength: 4 },
);

describe('for any text', () => {
  it('spans lie inside, do not overlap, come in order, and the masked text holds no secret', () => {
    fc.assert(
      fc.property(someText, someNames, (text, names) => {
        const found = findSecrets(text, { names });
        let last = 0;
        for (const { span } of found) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          last = span.end;
        }
        const masked = maskIn(
          text,
          found.map((one) => one.span),
        );
        for (const { span } of found) {
          const secret = text.slice(span.start, span.end);
          // A short secret may also stand elsewhere in the text, as an ordinary word.
          if (secret.length >= 12 && text.indexOf(secret) === text.lastIndexOf(secret))
            expect(masked.includes(secret)).toBe(false);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('the cheap look lets nothing through that the detectors would find', () => {
    fc.assert(
      fc.property(someText, (text) => {
        // Longer than the cheap look's limit: scanned in any case.
        const padded = text + ' '.repeat(2100);
        if (text.length >= 14 && findSecrets(padded, { names: [] }).some((one) => one.confidence === 'high'))
          expect(worthScanning(text)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
