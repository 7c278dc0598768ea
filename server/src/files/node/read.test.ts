import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { MAX_FILE_SIZE } from '../limits.ts';
import { readFileText } from './read.ts';

async function read(content: string | Uint8Array) {
  const folder = await folderWith({ 'a.json': content });
  return readFileText(fs, join(folder, 'a.json'), MAX_FILE_SIZE);
}

describe('readFileText', () => {
  it('keeps the text as it is, byte order mark included', async () => {
    const text = '\uFEFF{"ä": "漢😀"}\r\n';
    expect(await read(text)).toEqual({ kind: 'text', text, encoding: 'utf-8' });
  });

  it('tells what is no text', async () => {
    const unreadable = (reason: string) => ({ kind: 'unreadable', reason });
    expect(await read(new Uint8Array([80, 75, 3, 4, 0, 0, 255]))).toEqual(
      unreadable('it holds NUL bytes and is no text'),
    );
    expect(await read(new Uint8Array([123, 34, 0xc3, 0x28, 34, 125]))).toEqual(
      unreadable('it is not valid UTF-8'),
    );
  });

  it('does not read what is too large, missing or a folder', async () => {
    const folder = await folderWith({});
    const path = join(folder, 'big.json');
    const handle = await fs.open(path, 'w');
    await handle.truncate(50 * 1_048_576);
    await handle.close();
    expect(await readFileText(fs, path, MAX_FILE_SIZE)).toEqual({
      kind: 'tooLarge',
      size: 50 * 1_048_576,
      maxSize: MAX_FILE_SIZE,
    });
    expect(await readFileText(fs, folder, MAX_FILE_SIZE)).toEqual({
      kind: 'unreadable',
      reason: 'it is a folder',
    });
    expect(await readFileText(fs, join(folder, 'none.json'), MAX_FILE_SIZE)).toEqual({ kind: 'missing' });
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    const folder = await folderWith({});
    const path = join(folder, 'pipe.json');
    execFileSync('mkfifo', [path]);
    expect(await readFileText(fs, path, MAX_FILE_SIZE)).toEqual({
      kind: 'unreadable',
      reason: 'it is no regular file',
    });
  });

  it('reads nothing that a link leads to outside of the folder', async () => {
    const folder = await folderWith({ 'in/a.json': '{}', 'out/b.json': '{}', 'in/sub/c.json': '{}' });
    await fs.symlink('../out', join(folder, 'in/away'));
    await fs.symlink('sub', join(folder, 'in/near'));
    const inside = (path: string) =>
      readFileText(fs, join(folder, path), MAX_FILE_SIZE, join(folder, 'in')).then((one) =>
        one.kind === 'unreadable' ? one.reason : one.kind,
      );
    expect(await inside('in/a.json')).toBe('text');
    expect(await inside('in/near/c.json')).toBe('text');
    expect(await inside('in/away/b.json')).toBe('it is a symbolic link that leads out of the folder');
  });
});
