// The scripts that make shells complete, run in the shells that are there.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArgs } from '../../server/src/cli/args.ts';
import { COMMANDS, SHELLS } from '../../server/src/cli/commandTable.ts';
import { UsageError } from '../../server/src/cli/exitCodes.ts';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { runInProcess } from './support/environment.ts';
import { folderWith } from './support/folder.ts';

const analyzer = createAnalyzer();
const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

async function scriptFor(shell: string): Promise<{ readonly text: string; readonly file: string }> {
  const cwd = await folderWith({ 'flow.json': '{}' });
  const { code, stdout: text, stderr } = await runInProcess(['completion', shell], { cwd, analyzer });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const file = join(cwd, `completion.${shell}`);
  writeFileSync(file, text);
  return { text, file };
}

function output(program: string, args: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What a shell offers behind these words, the last one begun. */
type Offers = (words: readonly string[]) => readonly string[];

function holds(offers: Offers): void {
  expect(offers(['che'])).toEqual(['check']);
  expect([...offers([''])].filter((word) => !word.startsWith('-')).sort()).toEqual(
    COMMANDS.map(({ name }) => name).sort(),
  );
  expect(offers(['check', '--form'])).toEqual(['--format']);
  expect([...offers(['check', '--format', 'j'])].sort()).toEqual(['json', 'junit']);
  expect([...offers(['inventory', '--format', ''])].sort()).toEqual(['csv', 'json', 'markdown', 'text']);
  expect(offers(['fix', '--rule', 'http-trigger-o'])).toEqual(['http-trigger-open']);
  expect(offers(['fix', '--review', '--fix', 'tenant'])).toEqual(['tenant-only']);
  expect(offers(['explain', 'signed'])).toEqual(['signed-url']);
  expect([...offers(['baseline', ''])].sort()).toEqual(['check', 'prune', 'write']);
  expect([...offers(['completion', 'p'])]).toEqual(['powershell']);
}

describe.skipIf(!isThere('bash'))('bash', () => {
  it('completes commands, options, their values and rules', async () => {
    const { file } = await scriptFor('bash');
    const offers = (...words: readonly string[]): string[] => {
      const list = ['lockkeeper', ...words].map((word) => `'${word}'`).join(' ');
      const call = `source '${file}'; COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _lockkeeper; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return output('bash', ['-c', call]);
    };
    holds((words) => offers(...words));
    // As readline splits --format=js, and --format= before anything is typed.
    expect(offers('check', '--format', '=', 'js')).toEqual(['json']);
    expect(offers('check', '--profile', '=')).toEqual(['default', 'team', 'pedantic']);
    // Files are left to readline.
    expect(offers('check', 'fl')).toEqual([]);
    expect(offers('check', '--config', '')).toEqual([]);
  });
});

describe.skipIf(!isThere('fish'))('fish', () => {
  it('completes commands, options, their values and rules', async () => {
    const { file } = await scriptFor('fish');
    holds((words) => {
      const line = `lockkeeper ${words.join(' ')}`;
      const script = `source '${file}'; complete -C '${line}'`;
      return output('fish', ['--no-config', '-c', script]).map((one) => one.split('\t')[0]!);
    });
  });
});

describe.skipIf(!isThere('zsh'))('zsh', () => {
  it('completes commands, options, their values and rules', async () => {
    const { file } = await scriptFor('zsh');
    expect(output('zsh', ['-n', file])).toEqual([]);
    // What the functions of the completion system add is told in the place of a list on the screen.
    const script = (line: string): string => `
      zmodload zsh/zpty
      zpty shell zsh -f
      zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; source ${file}'
      zpty -w shell 'zstyle ":completion:*" list-colors ""; LISTMAX=0; compadd() { local -a found; builtin compadd -O found "$@"; (( $#found )) && print -rl -- "<"$^found">"; builtin compadd "$@" }'
      zpty -w shell 'print -r -- rea""dy'
      zpty -r -m shell text '*ready*'
      zpty -n -w shell '${line}'$'\\t'
      sleep 1
      zpty -n -w shell $'\\C-U'
      zpty -w shell 'print -r -- en""ded'
      zpty -r -m shell text '*ended*'
      print -r -- "$text"
      zpty -d shell`;
    const offers = (line: string): string[] => [
      ...new Set(
        [
          ...output('zsh', ['-f', '-c', script(line)])
            .join('\n')
            .matchAll(/<([\w-]+)>/g),
        ].map((match) => match[1]!),
      ),
    ];
    expect(offers('lockkeeper check --format j').sort()).toEqual(['json', 'junit']);
    expect(offers('lockkeeper explain signed')).toEqual(['signed-url']);
  });
});

it('PowerShell gets a table of words for each command and each option with a few values', async () => {
  const { text } = await scriptFor('powershell');
  expect(text).toContain("'check --profile' = [ordered]@{\n      'default' = 'default'");
  expect(text).toContain("'explain ' = [ordered]@{");
  expect(text.match(/= \[ordered\]@\{/g)!.length).toBeGreaterThan(COMMANDS.length);
  // No quote of a text ends its string.
  for (const line of text.split('\n').filter((one) => one.includes(' = ')))
    expect(line.replaceAll("''", '').match(/'/g)?.length ?? 0, line).toSatisfy(
      (count: number) => count % 2 === 0,
    );
});

it('offers what the arguments take, and nothing else', () => {
  const needed: Partial<Record<string, readonly string[]>> = {
    baseline: ['write'],
    describe: ['a.json'],
    preview: ['a.json'],
  };
  let tried = 0;
  for (const { name, options } of COMMANDS)
    for (const option of options.filter(({ choices }) => choices !== undefined)) {
      const call = (value: string) => () =>
        parseArgs([name, ...(needed[name] ?? []), `--${option.name}`, value]);
      for (const choice of option.choices!)
        expect(call(choice), `${name} --${option.name} ${choice}`).not.toThrow();
      expect(call('nonsense')).toThrow(UsageError);
      tried++;
    }
  expect(tried).toBeGreaterThan(10);
  for (const shell of SHELLS)
    expect(parseArgs(['completion', shell])).toEqual({ command: 'completion', shell });
});

it('says which shells there are', async () => {
  const cwd = await folderWith({});
  const { code, stderr } = await runInProcess(['completion', 'tcsh'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('Completion is there for bash, zsh, fish or powershell, not for "tcsh".');
});
