import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { readText } from './readText.ts';

async function read(content: string | Uint8Array) {
  const folder = await folderWith({ 'a.json': content });
  return readText(fs, join(folder, 'a.json'));
}

describe('readText', () => {
  it('keeps the text as it is, byte order mark included', async () => {
    const text = '\uFEFF{"ä": "漢😀"}\r\n';
    expect(await read(text)).toEqual({ kind: 'text', text });
  });

  it('passes over binary files', async () => {
    expect(await read(new Uint8Array([80, 75, 3, 4, 0, 0, 255]))).toEqual({ kind: 'binary' });
  });

  it('names UTF-16 and broken UTF-8', async () => {
    const utf16 = { kind: 'problem', message: expect.stringContaining('UTF-16') };
    expect(await read(Buffer.from('\uFEFF{}', 'utf16le'))).toEqual(utf16);
    expect(await read(Buffer.from('\uFEFF{}', 'utf16le').swap16())).toEqual(utf16);
    expect(await read(new Uint8Array([123, 34, 0xc3, 0x28, 34, 125]))).toEqual({
      kind: 'problem',
      message: 'This file is not valid UTF-8.',
    });
  });

  it('does not read what is too large, missing or a folder', async () => {
    const folder = await folderWith({});
    const path = join(folder, 'big.json');
    const handle = await fs.open(path, 'w');
    await handle.truncate(50 * 1_048_576);
    await handle.close();
    expect(await readText(fs, path)).toEqual({
      kind: 'problem',
      message: 'This file is too large to be a flow (50 MB; the limit is 20 MB).',
    });
    expect(await readText(fs, folder)).toEqual({ kind: 'problem', message: 'This is not a file.' });
    expect(await readText(fs, join(folder, 'none.json'))).toEqual({
      kind: 'problem',
      message: 'This cannot be read: it does not exist.',
    });
  });
});
