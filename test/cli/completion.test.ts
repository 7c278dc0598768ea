// The scripts that make shells complete, run in the shells that are there.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installPackages } from '../../scripts/debianPackages.mjs';
import { parseArgs } from '../../server/src/cli/args.ts';
import { COMMANDS, SHELLS } from '../../server/src/cli/commandTable.ts';
import { UsageError } from '../../server/src/cli/exitCodes.ts';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { runInProcess } from './support/environment.ts';
import { folderWith } from './support/folder.ts';

const analyzer = createAnalyzer();
const starts = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;
/** Installed where that is possible. */
const isThere = (shell: string): boolean =>
  starts(shell) || (installPackages([shell]) === undefined && starts(shell));

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

/** What a shell offers behind these words, the last one begun, in the order of the lists: one shell is started for all of them. */
type Offers = (lists: readonly (readonly string[])[]) => readonly (readonly string[])[];

/** Words, and what stands there to be chosen, sorted. */
const OFFERED: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['che'], ['check']],
  [['check', '--form'], ['--format']],
  [
    ['check', '--format', 'j'],
    ['json', 'junit'],
  ],
  [
    ['inventory', '--format', ''],
    ['csv', 'json', 'markdown', 'text'],
  ],
  [['fix', '--rule', 'http-trigger-o'], ['http-trigger-open']],
  [['fix', '--review', '--fix', 'tenant'], ['tenant-only']],
  [['explain', 'signed'], ['signed-url']],
  [
    ['baseline', ''],
    ['check', 'prune', 'write'],
  ],
  [['completion', 'p'], ['powershell']],
];

function holds(offers: Offers): void {
  const [commands, ...lists] = offers([[''], ...OFFERED.map(([words]) => words)]);
  expect([...commands!].filter((word) => !word.startsWith('-')).sort()).toEqual(
    COMMANDS.map(({ name }) => name).sort(),
  );
  expect(lists.map((list, index) => [OFFERED[index]![0], [...list].sort()])).toEqual(OFFERED);
}

/** A line between what is offered for one list of words and for the next. */
const NEXT = '<next>';

/** What stands before each such line. */
function parts(lines: readonly string[]): string[][] {
  const lists: string[][] = [[]];
  for (const line of lines)
    if (line === NEXT) lists.push([]);
    else lists.at(-1)!.push(line);
  return lists.slice(0, -1);
}

describe.skipIf(!isThere('bash'))('bash', () => {
  it('completes commands, options, their values and rules', async () => {
    const { file } = await scriptFor('bash');
    const offers: Offers = (lists) => {
      const calls = lists.map((words) => {
        const list = ['lockkeeper', ...words].map((word) => `'${word}'`).join(' ');
        return `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; COMPREPLY=(); _lockkeeper; printf '%s\n' "\${COMPREPLY[@]}" '${NEXT}'`;
      });
      return parts(output('bash', ['-c', [`source '${file}'`, ...calls].join('\n')]));
    };
    holds(offers);
    expect(
      offers([
        // As readline splits --format=js, and --format= before anything is typed.
        ['check', '--format', '=', 'js'],
        ['check', '--profile', '='],
        // Files are left to readline.
        ['check', 'fl'],
        ['check', '--config', ''],
      ]),
    ).toEqual([['json'], ['default', 'team', 'pedantic'], [], []]);
  });
});

describe.skipIf(!isThere('fish'))('fish', () => {
  it('completes commands, options, their values and rules', async () => {
    const { file } = await scriptFor('fish');
    holds((lists) => {
      const calls = lists.map((words) => `complete -C 'lockkeeper ${words.join(' ')}'; echo '${NEXT}'`);
      const lines = output('fish', ['--no-config', '-c', [`source '${file}'`, ...calls].join('\n')]);
      return parts(lines.map((one) => one.split('\t')[0]!));
    });
  });
});

describe.skipIf(!isThere('zsh'))('zsh', () => {
  it('completes commands, options, their values and rules', async () => {
    const { file } = await scriptFor('zsh');
    expect(output('zsh', ['-n', file])).toEqual([]);
    // What the functions of the completion system add is told in the place of a list on the screen. Those for the programs of
    // one system or another are left out: to look through them takes longer than all the rest.
    const script = (lines: readonly string[]): string => `
      zmodload zsh/zpty
      zpty shell zsh -f
      zpty -w shell 'PS1=; fpath=(\${fpath:#*/Completion/(Unix|Linux|X|BSD|Darwin|Debian|Solaris)}); autoload -Uz compinit; compinit -u -D; source ${file}'
      zpty -w shell 'zstyle ":completion:*" list-colors ""; LISTMAX=0; compadd() { local -a found; builtin compadd -O found "$@"; (( $#found )) && print -rl -- "<"$^found">"; builtin compadd "$@" }'
      zpty -w shell 'tell() { comppostfuncs=(tell); print -r -- "${NEXT}" }; comppostfuncs=(tell)'
      zpty -w shell 'print -r -- rea""dy'
      zpty -r -m shell text '*ready*'
      ${lines
        .map(
          (line) => `zpty -n -w shell '${line}'$'\\t'
      zpty -r -m shell text '*${NEXT}*'
      print -r -- "$text"
      zpty -n -w shell $'\\C-U'`,
        )
        .join('\n')}
      zpty -d shell`;
    const offers = (...lines: readonly string[]): string[][] => {
      const told = output('zsh', ['-f', '-c', script(lines)])
        .join('\n')
        .split(NEXT)
        .slice(0, -1);
      return told.map((text) =>
        [...new Set([...text.matchAll(/<([\w-]+)>/g)].map((match) => match[1]!))].sort(),
      );
    };
    expect(offers('lockkeeper check --format j', 'lockkeeper explain signed')).toEqual([
      ['json', 'junit'],
      ['signed-url'],
    ]);
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
