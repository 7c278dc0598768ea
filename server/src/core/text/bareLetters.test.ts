import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { bareLetters, yamlLetters } from './bareLetters.ts';

const part = (written: string, wanted: string): string => {
  const { text, spanOf } = bareLetters(written);
  const at = text.indexOf(wanted);
  if (at === -1) return 'not there';
  const { start, end } = spanOf({ start: at, end: at + wanted.length });
  return written.slice(start, end);
};

describe('bareLetters', () => {
  it.each([
    ['say abcd!', 'abcd'],
    ['say \\u0061b\\u0063d!', '\\u0061b\\u0063d'],
    ['say \\\\u0061b\\\\\\\\u0063d!', '\\\\u0061b\\\\\\\\u0063d'],
    ['say %61b%63%64!', '%61b%63%64'],
    ['say &#x61;b&#99;d!', '&#x61;b&#99;d'],
    ['\\u0078\\u0078abc\\u0064', 'abc\\u0064'],
  ])('finds in %s', (written, expected) => {
    expect(part(written, 'abcd')).toBe(expected);
  });

  it('leaves what is no character by number', () => {
    for (const text of ['\\n\\u00', '100% sure', '&amp;&#;', '\\\\'])
      expect(bareLetters(text).text).toBe(text);
  });

  it('finds whatever is written by number, at its place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...'abxyz019'), fc.nat(4)), { minLength: 1 }),
        (letters) => {
          const pieces = letters.map(([letter, form]) => {
            const hex = letter.charCodeAt(0).toString(16);
            return [letter, `\\u00${hex}`, `%${hex}`, `&#x${hex};`, `\\\\u00${hex}`][form]!;
          });
          const { text, spanOf } = bareLetters(pieces.join(''));
          expect(text).toBe(letters.map(([letter]) => letter).join(''));
          let at = 0;
          for (const [index, piece] of pieces.entries()) {
            expect(spanOf({ start: index, end: index + 1 })).toEqual({ start: at, end: at + piece.length });
            at += piece.length;
          }
        },
      ),
    );
  });

  it('reads what YAML has in double quotes', () => {
    const line = 'name: "\\x61b\\u0063\\U00000064"';
    const { text, spanOf } = yamlLetters(line);
    expect(text).toBe('name: "abcd"');
    expect(spanOf({ start: 7, end: 11 })).toEqual({ start: 7, end: line.length - 1 });
  });

  it('takes no longer than a hostile text is long', () => {
    for (const unit of ['\\', '\\u', '&#', '%', '\\u0061'])
      expectLinear((size) => void bareLetters(unit.repeat(size)), 4000);
  });
});
