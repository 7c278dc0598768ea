import { describe, expect, it } from 'vitest';
import { ROOMY, shortened } from './shorten.ts';

describe('shortened', () => {
  it('leaves a text alone that is short enough', () => {
    expect(shortened('a'.repeat(ROOMY))).toBe('a'.repeat(ROOMY));
  });

  it('cuts behind a word, without the punctuation that stood there', () => {
    const text = shortened('This step writes, then reads. '.repeat(20));
    expect(text.length).toBeLessThanOrEqual(ROOMY);
    expect(text).toMatch(/ (?:This|step|writes|then|reads)\.\.\.$/);
  });

  it('keeps a word that just fits', () => {
    const words = `${'a'.repeat(ROOMY - 3 - 5)} bcde`;
    expect(shortened(`${words} ${'f'.repeat(300)}`)).toBe(`${words}...`);
  });

  it('cuts a very long word, and no character in two', () => {
    expect(shortened('a'.repeat(300))).toBe(`${'a'.repeat(ROOMY - 3)}...`);
    expect(shortened(`a${'\u{1F512}'.repeat(200)}`)).toMatch(/^a\u{1F512}+\.\.\.$/u);
    expect(shortened(`${'\u{1F512}'.repeat(200)}`)).toMatch(/^\u{1F512}+\.\.\.$/u);
  });

  it('makes something of a text of blanks', () => {
    expect(shortened(' '.repeat(300))).toBe('...');
  });
});
