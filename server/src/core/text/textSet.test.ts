import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { TextSet } from './textSet.ts';

describe('a set of texts', () => {
  it('finds the longest text at each place', () => {
    expect(new TextSet(['ab', 'abc', 'b']).find('xabcab')).toEqual([
      { start: 1, end: 4 },
      { start: 2, end: 3 },
      { start: 4, end: 6 },
      { start: 5, end: 6 },
    ]);
  });

  it('is nowhere when it is empty', () => {
    expect(new TextSet([]).find('text')).toEqual([]);
    expect(new TextSet(['']).isIn('text')).toBe(false);
    expect(new TextSet(['longer than the text']).isIn('text')).toBe(false);
  });

  it('finds what a search for each text finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '\ud83d'), minLength: 1, maxLength: 15 });
    const long = fc.string({ unit: fc.constantFrom('a', 'b', '\ud83d'), maxLength: 200 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), long, (words, text) => {
        const expected = [...text.split('').keys()].flatMap((start) => {
          const here = words.filter((one) => text.startsWith(one, start)).map((one) => one.length);
          return here.length === 0 ? [] : [{ start, end: start + Math.max(...here) }];
        });
        const set = new TextSet(words);
        expect(set.find(text)).toEqual(expected);
        expect(set.isIn(text)).toBe(expected.length > 0);
      }),
    );
  });

  it.each<[string, (index: number) => string]>([
    ['that differ', (index) => `${index}-a-text-of-its-own`],
    ['that begin alike', (index) => `a-text-that-begins-like-the-others-${index}`],
  ])('costs what the text costs, for many texts %s', (_, make) => {
    expectLinear((size) => {
      const texts = Array.from({ length: size }, (_, index) => make(index));
      new TextSet(texts).find(texts.join(' '));
    }, 2000);
  });
});
