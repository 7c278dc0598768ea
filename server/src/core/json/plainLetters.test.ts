import { describe, expect, it } from 'vitest';
import { mayBeFlow } from '../flow/mayBeFlow.ts';
import { headOf, lengthOf } from './cheap.ts';
import { parseJson } from './parse.ts';
import { plainLetters } from './plainLetters.ts';

describe('letters written by number', () => {
  it('are themselves, quotes and backslashes left out', () => {
    expect(plainLetters('"\\u0061\\u004A\\u0142\\u0022\\u005c\\n"')).toBe('"aJ\u0142\\u0022\\u005c\\n"');
    expect(plainLetters('"a\\/b"')).toBe('"a\\/b"');
  });

  it('hide no flow from the cheap test', () => {
    const names = ['definition', 'triggers'].map(
      (name) => `"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}"`,
    );
    expect(mayBeFlow(`{${names[0]}:{${names[1]}:{}}}`)).toBe(true);
    expect(mayBeFlow('{"\\u0061":1}')).toBe(false);
  });

  it('count once in the head and the length of a string', () => {
    const tree = parseJson('["\\u0068ttp\\u003a//a", "http://a", 1]');
    for (const node of [1, 2]) {
      expect(headOf(tree, node, 5)).toBe('http:');
      expect(headOf(tree, node, 100)).toBe('http://a');
      expect(lengthOf(tree, node)).toBe(8);
    }
    expect([headOf(tree, 3, 5), lengthOf(tree, 3)]).toEqual(['', 0]);
  });
});
