import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { globProblem, isExcluded, matchesFile } from './files.ts';
import { type Config, DEFAULT_CONFIG } from './types.ts';

const config = (include: string[], exclude: string[] = []): Config => ({
  ...DEFAULT_CONFIG,
  include,
  exclude,
});

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

  it.each(['*a', '**/', '+(a|a)', 'x', '[', '{a,', '!', '?'])(
    'a glob of many %j takes linear time',
    (piece) => {
      expectLinear(
        (size) => matchesFile(config([piece.repeat(size)]), `${'a'.repeat(200)}/${'a/'.repeat(60)}c`),
        5_000,
      );
    },
  );

  it.each(['**/*.json', 'a*', '+(a|a|a)b', '{a,aa}*'])('%s takes time linear in a long name', (glob) => {
    expectLinear((size) => matchesFile(config([glob]), 'a'.repeat(size)), 5_000);
  });
});

describe('globProblem', () => {
  it.each(['**/*.json', 'src/{a,b}/*.json', 'a?b'])('accepts %s', (glob) => {
    expect(globProblem(glob)).toBeUndefined();
  });

  it.each(['', ' ', '!a', 'a\\b', '*a*b*c*d*e', '**/**/**/**/**/**/**/x', 'x'.repeat(501)])(
    'refuses %j',
    (glob) => {
      expect(globProblem(glob)).toBeTypeOf('string');
    },
  );
});
