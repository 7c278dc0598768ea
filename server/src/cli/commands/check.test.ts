import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../../test/cli/support/environment.ts';
import { fakeAnalyzer } from '../../../../test/cli/support/fakeAnalyzer.ts';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { PLANTED } from '../../../../test/cli/support/reportInput.ts';

const CLEAN = '{"flow":1}';
const LEAK = '{\r\n  "flow": 1,\r\n  "leak": true\r\n}\r\n';
const SECRET = `{"flow":1,"s":"${PLANTED}"}`;

describe('check', () => {
  it('exits with 0, 1 by --fail-on, and 3 without a flow', async () => {
    const cwd = await folderWith({ 'a.json': CLEAN, 'b.json': LEAK, 'c/other.json': '{"x":1}' });
    const codes: Record<string, number | undefined> = {};
    for (const args of [
      'a.json',
      'b.json',
      'b.json --fail-on warning',
      'b.json --fail-on info',
      '. --fail-on never',
    ])
      codes[args] = (await runInProcess(['check', ...args.split(' ')], { cwd })).code;
    expect(codes).toEqual({
      'a.json': 0,
      'b.json': 0,
      'b.json --fail-on warning': 1,
      'b.json --fail-on info': 1,
      '. --fail-on never': 0,
    });
    const none = await runInProcess(['check', 'c'], { cwd });
    expect(none).toMatchObject({
      code: 3,
      stdout: 'No flow found\n',
      stderr: 'No flow was found in c (1 JSON file read).\n',
    });
  });

  it('says that a configuration leaves out what is there', async () => {
    const cwd = await folderWith({
      'lockkeeper.config.json': '{ "exclude": ["src/**"] }',
      'src/a.json': LEAK,
      'src/b.json': LEAK,
    });
    const { code, stderr } = await runInProcess(['check', 'src'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toBe('No flow was found in src (0 JSON files read, 2 left out by a configuration).\n');
  });

  it('names files relative to the working directory, also those outside of it', async () => {
    const root = await folderWith({ 'here/x.json': '', 'there/ä b/a.json': LEAK });
    const { stdout } = await runInProcess(['check', '../there', '--format', 'json'], {
      cwd: join(root, 'here'),
    });
    const report = JSON.parse(stdout) as { findings: { file: string }[]; files: number; flows: number };
    expect(report).toMatchObject({ files: 1, flows: 1, findings: [{ file: '../there/ä b/a.json' }] });
  });

  it('reports what it cannot read and goes on', async () => {
    const cwd = await folderWith({
      'a.json': LEAK,
      'binary.json': new Uint8Array([0, 1, 2]),
      'bad.json': new Uint8Array([0xff, 0x41]),
      'wide.json': Buffer.from(`\uFEFF${LEAK}`, 'utf16le'),
    });
    const { code, stdout, stderr } = await runInProcess(['check', '--format', 'json'], { cwd });
    const report = JSON.parse(stdout) as { findings: object[]; problems: object[]; files: number };
    expect(code).toBe(0);
    expect(report.findings.map((one) => (one as { file: string }).file)).toEqual(['a.json', 'wide.json']);
    expect(report.problems).toEqual([
      { file: 'bad.json', message: 'This file cannot be read: it is not valid UTF-8.' },
      { file: 'binary.json', message: 'This file cannot be read: it holds NUL bytes and is no text.' },
    ]);
    expect(stderr.split('\n')[0]).toBe('bad.json: This file cannot be read: it is not valid UTF-8.');
    const text = await runInProcess(['check'], { cwd });
    expect(text.stdout).toContain(
      'Could not be checked\n  bad.json: This file cannot be read: it is not valid UTF-8.\n',
    );
    expect(text.stderr).toBe('');
  });

  it('tells a rule that failed, with the other findings', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const analyzer = fakeAnalyzer({ ruleFailsOn: 'leak' });
    const args = ['check', '--format', 'json', '--fail-on', 'never'];
    const { code, stdout } = await runInProcess(args, { cwd, analyzer });
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ ruleId: 'fake-leak' }],
      problems: [{ file: 'a.json', message: 'The rule fake-note failed on this file: it broke' }],
    });
  });

  it('exits with 4 when a check breaks down, with the results of the others', async () => {
    const cwd = await folderWith({ 'a.json': LEAK, 'b.json': SECRET });
    const analyzer = fakeAnalyzer({ failOn: PLANTED });
    const { code, stdout } = await runInProcess(['check', '--format', 'json'], { cwd, analyzer });
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ file: 'a.json' }],
      problems: [{ file: 'b.json', message: 'Internal error while checking this file: TypeError.' }],
    });
  });

  it('exits with 4 when the run itself breaks down, without quoting anything', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const analyzer = { ...fakeAnalyzer(), mayBeFlow: () => expect.unreachable(PLANTED) };
    const { code, stderr } = await runInProcess(['check'], { cwd, analyzer });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^Internal error, a defect of Lockkeeper: .*LOCKKEEPER_DEBUG=1/);
    expect(stderr).not.toContain(PLANTED);
  });

  it('reports only the rules of --rule, and switches them on', async () => {
    const cwd = await folderWith({
      'a.json': `{"flow":1,"leak":true,"note":1,"s":"${PLANTED}"}`,
      'lockkeeper.config.json': '{ "rules": { "fake-leak": "off" } }',
    });
    const rulesOf = async (...args: string[]) => {
      const { stdout } = await runInProcess(['check', '--format', 'json', ...args], { cwd });
      return (JSON.parse(stdout) as { findings: { ruleId: string }[] }).findings.map((one) => one.ruleId);
    };
    expect(await rulesOf()).toEqual(['fake-secret']);
    expect(await rulesOf('--profile', 'pedantic')).toEqual(['fake-note', 'fake-secret']);
    expect(await rulesOf('--rule', 'fake-leak', '--rule', 'fake-note')).toEqual(['fake-leak', 'fake-note']);
  });

  it('masks secrets also where their rule is off or not asked for', async () => {
    const cwd = await folderWith({
      'a.json': `{"flow":1,"s":"${PLANTED}","leak":true}`,
      'off.json': '{ "rules": { "fake-secret": "off" } }',
    });
    for (const args of [
      ['--config', 'off.json'],
      ['--rule', 'fake-leak'],
    ]) {
      const { stdout } = await runInProcess(['check', 'a.json', ...args], { cwd });
      expect(stdout).toContain('(fake-leak, safe fix)');
      expect(stdout).not.toContain('(fake-secret)');
      expect(stdout).toContain('*'.repeat(PLANTED.length));
      expect(stdout).not.toContain(PLANTED);
      const diff = await runInProcess(['fix', '--dry-run', 'a.json', ...args], { cwd });
      expect(diff.stdout).toContain('+{');
      expect(diff.stdout).not.toContain(PLANTED);
    }
  });

  it('writes to --output what would have been printed', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    for (const format of ['text', 'json', 'sarif']) {
      const printed = await runInProcess(['check', 'a.json', '--format', format], { cwd });
      const args = ['check', 'a.json', '--format', format, '--output', 'out.txt'];
      const written = await runInProcess(args, { cwd, env: { FORCE_COLOR: '1' } });
      expect(written).toMatchObject({ stdout: '', stderr: 'Wrote 1 finding in 1 flow to out.txt.\n' });
      expect(await readFile(join(cwd, 'out.txt'), 'utf8')).toBe(printed.stdout);
    }
    const refused = await runInProcess(['check', 'a.json', '--output', 'no/out.txt'], { cwd });
    expect(refused).toMatchObject({
      code: 2,
      stderr: 'no/out.txt cannot be written: its folder does not exist.\n',
    });
  });

  it('colours on a terminal only', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    expect((await runInProcess(['check'], { cwd })).stdout).not.toContain('\u001b[');
    expect((await runInProcess(['check'], { cwd, terminal: true })).stdout).toContain('\u001b[');
  });

  it('shows progress of a long scan on a terminal and takes it away', async () => {
    const cwd = await folderWith({ 'a.json': LEAK, 'b.json': LEAK });
    let time = 0;
    const { stderr } = await runInProcess(['check'], { cwd, terminal: true, now: () => (time += 600) });
    const lines = [
      'Looking for flows: 2 files',
      'Checking: 0 of 2 files, 0 flows',
      'Checking: 1 of 2 files, 1 flow',
    ];
    expect(stderr).toBe([...lines, ''].map((line) => `\r\u001b[K${line}`).join(''));
  });

  it('stops on Ctrl-C', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const result = await runInProcess(['check'], { cwd, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ code: 130, stdout: '', stderr: '' });
  });

  it('checks callers again when a child flow turns out to answer a secret, over several steps', async () => {
    const cwd = await folderWith({
      'a.json': '{"flow":1,"id":"a","calls":"b"}',
      'b.json': '{"flow":1,"id":"b","calls":"c"}',
      'c.json': '{"flow":1,"id":"c","answersSecret":1}',
      'd.json': '{"flow":1,"id":"d","calls":"a"}',
    });
    const { stdout } = await runInProcess(['check', '--format', 'json'], { cwd });
    const { findings, files, flows } = JSON.parse(stdout) as {
      findings: { file: string; ruleId: string }[];
      files: number;
      flows: number;
    };
    expect({ files, flows }).toEqual({ files: 4, flows: 4 });
    expect(findings.map((one) => one.file)).toEqual(['a.json', 'b.json', 'd.json']);
  });
});

