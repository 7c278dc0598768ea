// `ignore` of the config on the command line.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/cli/support/environment.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { PLANTED } from '../../../test/cli/support/reportInput.ts';

const LEAK = '{"flow":1,"leak":true}';
const SECRET = `{"flow":1,"s":"${PLANTED}","leak":true}`;
const CONFIG = 'lockkeeper.config.json';
const config = (...ignore: object[]): string => JSON.stringify({ ignore }, null, 2);

interface Report {
  findings: { ruleId: string; file: string; severity: string }[];
  ignored: { ruleId: string; file: string; reason: string; expires: string | null }[];
}

async function report(cwd: string, ...args: string[]): Promise<Report & { code: number | undefined }> {
  const { code, stdout } = await runInProcess(['check', '--format', 'json', ...args], { cwd });
  return { code, ...(JSON.parse(stdout) as Report) };
}
const ids = (list: readonly { ruleId: string; file: string }[]): string[] =>
  list.map((one) => `${one.ruleId} ${one.file}`);

describe('ignore', () => {
  it('leaves findings out, and says why in the outputs for machines', async () => {
    const cwd = await folderWith({
      'a.json': SECRET,
      'b.json': SECRET,
      [CONFIG]: config({ rule: 'fake-secret', file: 'a.json', pointer: '/s', reason: 'Not a real one' }),
    });
    const all = await report(cwd);
    expect(ids(all.findings)).toEqual(['fake-leak a.json', 'fake-secret b.json', 'fake-leak b.json']);
    expect(all.ignored).toMatchObject([
      { ruleId: 'fake-secret', file: 'a.json', reason: 'Not a real one', expires: null },
    ]);
    expect(all.code).toBe(1);
    expect((await report(cwd, 'a.json')).code).toBe(0);
    // No less secret for being ignored.
    const text = await runInProcess(['check'], { cwd });
    const sarif = await runInProcess(['check', '--format', 'sarif'], { cwd });
    expect(text.stdout + sarif.stdout + JSON.stringify(all)).not.toContain(PLANTED);
    expect(sarif.stdout).toContain('"justification": "Not a real one"');
  });

  it('tells entries that have expired, lack their reason or leave nothing out, as warnings', async () => {
    const cwd = await folderWith({
      'a.json': LEAK,
      [CONFIG]: config(
        { rule: 'fake-leak', reason: 'r', expires: '2020-01-01' },
        { rule: 'fake-leak', reason: 'TODO' },
        { rule: 'fake-secret', reason: 'r' },
        { rule: 'fake-note', reason: 'for --profile pedantic' },
      ),
    });
    const { code, findings } = await report(cwd);
    expect(findings.map((one) => [one.ruleId, one.severity])).toEqual([
      ['fake-leak', 'warning'],
      ['ignore-expired', 'warning'],
      ['ignore-without-reason', 'warning'],
      ['ignore-unused', 'warning'],
    ]);
    expect(code).toBe(0);
    const strict = await runInProcess(['check', '--fail-on', 'warning'], { cwd });
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain('lockkeeper.config.json\n  6:18  warning  This entry has expired');
  });

  it('counts up to its last day', async () => {
    const cwd = await folderWith({
      'a.json': LEAK,
      [CONFIG]: config({ rule: 'fake-leak', reason: 'r', expires: '2026-08-01' }),
    });
    const on = async (today: string) => (await runInProcess(['check'], { cwd, today })).stdout;
    expect(await on('2026-08-01')).toBe(
      'Nothing found in 1 flow\n1 finding ignored as the config says.\nConfiguration: lockkeeper.config.json.\n',
    );
    expect(await on('2026-08-02')).toContain('(fake-leak, safe fix)');
  });

  it('says nothing of unused entries when only a part was checked', async () => {
    const cwd = await folderWith({
      'src/a.json': LEAK,
      'b.json': LEAK,
      [CONFIG]: config(
        { rule: 'fake-secret', reason: 'r' },
        { rule: 'fake-leak', file: 'b.json', reason: 'r' },
      ),
    });
    const unused = async (...args: string[]) =>
      (await report(cwd, ...args)).findings.filter((one) => one.ruleId === 'ignore-unused').length;
    expect(await unused()).toBe(1);
    expect(await unused('src')).toBe(0);
    expect(await unused('--rule', 'fake-leak')).toBe(0);
    expect(await unused('--profile', 'pedantic')).toBe(0);
    expect(await unused('--profile', 'default')).toBe(1);
    const below = await runInProcess(['check', '--format', 'json'], { cwd: join(cwd, 'src') });
    expect(below.stdout).not.toContain('ignore-unused');
  });

  it('fails on an entry with a mistake, at its place', async () => {
    const cwd = await folderWith({ 'a.json': LEAK, [CONFIG]: '{\n  "ignore": [{ "rule": "fake-leak" }]\n}' });
    expect(await runInProcess(['check'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${CONFIG}:2:14: This entry has no "reason"`),
    });
  });

  it('is left alone by fix', async () => {
    const cwd = await folderWith({
      'a.json': LEAK,
      'b.json': LEAK,
      [CONFIG]: config({ rule: 'fake-leak', file: 'b.json', reason: 'r' }),
    });
    expect((await runInProcess(['fix'], { cwd })).code).toBe(0);
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toContain('false');
    expect(await readFile(join(cwd, 'b.json'), 'utf8')).toBe(LEAK);
  });

  it('has a page', async () => {
    const cwd = await folderWith({});
    const { code, stdout } = await runInProcess(['explain', 'ignore-unused'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('ignore-unused');
  });
});
