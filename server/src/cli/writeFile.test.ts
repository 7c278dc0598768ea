import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { replaceFile } from './writeFile.ts';

describe('replaceFile', () => {
  it('replaces the content, keeps the mode and leaves nothing behind', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const path = join(folder, 'a.json');
    await fs.chmod(path, 0o640);
    await replaceFile(fs, path, '\uFEFFnew\r\n');
    expect(await fs.readFile(path, 'utf8')).toBe('\uFEFFnew\r\n');
    if (process.platform !== 'win32') expect((await fs.stat(path)).mode & 0o777).toBe(0o640);
    expect((await fs.readdir(folder)).sort()).toEqual(['.git', 'a.json']);
  });

  it('leaves the file as it was when it fails', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const path = join(folder, 'a.json');
    const failing = { ...fs, rename: () => Promise.reject(new Error('disk')) };
    await expect(replaceFile(failing, path, 'new')).rejects.toThrow('disk');
    expect(await fs.readFile(path, 'utf8')).toBe('old');
    expect((await fs.readdir(folder)).sort()).toEqual(['.git', 'a.json']);
  });
});