describe('config', () => {
  it('is the nearest one at or above a file, up to the topmost repository', async () => {
    const root = await folderWith({
      'lockkeeper.config.json': '{ "rules": { "fake-leak": "error" } }',
      'inner/.git/HEAD': '',
      'inner/a.json': LEAK,
      'sub/a.json': LEAK,
      'sub/own/lockkeeper.config.json': '{ "rules": { "fake-leak": "off" } }',
      'sub/own/b.json': LEAK,
    });
    const filesOf = async (cwd: string) => {
      const { code, stdout } = await runInProcess(['check', '--format', 'json'], { cwd });
      const { findings, configs } = JSON.parse(stdout) as { findings: { file: string }[]; configs: string[] };
      return { code, files: findings.map((one) => one.file), configs };
    };
    const outer = '../lockkeeper.config.json';
    expect(await filesOf(join(root, 'sub'))).toEqual({
      ...{ code: 1, files: ['a.json'] },
      configs: [outer, 'own/lockkeeper.config.json'],
    });
    expect(await filesOf(join(root, 'inner'))).toEqual({ code: 1, files: ['a.json'], configs: [outer] });
    await rm(join(root, '.git'), { recursive: true });
    expect(await filesOf(join(root, 'inner'))).toEqual({ code: 0, files: ['a.json'], configs: [] });
  });

  it('fails the call where it is broken, wherever it is met', async () => {
    const cwd = await folderWith({ 'a.json': LEAK, 'sub/lockkeeper.config.json': '{ "profil": 1 }' });
    const broken = await runInProcess(['check'], { cwd });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('sub/lockkeeper.config.json:1:3: "profil" is not a setting.');
  });

  it('has globs relative to itself, which do not bind files that are named', async () => {
    const root = await folderWith({
      'lockkeeper.config.json': '{ "include": ["src"], "exclude": ["src/old/**"] }',
      'src/a.json': LEAK,
      'src/old/b.json': LEAK,
      'other/c.json': LEAK,
    });
    const filesOf = async (cwd: string, ...paths: string[]) => {
      const { stdout } = await runInProcess(['check', '--format', 'json', ...paths], { cwd });
      return (JSON.parse(stdout) as { findings: { file: string }[] }).findings.map((one) => one.file);
    };
    expect(await filesOf(root)).toEqual(['src/a.json']);
    expect(await filesOf(join(root, 'src'))).toEqual(['a.json']);
    expect(await filesOf(root, 'src/old/b.json', 'other')).toEqual(['src/old/b.json']);
  });
});
