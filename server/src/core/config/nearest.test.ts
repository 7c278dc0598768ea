import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

it.each([
  ['htp-trigger-open', 'http-trigger-open'],
  ['HTTP-TRIGGER-OPEN', 'http-trigger-open'],
  ['insecureurl', 'insecure-url'],
  ['zzzzzz', undefined],
  ['', undefined],
  ['x'.repeat(100), undefined],
])('%s means %s', (word, expected) => {
  expect(nearest(word, ['http-trigger-open', 'insecure-url', 'signed-url'])).toBe(expected);
});

it('takes no short name for another that has none of its letters', () => {
  expect(nearest('i', ['s', 'o'])).toBeUndefined();
  expect(nearest('i', ['s', 'ij'])).toBe('ij');
  expect(nearest('ab', ['ax'])).toBe('ax');
});

it.each([
  ['totla', 'total'],
  ['otatl', undefined],
  ['Get items', 'Get_items'],
  ['getItems', 'Get_items'],
  ['send an e mail (v2)', 'Send_an_e-mail_(V2)'],
  ['___', undefined],
])('%s means %s, whatever stands between words and which letters changed places', (word, expected) => {
  expect(nearest(word, ['total', 'Get_items', 'Send_an_e-mail_(V2)'])).toBe(expected);
});
