import * as promises from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import type { FileSystem } from '../files/node/fileSystem.ts';
import { promptFiles } from './promptFiles.ts';

const still = promptFiles(() => 0);

describe('promptFiles', () => {
  it('answers and fails as the file system of promises does', async () => {
    const folder = await folderWith({ 'a.json': '{"ä": 1}', 'sub/b.json': '{}' });
    const ask = (fs: FileSystem) => async (name: string) => {
      const path = join(folder, name);
      const asked = [
        fs.readFile(path).then((bytes) => bytes.toString('hex')),
        fs.readFile(path, 'utf8'),
        fs.stat(path).then((stats) => [stats.isFile(), stats.size]),
        fs.realpath(path),
        fs
          .readdir(path, { withFileTypes: true })
          .then((all) => all.map((one) => [one.name, one.isFile()]).sort()),
        fs.readdir(path).then((all) => all.sort()),
      ];
      const settled = await Promise.allSettled<unknown>(asked);
      return settled.map((one) =>
        one.status === 'fulfilled' ? one.value : (one.reason as { code: string }).code,
      );
    };
    for (const name of ['a.json', '.', 'sub', 'none.json', 'a.json/x'])
      expect(await ask(still)(name)).toEqual(await ask(promises)(name));
  });

  it('gives others a turn when it has had the process for long', async () => {
    const folder = await folderWith({ 'a.json': '{}' });
    let now = 0;
    const files = promptFiles(() => now);
    let turns = 0;
    setImmediate(() => turns++);
    await files.stat(join(folder, 'a.json'));
    expect(turns).toBe(0);
    now = 1000;
    await files.stat(join(folder, 'a.json'));
    expect(turns).toBe(1);
  });
});
