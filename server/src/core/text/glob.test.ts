import fc from 'fast-check';
import picomatch from 'picomatch/posix';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { compileGlob } from './glob.ts';

describe('compileGlob', () => {
  it.each<[string, string, boolean]>([
    ['*.json', 'a.json', true],
    ['*.json', 'x/a.json', false],
    ['**/*.json', 'a.json', true],
    ['**/*.json', 'x/y/a.json', true],
    ['src/**', 'src', true],
    ['src/**', 'src/x/a.json', true],
    ['src/**', 'src2/a.json', false],
    ['*/**', 'a', false],
    ['*/**', 'a/b', true],
    ['src/**/a.json', 'src/a.json', true],
    ['src/**/a.json', 'src/x/y/a.json', true],
    ['src/**/a.json', 'src/xa.json', false],
    ['a**b', 'axxb', true],
    ['a**b', 'a/b', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[ab]c', 'bc', true],
    ['[a-c]x', 'bx', true],
    ['[!ab]c', 'bc', false],
    ['[^ab]c', '/c', false],
    ['[]]c', ']c', true],
    ['[ab', '[ab', true],
    ['{a,b}/c', 'b/c', true],
    ['{a,b{1,2}}', 'b2', true],
    ['{a/**,b}/c', 'a/x/c', true],
    ['{**/x,y}', 'p/x', true],
    ['{a}', '{a}', true],
    ['{a', '{a', true],
    ['a}', 'a}', true],
    ['a{,b}', 'a', true],
    ['Flow (copy)*', 'Flow (copy) 2', true],
    ['a+|$^.c', 'a+|$^.c', true],
    ['a.c', 'abc', false],
    ['[(]a)', '(a)', true],
    ['', '', true],
    ['**', 'a/b', true],
  ])('%s: %s is %s', (glob, path, expected) => {
    expect(compileGlob(glob)(path)).toBe(expected);
  });

  it('takes brackets and braces as they are written where only wildcards count', () => {
    const fits = compileGlob('{a,b}[c]*', { wildcardsOnly: true });
    expect(['{a,b}[c]d', 'ac'].map(fits)).toEqual([true, false]);
  });

  it('fits the contents of a folder on request', () => {
    const fits = compileGlob('*/b', { withContents: true });
    expect(['a/b', 'a/b/c', 'a/bc', 'a/bc/b'].map(fits)).toEqual([true, true, false, false]);
  });

  it('agrees with the library that other tools use', () => {
    const name = fc.stringMatching(/^[abc]{1,4}$/);
    const piece = fc.constantFrom('a', 'b', 'c', '*', '?', '[ab]', '[^a]', '{a,b}', '{ab,ca,b}');
    const part = fc.oneof(
      { weight: 1, arbitrary: fc.constant('**') },
      { weight: 4, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => all.join('')) },
    );
    const glob = fc.array(part, { minLength: 1, maxLength: 4 }).map((all) => all.join('/'));
    const paths = fc.array(fc.array(name, { minLength: 1, maxLength: 4 }).map((all) => all.join('/')));
    fc.assert(
      fc.property(glob, paths, (text, all) => {
        // Stars next to each other mean other things there, and `[!a]` is no negation.
        fc.pre(!/\*\*[^/]|[^/]\*\*|\*\*\/\*\*/.test(text));
        const theirs = picomatch(text, { dot: true, noextglob: true, nonegate: true });
        const ours = compileGlob(text);
        for (const path of all) expect(ours(path), path).toBe(theirs(path));
      }),
      { numRuns: 500 },
    );
  });
});

describe('work grows with the length of the path alone', () => {
  it.each([
    '(x+)+y',
    '@(a+)+',
    '+(+(a))',
    '*(*(a|b))c',
    '!(+(x))',
    `${'{a,'.repeat(100)}b${'}'.repeat(100)}`,
    '{a,a}'.repeat(90),
    '{,a}'.repeat(100),
    '{*,*a}'.repeat(70),
    '[aaaa',
    '['.repeat(400),
    `${'**/'.repeat(120)}x`,
    '*a'.repeat(200),
    '?a*'.repeat(150),
    `${'a*/'.repeat(130)}b`,
  ])('%s', (glob) => {
    const fits = compileGlob(glob);
    const name = 'a'.repeat(60);
    expectLinear((size) => {
      fits('a'.repeat(size));
      fits(`${name}/`.repeat(size / 60));
      fits(`${'ax'.repeat(size / 2)}!`);
    }, 600);
  });

  it('whatever the glob', () => {
    const piece = fc.constantFrom(
      'a',
      '*',
      '**',
      '?',
      '[ab]',
      '{a,',
      '{,a}',
      '}',
      ',',
      '/',
      '(',
      ')+',
      '@(',
      '|',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }), (pieces) => {
        compileGlob(pieces.join(''))(`${'a'.repeat(200)}/${'a/'.repeat(100)}c`);
      }),
      { numRuns: 300 },
    );
  });
});
