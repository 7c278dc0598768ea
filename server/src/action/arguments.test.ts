import { describe, expect, it } from 'vitest';
import { readOptions } from '../cli/givenOptions.ts';
import { checkArguments } from './arguments.ts';
import { readInputs } from './inputs.ts';

const FILES = { json: '/temp/a.json', annotations: '/temp/a.txt', summary: undefined };

function argumentsOf(inputs: Readonly<Record<string, string>>): string[] {
  const env = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return checkArguments(readInputs(Object.fromEntries(env)), FILES);
}

/** Beside the reports that the action reads itself. */
const own = (inputs: Readonly<Record<string, string>>): string[] =>
  argumentsOf(inputs).filter((arg) => !/^--format=(?:text|json=|github=)/.test(arg));

describe('inputs become arguments', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, ['--', '.']],
    [{ path: '' }, ['--', '.']],
    [{ path: 'a\n  b c\r\n\nd\n' }, ['--', 'a', 'b c', 'd']],
    [{ profile: 'team', 'fail-on': ' warning ' }, ['--profile=team', '--fail-on=warning', '--', '.']],
    [{ sarif: 'x.sarif' }, ['--format=sarif=x.sarif', '--', '.']],
    [{ baseline: 'b.json', config: 'c.json' }, ['--baseline=b.json', '--config=c.json', '--', '.']],
    [{ 'new-only': 'False' }, ['--', '.']],
    [{ 'new-only': 'TRUE' }, ['--new-only', '--', '.']],
    [{ base: 'v1' }, ['--compare-base=v1', '--', '.']],
    [{ 'new-only': 'true', base: 'v1' }, ['--compare-base=v1', '--new-only', '--', '.']],
  ])('%o', (inputs, args) => {
    expect(own(inputs)).toEqual(['check', ...args]);
  });

  it('asks for a summary where there is a file for it', () => {
    expect(checkArguments(readInputs({}), { ...FILES, summary: '/temp/s.md' })).toContain(
      '--summary=/temp/s.md',
    );
    expect(argumentsOf({}).join(' ')).not.toContain('--summary');
  });

  it('takes no input for an option of its own', () => {
    const hostile = '--output=stolen';
    const inputs = Object.fromEntries(
      ['path', 'profile', 'base', 'fail-on', 'sarif', 'baseline', 'config'].map((name) => [name, hostile]),
    );
    const { words, options } = readOptions(argumentsOf(inputs));
    expect(words).toEqual(['check', hostile]);
    expect(options.map(({ name }) => name)).not.toContain('output');
    expect(readOptions(argumentsOf({ path: '--no-baseline\n-h\n--' })).words).toEqual([
      'check',
      '--no-baseline',
      '-h',
      '--',
    ]);
  });

  it.each(['new-only', 'summary'])('%s is true or false', (name) => {
    expect(() => argumentsOf({ [name]: 'yes' })).toThrow(`The input "${name}" must be true or false.`);
  });

  it.each(['profile', 'base', 'fail-on', 'sarif', 'baseline', 'config'])('%s is one line', (name) => {
    const value = 'a\n::set-output name=new::0';
    expect(() => argumentsOf({ [name]: value })).toThrow(`The input "${name}" holds a line break`);
    expect(() => argumentsOf({ [name]: 'a\u001b[2J' })).toThrow('control character');
  });
});
