import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { globOfPath, globProblem, isExcluded, matchesFile, wildcardProblem } from './files.ts';
import { type Config, DEFAULT_CONFIG } from './types.ts';

const config = (include: string[], exclude: string[] = []): Config => ({
  ...DEFAULT_CONFIG,
  include,
  exclude,
});

/** Shapes of other languages of patterns. */
const GROUPS = [
  '(x+)+y',
  '@(x+)+',
  '+(+(x))',
  '*(*(x|b))c',
  'a/!(+(x))x',
  '?(x)y',
  'a/+(x|xx)y',
  '(x|x)*y',
  '(x|xx)+y',
  '((x)+)+y',
];

describe('matchesFile', () => {
  it('takes everything without globs', () => {
    expect(matchesFile(DEFAULT_CONFIG, 'a/b.json')).toBe(true);
  });

  it.each<[Config, string, boolean]>([
    [config(['src/**']), 'src/Workflows/a b-ü.json', true],
    [config(['src/**']), 'other/a.json', false],
    [config(['./src']), 'src/deep/a.json', true],
    [config(['/src/']), 'src/deep/a.json', true],
    [config([], ['archive']), 'archive/2020/a.json', false],
    [config([], ['archive']), 'src/archive/a.json', true],
    [config([], ['**/archive']), 'src/archive/a.json', false],
    [config([], ['**/*.{test,old}.json']), 'x/a.old.json', false],
    [config([], ['[ab].json']), 'b.json', false],
    [config([], ['.hidden/**']), '.hidden/a.json', false],
    [config(['src/**'], ['**/skip.json']), 'src/skip.json', false],
  ])('%j: %s is %s', (settings, path, expected) => {
    expect(matchesFile(settings, path)).toBe(expected);
  });

  it('tells excluded folders', () => {
    const settings = config([], ['a/**', 'b']);
    expect(['a', 'a/c', 'b', 'c'].map((folder) => isExcluded(settings, folder))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('names in the wild are globs for themselves', () => {
    for (const name of ['a (copy).json', '[1].json', '{1,2}.json', 'a+(b).json', '(a|b)', '(x+)+y'])
      expect(matchesFile(config([globOfPath(name)]), name), name).toBe(true);
  });

  it.each([
    ...GROUPS,
    '*a*a*a*a*a*a*a*b',
    '**/**/**/**/**/**/**/**/x',
    '{x,x}'.repeat(24),
    '{x,{x,{x,{x,x}}}}'.repeat(8),
    '*x*x*x*y',
    '{*,*x}{*,*x}y',
    '[xxx'.repeat(20),
    'x'.repeat(600),
  ])('answers %s in time', (glob) => {
    // Small enough to come to an end where every letter doubles the work.
    expectLinear((size) => {
      const settings = config([], [glob]);
      matchesFile(settings, 'x'.repeat(size));
      matchesFile(settings, `${'x'.repeat(size)}!`);
      matchesFile(settings, 'x/'.repeat(size));
    }, 6);
  });
});

describe('globProblem', () => {
  it.each(['**/*.json', 'src/{a,b}/*.json', 'a?b', 'Flow (copy)*.json', '[(]a|b)', 'C++', '{a,{b,{c,d}}}'])(
    'accepts %s',
    (glob) => {
      expect(globProblem(glob)).toBeUndefined();
    },
  );

  it.each(['', ' ', '!a', 'a\\b', '*a*b*c*d*e', '**/**/**/**/**/**/**/x', 'x'.repeat(501)])(
    'refuses %j',
    (glob) => {
      expect(globProblem(glob)).toBeTypeOf('string');
    },
  );

  it.each(GROUPS)('refuses %s and says what to write', (glob) => {
    expect(globProblem(glob)).toMatch(/^holds a group, "[^"]+": write "\{a,b\}"/);
    expect(wildcardProblem(glob)).toBeUndefined();
  });

  it.each(['{1..9}', `${'{a,'.repeat(5)}a${'}'.repeat(5)}`])('refuses %s', (glob) => {
    expect(globProblem(glob)).toContain('braces');
  });

  it.each(['*a', '**/', 'x', '[', '{a,', '!', '?'])('a glob of many %j takes linear time', (piece) => {
    expectLinear(
      (size) => matchesFile(config([piece.repeat(size)]), `${'a'.repeat(200)}/${'a/'.repeat(60)}c`),
      5_000,
    );
  });

  it.each(['**/*.json', 'a*', '{a,aa}*'])('%s takes time linear in a long name', (glob) => {
    expectLinear((size) => matchesFile(config([glob]), 'a'.repeat(size)), 5_000);
  });
});
