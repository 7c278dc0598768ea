import { describe, expect, it } from 'vitest';
import { foldTemplate } from './fold.ts';
import { parseTemplate } from './parseTemplate.ts';

const folded = (text: string): string | undefined => foldTemplate(parseTemplate(text));

describe('foldTemplate', () => {
  it.each([
    ['plain', 'plain'],
    ["@'a''b'", "a'b"],
    ["@concat('client', '_secret')", 'client_secret'],
    ["@concat(concat('a', 'b'), 1, string('c'))", 'ab1c'],
    ["@{'client'}_@{toLower('SECRET')}", 'client_secret'],
    ["@format('{0}-{1}-{0}', 'a', 'b')", 'a-b-a'],
    ["@replace('a.b.c', '.', '$&')", 'a$&b$&c'],
    ["@trim(toUpper(' a '))", 'A'],
  ])('%s', (text, value) => {
    expect(folded(text)).toBe(value);
  });

  it.each([
    "@variables('a')",
    "@concat('a', variables('b'))",
    "a@{parameters('b')}",
    "@guid('a')",
    "@format('{0:N2}', '1')",
    "@format('{0} {1}', 'a')",
    "@format('{{0}}', 'a')",
    "@replace('a', '', 'b')",
    '@concat(1.5)',
    '@concat(',
  ])('leaves what is not plain: %s', (text) => {
    expect(folded(text)).toBeUndefined();
  });

  it('ends on hostile expressions', () => {
    const grow = (depth: number): string =>
      depth === 0 ? "'abcd'" : `concat(${`${grow(depth - 1)},`.repeat(3)}'')`;
    expect(folded(`@${grow(7)}`)).toBeUndefined();
    expect(folded(`@concat(${"'a',".repeat(1000)}'')`)).toBeUndefined();
  });
});
