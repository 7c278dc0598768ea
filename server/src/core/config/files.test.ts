import { describe, expect, it } from 'vitest';
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

  it('answers hostile globs and paths in time', () => {
    for (const glob of ['*a*a*a*a*a*a*a*b', '**/**/**/**/**/**/**/**/x', '+(a|a|a)b', 'x'.repeat(600)])
      matchesFile(config([glob]), `${'a'.repeat(200)}/${'a/'.repeat(60)}c`);
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
