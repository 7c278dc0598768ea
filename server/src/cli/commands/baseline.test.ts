import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../../test/cli/support/environment.ts';
import { fakeAnalyzer } from '../../../../test/cli/support/fakeAnalyzer.ts';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { PLANTED } from '../../../../test/cli/support/reportInput.ts';

const FILE = 'lockkeeper.baseline.json';
const LEAK = '{"flow":1,"leak":true}';
const SECRET = `{"flow":1,"s":"${PLANTED}"}`;
const BOTH = `{"flow":1,"leak":true,"s":"${PLANTED}"}`;

const written = (cwd: string): Promise<string> => readFile(join(cwd, FILE), 'utf8');
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => /"file": "([^"]+)", "rule": "([^"]+)"/.exec(line)?.slice(1).join(' ') ?? []);

describe('baseline write', () => {
  it('accepts what is found: check then passes, and fails on what comes new', async () => {
    const cwd = await folderWith({ 'src/a.json': SECRET, 'b.json': LEAK });
    expect((await runInProcess(['check'], { cwd })).code).toBe(1);
    const write = await runInProcess(['baseline', 'write'], { cwd });
    expect(write).toMatchObject({
      code: 0,
      stdout: 'Wrote 2 findings to lockkeeper.baseline.json.\n',
      stderr: '',
    });
    const text = await written(cwd);
    expect(linesOf(text)).toEqual(['b.json fake-leak', 'src/a.json fake-secret']);
    expect(text).not.toContain(PLANTED);

    const known = await runInProcess(['check', '--fail-on', 'info'], { cwd });
    expect(known.code).toBe(0);
    expect(known.stdout).toBe(
      'Nothing new found in 2 flows\n2 more findings are in the baseline (lockkeeper.baseline.json).\n',
    );
    await writeFile(join(cwd, 'c.json'), SECRET);
    const more = await runInProcess(['check'], { cwd });
    expect(more.code).toBe(1);
    expect(more.stdout).toContain('c.json\n  1:');
    expect(more.stdout).not.toContain('src/a.json');
    expect((await runInProcess(['check', '--no-baseline', 'src'], { cwd })).code).toBe(1);
  });

  it('writes the same file for any order and working directory', async () => {
    const cwd = await folderWith({ 'src/a.json': BOTH, 'b.json': LEAK, 'lockkeeper.config.json': '{}' });
    await runInProcess(['baseline', 'write'], { cwd });
    const text = await written(cwd);
    await runInProcess(['baseline', 'write', '.', '../b.json'], { cwd: join(cwd, 'src') });
    expect(await written(cwd)).toBe(text);
    expect((await runInProcess(['check'], { cwd: join(cwd, 'src') })).code).toBe(0);
    expect((await runInProcess(['check', '../b.json'], { cwd: join(cwd, 'src') })).stdout).toContain(
      '1 more finding is in the baseline (../lockkeeper.baseline.json).',
    );
  });

  it('says what changed, and keeps entries of files that it was not asked about', async () => {
    const cwd = await folderWith({ 'src/a.json': SECRET, 'b.json': LEAK });
    await runInProcess(['baseline', 'write'], { cwd });
    const again = await runInProcess(['baseline', 'write'], { cwd });
    expect(again.stdout).toBe('Wrote 2 findings to lockkeeper.baseline.json (no change).\n');
    await writeFile(join(cwd, 'src/a.json'), LEAK);
    const part = await runInProcess(['baseline', 'write', 'src'], { cwd });
    expect(part.stdout).toBe('Wrote 2 findings to lockkeeper.baseline.json (1 added, 1 removed).\n');
    expect(linesOf(await written(cwd))).toEqual(['b.json fake-leak', 'src/a.json fake-leak']);
  });

  it('leaves out what the config ignores, and the notices on the config', async () => {
    const ignore = [
      { rule: 'fake-leak', file: 'b.json', reason: 'r' },
      { rule: 'fake-leak', file: 'c.json', reason: 'r' },
    ];
    const cwd = await folderWith({
      'a.json': LEAK,
      'b.json': LEAK,
      'lockkeeper.config.json': JSON.stringify({ ignore }),
    });
    await runInProcess(['baseline', 'write'], { cwd });
    expect(linesOf(await written(cwd))).toEqual(['a.json fake-leak']);
    const { stdout } = await runInProcess(['check'], { cwd });
    expect(stdout).toContain('(ignore-unused)');
    expect(stdout).toContain('1 more finding is in the baseline');
    expect(stdout).toContain('1 finding ignored as the config says.');
  });

  it('replaces a damaged file, which check tells at its place', async () => {
    const cwd = await folderWith({ 'a.json': SECRET, [FILE]: '{\n  "version": 1,\n  "findings": [7]\n}' });
    const check = await runInProcess(['check'], { cwd });
    expect(check).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lockkeeper.baseline.json:3:16: An entry must have'),
    });
    expect((await runInProcess(['baseline', 'prune'], { cwd })).code).toBe(2);
    expect((await runInProcess(['baseline', 'write'], { cwd })).code).toBe(0);
    expect((await runInProcess(['check'], { cwd })).code).toBe(0);
  });

  it('writes nothing without a flow, or when the check broke down', async () => {
    const cwd = await folderWith({ 'x/other.json': '{"x":1}', 'a.json': SECRET });
    const none = await runInProcess(['baseline', 'write', 'x'], { cwd });
    expect(none).toMatchObject({ code: 3, stdout: '' });
    const broken = await runInProcess(['baseline', 'write'], {
      cwd,
      analyzer: fakeAnalyzer({ failOn: '"flow"' }),
    });
    expect(broken.code).toBe(4);
    await expect(written(cwd)).rejects.toThrow();
  });
});

