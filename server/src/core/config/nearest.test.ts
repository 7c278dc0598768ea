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
