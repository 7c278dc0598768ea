import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_TITLE, quoted, shortTitle } from './shortTitle.ts';

it('leaves what is short enough', () => {
  const title = 'Read "x-api-key" from a new secret variable "Order service key"';
  expect(shortTitle(title)).toBe(title);
});

it('cuts the longest name in its middle, and keeps the words', () => {
  const long = `${'Very_long_name_'.repeat(6)}one`;
  const short = shortTitle(`Read "key" from a new secret variable "${long}" in all 3 places`);
  expect(short).toBe('Read "key" from a new secret variable "Very_long_name_V…ame_one" in all 3 places');
  expect(short.length).toBeLessThanOrEqual(MAX_TITLE);
});

it('shares the room between long names', () => {
  const short = shortTitle(`Use "${'a'.repeat(90)}" in all flows and remove "${'b'.repeat(90)}"`);
  expect(short).toMatch(/^Use "a+…a+" in all flows and remove "b+…b+"$/);
  expect(short.length).toBeLessThanOrEqual(MAX_TITLE);
  expect(short.length).toBeGreaterThan(MAX_TITLE - 3);
});

it('is never longer, and never half a character', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 6 }), (parts) => {
      const title = parts.map((part, index) => (index % 2 === 0 ? part : `"${part}"`)).join(' ');
      const short = shortTitle(title);
      expect(short.length).toBeLessThanOrEqual(Math.max(MAX_TITLE, 0));
      expect(() => encodeURIComponent(short)).not.toThrow();
    }),
  );
});

it('puts a text of several lines in quotes as one', () => {
  expect(quoted('<p class="a">\n  Token ')).toBe('"<p class=\'a\'> Token"');
});