describe('baseline prune', () => {
  it('takes out what is gone and adds nothing', async () => {
    const cwd = await folderWith({ 'src/a.json': BOTH, 'b.json': LEAK, 'c.json': LEAK });
    await runInProcess(['baseline', 'write'], { cwd });
    await writeFile(join(cwd, 'src/a.json'), '{"flow":1,"leak":true,"note":1,"damage":1}');
    await rm(join(cwd, 'b.json'));
    await writeFile(join(cwd, 'c.json'), '{"flow":1}');
    const check = await runInProcess(['check', '--fail-on', 'never'], { cwd });
    expect(check.stdout).toContain(
      '3 entries of the baseline are no longer found: run "lockkeeper baseline prune".',
    );
    const part = await runInProcess(['baseline', 'prune', 'src'], { cwd });
    expect(part.stdout).toBe('Removed 1 finding from lockkeeper.baseline.json: 3 left.\n');
    const all = await runInProcess(['baseline', 'prune'], { cwd });
    expect(all).toMatchObject({
      code: 0,
      stdout: 'Removed 2 findings from lockkeeper.baseline.json: 1 left.\n',
    });
    expect(linesOf(await written(cwd))).toEqual(['src/a.json fake-leak']);
    const again = await runInProcess(['baseline', 'prune'], { cwd });
    expect(again.stdout).toBe('Nothing to remove from lockkeeper.baseline.json: 1 left.\n');
  });

  it('needs a baseline', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    for (const args of ['baseline prune', 'baseline check', 'check --baseline old.json'])
      expect(await runInProcess(args.split(' '), { cwd })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('There is no baseline'),
      });
  });
});

describe('baseline check', () => {
  it('is check that insists on a baseline', async () => {
    const cwd = await folderWith({ 'a.json': SECRET });
    await runInProcess(['baseline', 'write', '--baseline', 'old.json'], { cwd });
    expect((await runInProcess(['baseline', 'check', '--baseline', 'old.json'], { cwd })).code).toBe(0);
    await writeFile(join(cwd, 'b.json'), LEAK);
    const check = ['baseline', 'check', '--baseline', 'old.json'];
    expect((await runInProcess(check, { cwd })).code).toBe(0);
    const strict = await runInProcess([...check, '--fail-on', 'warning'], { cwd });
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain('b.json');
  });
});
