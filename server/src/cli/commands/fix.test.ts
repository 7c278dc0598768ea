import { chmod, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../../test/cli/support/environment.ts';
import { fakeAnalyzer } from '../../../../test/cli/support/fakeAnalyzer.ts';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { PLANTED } from '../../../../test/cli/support/reportInput.ts';

const CLEAN = '{"flow":1}';
const LEAK = '{\r\n  "flow": 1,\r\n  "leak": true\r\n}\r\n';

describe('fix', () => {
  it('repairs in place, byte-exact but for the repair', async () => {
    const cwd = await folderWith({ 'W/ä b.json': `\uFEFF${LEAK}`, 'c.json': CLEAN });
    const path = join(cwd, 'W/ä b.json');
    await chmod(path, 0o600);
    const before = await stat(join(cwd, 'c.json'));
    const result = await runInProcess(['fix'], { cwd });
    expect(result).toEqual({
      code: 0,
      stdout: 'W/ä b.json: 1 finding repaired\n1 finding in 1 file repaired.\n',
      stderr: '',
      serverStarted: false,
    });
    expect(await readFile(path, 'utf8')).toBe(`\uFEFF${LEAK.replace('true', 'false')}`);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(cwd, 'c.json'))).ino).toBe(before.ino);
    expect(await readdir(join(cwd, 'W'))).toEqual(['ä b.json']);
    expect((await runInProcess(['fix'], { cwd })).stdout).toBe('Nothing to repair.\n');
  });

  it('shows a diff and writes nothing with --dry-run', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const result = await runInProcess(['fix', '--dry-run'], { cwd });
    expect(result).toMatchObject({
      code: 0,
      stderr:
        'fake-leak: 1 finding\n  a: 1 finding\n1 finding in 1 file would be repaired; nothing was written.\n',
      stdout:
        '--- a/a.json\n+++ b/a.json\n@@ -1,4 +1,4 @@\n {\r\n   "flow": 1,\r\n-  "leak": true\r\n+  "leak": false\r\n }\r\n',
    });
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe(LEAK);
  });

  it('exits with 1 while errors are left and says how many', async () => {
    const cwd = await folderWith({ 'a.json': `{"flow":1,"leak":true,"s":"${PLANTED}"}` });
    expect(await runInProcess(['fix'], { cwd })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 finding left: run "lockkeeper check" to see it.\n') as string,
    });
    expect((await runInProcess(['fix', '--rule', 'fake-leak'], { cwd })).code).toBe(0);
  });

  it('tells which repairs were taken back, and makes the others', async () => {
    const text = '{"flow":1,\n"leak":true,\n"damage":1}';
    const cwd = await folderWith({ 'a.json': text, 'b.json': '{"flow":1,"damage":1}' });
    const analyzer = fakeAnalyzer({ takenBack: 'fake-damage' });
    const result = await runInProcess(['fix'], { cwd, analyzer });
    const sentence = 'Its repair would not remove the finding, or would bring up another one.';
    expect(result.stderr).toBe(
      `a.json: Not repaired: fake-damage in line 3. ${sentence}\nb.json: Not repaired: fake-damage in line 1. ${sentence}\n`,
    );
    expect(result.stdout).toContain('a.json: 1 finding repaired\n');
    expect(result.code).toBe(1);
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe(text.replace('true', 'false'));
  });

  it('leaves a damaged file alone and says so', async () => {
    const text = '{"flow":1,"leak":true';
    const cwd = await folderWith({ 'a.json': text, 'b.json': LEAK });
    const result = await runInProcess(['fix'], { cwd });
    expect(result.stderr).toBe('a.json: Not repaired: this file is not valid JSON. Correct that first.\n');
    expect(result.stdout).toContain('b.json: 1 finding repaired\n');
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe(text);
  });

  it('never writes what is no JSON', async () => {
    const text = '{"flow":1,"damage":1}';
    const cwd = await folderWith({ 'a.json': text });
    const result = await runInProcess(['fix'], { cwd });
    expect(result.stderr).toBe(
      'a.json: The repair would leave this file as no valid JSON; it was left as it is.\n',
    );
    expect(result.code).toBe(4);
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe(text);
  });

  it('writes through no symbolic link', async () => {
    const cwd = await folderWith({ 'real/a.json': LEAK, 'links/.cache/c.json': LEAK });
    await symlink('../real/a.json', join(cwd, 'links/b.json'));
    await symlink('.cache', join(cwd, 'links/inside'));
    const { code, stdout, stderr } = await runInProcess(['fix', 'links'], { cwd });
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: 'Nothing was repaired. 1 finding left: run "lockkeeper check" to see it.\n',
    });
    expect(stderr).toContain('links/inside/c.json: This file is reached through a symbolic link');
    for (const path of ['real/a.json', 'links/.cache/c.json'])
      expect(await readFile(join(cwd, path), 'utf8')).toBe(LEAK);
    expect((await runInProcess(['fix', 'links/b.json'], { cwd })).code).toBe(1);
    expect(await readFile(join(cwd, 'real/a.json'), 'utf8')).toBe(LEAK);
    expect(
      (await readdir(join(cwd, 'links'), { withFileTypes: true })).find((one) => one.isSymbolicLink())?.name,
    ).toBe('b.json');
  });

  it('writes UTF-16 as it was', async () => {
    const cwd = await folderWith({ 'a.json': Buffer.from(`\uFEFF${LEAK}`, 'utf16le') });
    expect((await runInProcess(['fix'], { cwd })).code).toBe(0);
    const text = (await readFile(join(cwd, 'a.json'))).toString('utf16le');
    expect(text).toBe(`\uFEFF${LEAK.replace('true', 'false')}`);
  });

  it('leaves a file that changed meanwhile', async () => {
    const cwd = await folderWith({ 'a.json': LEAK });
    const path = join(cwd, 'a.json');
    let reads = 0;
    const changing = async (file: string) => {
      if (file === path && ++reads === 3) await writeFile(path, `${LEAK} `);
      return readFile(file);
    };
    const result = await runInProcess(['fix'], { cwd, fs: { readFile: changing as never } });
    expect(result.stderr).toBe('a.json: This file changed meanwhile and was left as it is.\n');
    expect(await readFile(path, 'utf8')).toBe(`${LEAK} `);
  });

  it('reports a file that cannot be written and repairs the others', async () => {
    const cwd = await folderWith({ 'a/a.json': LEAK, 'b/b.json': LEAK });
    const { writeFile: write } = await import('node:fs/promises');
    const refusing = async (file: string, ...rest: never[]) => {
      if (file.includes('a.json')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return (write as (...args: unknown[]) => Promise<void>)(file, ...rest);
    };
    const result = await runInProcess(['fix'], { cwd, fs: { writeFile: refusing as never } });
    expect(result.stderr).toBe('a/a.json: This file cannot be written: permission denied.\n');
    expect(result.stdout).toContain('b/b.json: 1 finding repaired\n');
    expect(await readFile(join(cwd, 'a/a.json'), 'utf8')).toBe(LEAK);
  });
});
