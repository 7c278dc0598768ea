import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASE64, fake, fakes } from './fakeSecrets.ts';
import { maskIn, maskSecret } from './mask.ts';
import { isPlaceholder } from './placeholder.ts';
import { decodePercent, findUrls, splitUrl } from './url.ts';

describe('placeholders', () => {
  const placeholders = [
    '',
    ' ',
    '<client_secret>',
    '<ENTER CLIENT SECRET>',
    'Enter your key',
    '#{token}#',
    'https://#{host}#/x',
    '{placeholder}',
    '{{secret}}',
    '${SECRET}',
    '$(secret)',
    '%SECRET%',
    '$env:DB_PASSWORD',
    '$PASSWORD',
    '$API_KEY',
    '$clientSecret',
    '$password',
    '[secret]',
    '§SECRET§',
    '&nbsp;',
    '&nbsp;-&nbsp;',
    'xxxx',
    'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    'XXXXXXXX',
    '***',
    '********',
    '...',
    'your-key-here',
    'YOUR_API_KEY',
    'yourApiKey',
    'changeme',
    'CHANGEME',
    'TODO',
    'tbd',
    'REDACTED',
    '__SECRET__',
    'password',
    'Password',
    '"password"',
    'abc123',
    '00000000-0000-0000-0000-000000000000',
    '1234567890',
    '0123456789abcdef0123456789abcdef',
    'abcdefghijklmnop',
    'dummy-value',
    'key-goes-here',
    'AKIA-EXAMPLE-KEY',
    'n/a',
  ];
  it.each(placeholders)('"%s" is one', (text) => expect(isPlaceholder(text)).toBe(true));

  it('leaves secrets alone', () => {
    for (let seed = 1; seed < 300; seed++) {
      for (const value of [fakes.entra(seed), fakes.hex32(seed), fakes.storage(seed), fakes.password(seed)])
        expect([seed, value, isPlaceholder(value)]).toEqual([seed, value, false]);
    }
    for (const value of ['$ommer2024', '$ommerzeit', '$4mmerZeit!'])
      expect([value, isPlaceholder(value)]).toEqual([value, false]);
  });
});

describe('masking', () => {
  it('keeps the first characters of long values only', () => {
    expect(maskSecret('short')).toBe('…');
    expect(maskSecret('a'.repeat(19))).toBe('…');
    expect(maskSecret(`ab${'c'.repeat(18)}`)).toBe('ab…');
    expect(maskSecret(`abcd${'e'.repeat(60)}`)).toBe('abcd…');
  });

  it('masks spans within a text, overlapping or out of order', () => {
    const secret = fake(40);
    const text = `a=${secret}&b=${secret}!`;
    const spans = [
      { start: 45, end: 85 },
      { start: 2, end: 42 },
      { start: 10, end: 42 },
      { start: 90, end: 99 },
    ];
    expect(maskIn(text, spans)).toBe(`a=${secret.slice(0, 4)}…&b=${secret.slice(0, 4)}…!`);
    expect(maskIn('abc', [])).toBe('abc');
  });

  it('never shows the secret', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 5, maxLength: 60 }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          const text = before + secret + after;
          const masked = maskIn(text, [{ start: before.length, end: before.length + secret.length }]);
          expect(masked).toBe(before + maskSecret(secret) + after);
          expect(maskSecret(secret).includes(secret)).toBe(false);
          expect(maskSecret(secret).length).toBeLessThanOrEqual(5);
        },
      ),
    );
  });
});

describe('URLs', () => {
  const part = (text: string, span: { start: number; end: number } | undefined) =>
    span && text.slice(span.start, span.end);

  it('splits with offsets', () => {
    const text = 'see https://u:p%40w@host.example:8443/a/b?x=1&sig=abc%3D&flag#frag now';
    const [url] = findUrls(text);
    expect(url).toBeDefined();
    expect(part(text, url?.span)).toBe('https://u:p%40w@host.example:8443/a/b?x=1&sig=abc%3D&flag#frag');
    expect(part(text, url?.scheme)).toBe('https');
    expect(part(text, url?.userinfo)).toBe('u:p%40w');
    expect(part(text, url?.host)).toBe('host.example');
    expect(part(text, url?.port)).toBe('8443');
    expect(part(text, url?.path)).toBe('/a/b');
    expect(url?.query.map((pair) => [part(text, pair.name), part(text, pair.value)])).toEqual([
      ['x', '1'],
      ['sig', 'abc%3D'],
      ['flag', ''],
    ]);
    expect(part(text, url?.fragment)).toBe('frag');
  });

  it('takes what is cut off, and answers nothing for what is no URL', () => {
    expect(splitUrl('https://')?.host).toEqual({ start: 8, end: 8 });
    expect(splitUrl('://x')).toBeUndefined();
    expect(splitUrl('no url')).toBeUndefined();
    expect(splitUrl('text https://x')).toBeUndefined();
    expect(findUrls('https://a/?next=https://b/c')).toHaveLength(2);
    expect(decodePercent('a%20b%ZZ%2B')).toBe('a b%ZZ+');
  });

  it('gives spans inside the text for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ':', '/', '?', '#', '@', '&', '=', '%', ' ', '9') }),
        (text) => {
          for (const url of findUrls(text)) {
            for (const span of [
              url.span,
              url.scheme,
              url.host,
              url.path,
              ...url.query.flatMap((q) => [q.name, q.value]),
            ]) {
              expect(span.start).toBeGreaterThanOrEqual(0);
              expect(span.end).toBeGreaterThanOrEqual(span.start);
              expect(span.end).toBeLessThanOrEqual(text.length);
            }
          }
        },
      ),
    );
  });

  it('decodes broken percent sequences without throwing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('%', 'E', '2', '9', BASE64[3]!) }),
        (text) => void decodePercent(text),
      ),
    );
  });
});
