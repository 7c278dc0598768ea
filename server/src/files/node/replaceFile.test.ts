import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { replaceFile } from './replaceFile.ts';

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

  it('leaves a read-only file, also where a file beside it could take its place', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const path = join(folder, 'a.json');
    await fs.chmod(path, 0o444);
    await expect(replaceFile(fs, path, 'new')).rejects.toMatchObject({ code: 'EREADONLY' });
    expect(await fs.readFile(path, 'utf8')).toBe('old');
    expect((await fs.readdir(folder)).sort()).toEqual(['.git', 'a.json']);
  });

  it('writes the encoding that the file had', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const path = join(folder, 'a.json');
    await replaceFile(fs, path, '\uFEFF{ä}', 'utf-16le');
    expect(await fs.readFile(path)).toEqual(Buffer.from('\uFEFF{ä}', 'utf16le'));
  });

  it('leaves the file as it was when it fails', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const path = join(folder, 'a.json');
    const failing = { ...fs, rename: () => Promise.reject(new Error('disk')) };
    await expect(replaceFile(failing, path, 'new')).rejects.toThrow('disk');
    expect(await fs.readFile(path, 'utf8')).toBe('old');
    expect((await fs.readdir(folder)).sort()).toEqual(['.git', 'a.json']);
  });

  it('keeps further names of the file', async () => {
    const folder = await folderWith({ 'a.json': 'old and longer' });
    await fs.link(join(folder, 'a.json'), join(folder, 'b.json'));
    await replaceFile(fs, join(folder, 'a.json'), 'new');
    expect(await fs.readFile(join(folder, 'b.json'), 'utf8')).toBe('new');
    expect((await fs.stat(join(folder, 'a.json'))).nlink).toBe(2);
    expect((await fs.readdir(folder)).sort()).toEqual(['.git', 'a.json', 'b.json']);
  });

  it('keeps the owner: in place where the file cannot be given away', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const path = join(folder, 'a.json');
    const { ino, uid } = await fs.stat(path);
    const foreign = {
      ...fs,
      lstat: (async (one: string) => {
        const stats = await fs.lstat(one);
        return one === path ? Object.assign(stats, { uid: uid + 1 }) : stats;
      }) as unknown as typeof fs.lstat,
      chown: () => Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' })),
    };
    await replaceFile(foreign, path, 'new');
    expect(await fs.readFile(path, 'utf8')).toBe('new');
    expect((await fs.stat(path)).ino).toBe(ino);
    expect((await fs.readdir(folder)).sort()).toEqual(['.git', 'a.json']);
  });

  it('writes through no link', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    await fs.symlink('a.json', join(folder, 'link.json'));
    await expect(replaceFile(fs, join(folder, 'link.json'), 'new')).rejects.toThrow();
    expect(await fs.readFile(join(folder, 'a.json'), 'utf8')).toBe('old');
    expect((await fs.lstat(join(folder, 'link.json'))).isSymbolicLink()).toBe(true);
  });
});
