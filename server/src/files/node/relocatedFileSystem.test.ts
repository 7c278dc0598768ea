import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { relocatedFileSystem } from './relocatedFileSystem.ts';

it('shows a folder in the place of another one, with its own names, and leaves all else as it is', async () => {
  const folder = await folderWith({
    'old/a.txt': 'old',
    'old/b/c.txt': 'c',
    'new/a.txt': 'new',
    'x.txt': 'x',
  });
  const at = (name: string): string => join(folder, name);
  const shown = await relocatedFileSystem(fs, at('new'), at('old'));
  expect(await shown.readFile(at('new/a.txt'), 'utf8')).toBe('old');
  expect(await shown.readdir(at('new'))).toEqual(['a.txt', 'b']);
  expect((await shown.stat(at('new/b/c.txt'))).isFile()).toBe(true);
  expect(await shown.realpath(at('new/b'))).toBe(join(await fs.realpath(at('new')), 'b'));
  expect(await shown.readFile(at('x.txt'), 'utf8')).toBe('x');
  const handle = await shown.open(at('new/a.txt'), 'r');
  expect(await handle.readFile('utf8')).toBe('old');
  await handle.close();
});

it('is for reading: nothing is written into either folder', async () => {
  const folder = await folderWith({ 'old/a.txt': 'old', 'new/a.txt': 'new' });
  const file = join(folder, 'new/a.txt');
  const shown = await relocatedFileSystem(fs, join(folder, 'new'), join(folder, 'old'));
  for (const write of [
    () => shown.writeFile(file, 'x'),
    () => shown.unlink(file),
    () => shown.rename(join(folder, 'x'), file),
    () => shown.open(file, 'w'),
  ])
    await expect(write()).rejects.toMatchObject({ code: 'EROFS' });
  expect(await fs.readFile(file, 'utf8')).toBe('new');
});
