import { expect, it } from 'vitest';
import { numberFrom, numbersFrom, pairsFrom, textFrom, textsFrom } from './kept.ts';

const isText = (one: unknown): one is string => typeof one === 'string';
const isSwitch = (one: unknown): one is boolean => typeof one === 'boolean';

it('what was kept comes back', () => {
  expect(numberFrom(1.5, 1)).toBe(1.5);
  expect(textFrom('a')).toBe('a');
  expect(numbersFrom([3, 0])).toEqual([3, 0]);
  expect(textsFrom(['a', ''])).toEqual(['a', '']);
  const folded = new Map([['__proto__', true]]);
  expect(pairsFrom(JSON.parse(JSON.stringify([...folded])), isText, isSwitch)).toEqual([...folded]);
});

it('and anything else does not', () => {
  for (const wrong of [undefined, null, {}, 'x', Number.NaN, Number.POSITIVE_INFINITY])
    expect(numberFrom(wrong, 1)).toBe(1);
  expect(textFrom(7)).toBeUndefined();
  expect(numbersFrom({ length: 1, 0: 1 })).toEqual([]);
  expect(numbersFrom([1, '2', 0.5, null])).toEqual([1]);
  expect(textsFrom('ab')).toEqual([]);
  expect(textsFrom(['a', 1, null, ['b']])).toEqual(['a']);
  expect(pairsFrom({}, isText, isSwitch)).toEqual([]);
  expect(pairsFrom([['a', true], ['b', 1], [1, true], 'ab', null, ['c', true, 1]], isText, isSwitch)).toEqual(
    [['a', true]],
  );
});
