import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/cli/support/environment.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';

const LEAK = '{\r\n  "flow": 1,\r\n  "leak": true\r\n}\r\n';

describe('wrong calls', () => {
  it.each<[string, string]>([
    ['check nowhere', 'nowhere does not exist.\n'],
    ['check a.json/b', 'a.json/b does not exist.\n'],
    ['check --rule fake-leek', 'There is no rule "fake-leek". Did you mean "fake-leak"?\n'],
    ['explain leak', 'There is no rule "leak". Run "lockkeeper rules" for the list.\n'],
    ['check --config none.json', 'The config none.json cannot be read: it does not exist.\n'],
    [
      'check --what',
      '"lockkeeper check" has no option "--what".\nUsage: lockkeeper check [...paths] [options]\nMore: lockkeeper check --help\n',
    ],
    [
      'what',
      expect.stringContaining('Usage: lockkeeper <command> [options]\nMore: lockkeeper --help\n') as string,
    ],
  ])('%s', async (call, stderr) => {
    const cwd = await folderWith({ 'a.json': LEAK });
    expect(await runInProcess(call.split(' '), { cwd })).toMatchObject({ code: 2, stdout: '', stderr });
  });

  it('tells all problems of a config with their places', async () => {
    const cwd = await folderWith({
      'a.json': LEAK,
      'sub/b.json': LEAK,
      'lockkeeper.config.json': '{\n  "profil": 1,\n  "rules": { "fake-leek": "off" }\n}',
    });
    const stderr =
      'lockkeeper.config.json:2:3: "profil" is not a setting. Did you mean "profile"?\n' +
      'lockkeeper.config.json:3:14: There is no rule "fake-leek". Did you mean "fake-leak"?\n';
    expect(await runInProcess(['check'], { cwd })).toMatchObject({ code: 2, stdout: '', stderr });
    const below = await runInProcess(['fix'], { cwd: join(cwd, 'sub') });
    expect(below).toMatchObject({
      code: 2,
      stderr: stderr.replaceAll('lockkeeper.', '../lockkeeper.'),
    });
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe(LEAK);
  });
});

describe('the small commands', () => {
  it('explains a rule', async () => {
    const cwd = await folderWith({});
    const { code, stdout } = await runInProcess(['explain', 'fake-leak'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# fake-leak\n/);
    const terminal = await runInProcess(['explain', 'fake-leak'], { cwd, terminal: true });
    expect(terminal.stdout).not.toContain('```');
  });

  it('lists the rules', async () => {
    const cwd = await folderWith({});
    const text = await runInProcess(['rules'], { cwd });
    expect(text.stdout).toContain('  fake-leak    warning  What fake-leak finds (fix: safe)\n');
    // Where titles do not fit beside the ids, they stand below them.
    const narrow = await runInProcess(['rules'], {
      cwd,
      terminal: true,
      columns: 50,
      env: { NO_COLOR: '1' },
    });
    expect(narrow.stdout).toContain('  fake-leak  warning  (fix: safe)\n      What fake-leak finds\n');
    const json = await runInProcess(['rules', '--format', 'json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      version: 1,
      tool: { name: 'lockkeeper', version: '1.2.3' },
      rules: expect.arrayContaining([
        {
          id: 'fake-secret',
          category: 'secrets',
          severity: 'error',
          profile: 'default',
          title: 'What fake-secret finds',
          fix: null,
          kinds: [],
          cwe: [798],
          docs: 'vscode://lockkeeper.lockkeeper/rules/fake-secret',
        },
        expect.objectContaining({ id: 'fake-leak', fix: 'safe', kinds: ['secure-outputs'] }),
      ]) as object,
    });
  });

  it('prints nothing but the report or the findings with --quiet', async () => {
    const cwd = await folderWith({
      'leaky.json': '{ "flow": 1, "leak": true }',
      'clean.json': '{ "flow": 1 }',
    });
    const quiet = async (...args: string[]) => {
      const { code, stdout, stderr } = await runInProcess([...args, '--quiet'], { cwd });
      return { code, stdout, stderr };
    };
    expect(await quiet('check', 'clean.json')).toEqual({ code: 0, stdout: '', stderr: '' });
    const { stdout: told } = await runInProcess(['check', 'leaky.json'], { cwd });
    const { stdout } = await quiet('check', 'leaky.json');
    expect(stdout).toContain('fake-leak');
    expect(told.startsWith(stdout)).toBe(true);
    expect(told.slice(stdout.length)).toMatch(/^\n1 warning.*\n$/);
    expect(await quiet('check', 'leaky.json', '--output', 'out.txt')).toMatchObject({
      stdout: '',
      stderr: '',
    });
    expect(await quiet('baseline', 'write')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await quiet('fix', 'leaky.json')).stdout).toBe('leaky.json: 1 finding repaired\n');
    expect(await quiet('fix', 'leaky.json')).toEqual({ code: 0, stdout: '', stderr: '' });
    // What went wrong is told all the same.
    expect((await quiet('check', 'gone.json')).stderr).toBe('gone.json does not exist.\n');
  });

  it('tells version and help, and starts the server', async () => {
    const cwd = await folderWith({});
    expect(await runInProcess(['--version'], { cwd })).toMatchObject({ code: 0, stdout: '1.2.3\n' });
    const help = await runInProcess(['--help'], { cwd });
    expect(help.code).toBe(0);
    for (const word of ['check [...paths]', 'fix [...paths]', 'explain <id>', 'Exit codes:', '-v, --version'])
      expect(help.stdout).toContain(word);
    expect((await runInProcess(['fix', '--help'], { cwd })).stdout).toContain('--dry-run');
    expect(await runInProcess(['lsp', '--stdio'], { cwd })).toMatchObject({
      code: undefined,
      serverStarted: true,
    });
  });
});
