import * as fs from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { nodeAccess } from './node/access.ts';
import { type FolderAccess, walk } from './walk.ts';
import { isJsonName } from './wanted.ts';

async function collect(folder: string, root = '.', access: FolderAccess = nodeAccess(fs)) {
  const { files, skipped } = await walk(access, join(folder, root), { wanted: isJsonName });
  const name = (path: string) => relative(folder, path).replaceAll(sep, '/');
  return {
    files: files.map((one) => name(one.location)),
    linked: files.flatMap((one) => (one.throughLink ? [`${name(one.location)} -> ${name(one.real)}`] : [])),
    skipped: skipped.map((one) => `${name(one.location)}: ${one.reason}`),
  };
}

const OUT = 'it is a symbolic link that leads out of the folder';
const TOOL = 'it belongs to a tool';

describe('walk', () => {
  it('finds files in order, in folders with a leading dot too, but not in those of tools', async () => {
    const folder = await folderWith({
      'b.json': '',
      'a/z.JSON': '',
      'a/y.txt': '',
      'a/node_modules/x.json': '',
      '.vscode/settings.json': '',
      '.pipeline/Workflows/w.json': '',
      'ü/c d.json': '',
      '.hidden.json': '',
    });
    const { files, skipped } = await collect(folder);
    expect(files).toEqual(['.hidden.json', 'b.json', '.pipeline/Workflows/w.json', 'a/z.JSON', 'ü/c d.json']);
    expect(skipped).toEqual([`.vscode: ${TOOL}`, `a/node_modules: ${TOOL}`]);
  });

  it('enters the folder that was named whatever it is called, and through a link', async () => {
    const folder = await folderWith({ 'node_modules/a/x.json': '' });
    await fs.symlink('node_modules', join(folder, 'given'));
    expect((await collect(folder, 'node_modules')).files).toEqual(['node_modules/a/x.json']);
    const linked = await collect(folder, 'given');
    expect(linked.files).toEqual(['given/a/x.json']);
    expect(linked.linked).toEqual([]);
  });

  it('does not follow links that lead out, and ends circles', async () => {
    const folder = await folderWith({
      'in/a.json': '',
      'in/sub/d.json': '',
      'out/b.json': '',
      'out/c.json': '',
    });
    await fs.symlink('..', join(folder, 'in/up'));
    await fs.symlink('.', join(folder, 'in/self'));
    await fs.symlink('/', join(folder, 'in/everything'));
    await fs.symlink('sub', join(folder, 'in/again'));
    await fs.symlink('../out/b.json', join(folder, 'in/link.json'));
    const { files, linked, skipped } = await collect(folder, 'in');
    expect(files).toEqual(['in/a.json', 'in/sub/d.json']);
    expect(linked).toEqual([]);
    expect(skipped).toEqual([`in/everything: ${OUT}`, `in/link.json: ${OUT}`, `in/up: ${OUT}`]);
  });

  it('follows a link to what is inside and has no name of its own, and says that it was one', async () => {
    const folder = await folderWith({ 'in/.cache/flows/a.json': '', 'in/b.json': '' });
    await fs.symlink('.cache/flows', join(folder, 'in/flows'));
    const { files, linked } = await collect(folder, 'in');
    expect(files).toEqual(['in/b.json', 'in/flows/a.json']);
    expect(linked).toEqual(['in/flows/a.json -> in/.cache/flows/a.json']);
  });

  it('tells broken links, and links that go in a circle', async () => {
    const folder = await folderWith({ 'a.json': '' });
    await fs.symlink('nowhere', join(folder, 'b.json'));
    await fs.symlink('c.json', join(folder, 'c.json'));
    await fs.symlink('nowhere', join(folder, 'other.txt'));
    const { files, skipped } = await collect(folder);
    expect(files).toEqual(['a.json']);
    const nowhere = 'it is a symbolic link that leads nowhere';
    expect(skipped).toEqual([`b.json: ${nowhere}`, `c.json: ${nowhere}`]);
  });

  it('goes on past a folder that cannot be read', async () => {
    const folder = await folderWith({ 'a/x.json': '', 'b/y.json': '' });
    const refusing = {
      ...fs,
      readdir: (async (path: string, options: object) => {
        if (path.endsWith(`${sep}a`)) throw Object.assign(new Error('no'), { code: 'EACCES' });
        return fs.readdir(path, options as { withFileTypes: true });
      }) as unknown as typeof fs.readdir,
    };
    const { files, skipped } = await collect(folder, '.', nodeAccess(refusing));
    expect(files).toEqual(['b/y.json']);
    expect(skipped).toEqual(['a: permission denied']);
  });

  it('walks a file system whose links cannot be told', async () => {
    const tree = new Map([
      ['w:/', ['a.json', 'Workflows/', 'link@']],
      ['w:/Workflows', ['f.json']],
    ]);
    const access: FolderAccess = {
      entries: async (folder) =>
        (tree.get(folder) ?? []).map((entry) => ({
          name: entry.replace(/[/@]$/, ''),
          kind: entry.endsWith('/') ? 'folder' : entry.endsWith('@') ? 'link' : 'file',
        })),
      target: async () => ({ kind: 'unknown' }),
      join: (folder, name) => `${folder.replace(/\/$/, '')}/${name}`,
      contains: () => true,
    };
    const { files, skipped } = await walk(access, 'w:/', { wanted: isJsonName });
    expect(files.map((one) => one.location)).toEqual(['w:/a.json', 'w:/Workflows/f.json']);
    expect(skipped).toEqual([
      { location: 'w:/link', kind: 'link', reason: 'symbolic links are not followed here' },
    ]);
  });

  it('survives a deep tree', async () => {
    const deep = Array.from({ length: 200 }, () => 'd').join('/');
    const folder = await folderWith({ [`${deep}/a.json`]: '' });
    expect((await collect(folder)).files).toHaveLength(1);
  });
});
