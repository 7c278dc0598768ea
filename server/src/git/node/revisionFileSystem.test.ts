import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { commit, git, HAS_GIT, put, repositoryWith } from '../../../../test/cli/support/repository.ts';
import { Repository } from '../repository.ts';
import { RevisionTree } from '../revisionTree.ts';
import { revisionFileSystem } from './revisionFileSystem.ts';
import { nodeGit } from './runner.ts';

async function filesAt(folder: string, revision: string, tops: readonly [string, ...string[]] = [folder]) {
  const repository = await Repository.around(nodeGit(process.env, folder), folder, '.');
  const blobs = repository.blobs();
  const tree = new RevisionTree(await repository.tree(await repository.resolve(revision)), async (id) => {
    const blob = await blobs.read(id);
    return blob.kind === 'content' ? new TextDecoder().decode(blob.bytes) : '';
  });
  return revisionFileSystem(fs, { tree, blobs, tops });
}

const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe.skipIf(!HAS_GIT)('a revision as a file system', () => {
  it('shows the folder as it was, whatever stands there now', async () => {
    const folder = await repositoryWith({ 'a b/Größe.json': '{ "é": 1 }\r\n', 'top.json': '1' });
    await put(folder, { 'top.json': '2', 'new.json': '3' });
    await fs.rm(join(folder, 'a b'), { recursive: true });
    const at = await filesAt(folder, 'HEAD');
    expect((await at.readdir(folder)).sort()).toEqual(['a b', 'top.json']);
    const entries = await at.readdir(folder, { withFileTypes: true });
    expect(entries.map((one) => [one.name, one.isDirectory(), one.isFile()])).toEqual(
      expect.arrayContaining([
        ['a b', true, false],
        ['top.json', false, true],
      ]),
    );
    expect(await at.readFile(join(folder, 'top.json'), 'utf8')).toBe('1');
    expect(await at.readFile(join(folder, 'a b', 'Größe.json'), 'utf8')).toBe('{ "é": 1 }\r\n');
    expect((await at.stat(join(folder, 'a b', 'Größe.json'))).size).toBe(13);
    const handle = await at.open(join(folder, 'a b', 'Größe.json'), 'r');
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 1, 2, 2);
    expect([bytesRead, [...buffer.subarray(1, 3)]]).toEqual([2, [...Buffer.from('"é').subarray(0, 2)]]);
    await handle.close();
    expect((await at.stat(join(folder, 'a b'))).isDirectory()).toBe(true);
    expect(await code(at.stat(join(folder, 'new.json')))).toBe('ENOENT');
    expect(await code(at.stat(join(folder, 'top.json', 'x')))).toBe('ENOTDIR');
    expect(await code(at.readFile(join(folder, 'a b')))).toBe('EISDIR');
    expect(await code(at.readdir(join(folder, 'top.json')))).toBe('ENOTDIR');
  });

  it('passes on what lies outside, and the folder of git', async () => {
    const folder = await repositoryWith({ 'a.json': '1' });
    const beside = await folderWith({ 'b.json': '2' });
    const at = await filesAt(folder, 'HEAD');
    expect(await at.readFile(join(beside, 'b.json'), 'utf8')).toBe('2');
    await at.writeFile(join(beside, 'c.json'), '3');
    expect(await at.readdir(beside)).toContain('c.json');
    expect((await at.stat(join(folder, '.git'))).isDirectory()).toBe(true);
    // A folder whose name begins alike is another one.
    expect(await code(at.stat(`${folder}-other`))).toBe('ENOENT');
  });

  it('writes nothing', async () => {
    const folder = await repositoryWith({ 'a.json': '1' });
    const at = await filesAt(folder, 'HEAD');
    const path = join(folder, 'a.json');
    const writing: Record<string, Promise<unknown>> = {
      writeFile: at.writeFile(path, '2'),
      unlink: at.unlink(path),
      mkdir: at.mkdir(join(folder, 'b')),
      rename: at.rename(path, `${path}.b`),
      rmdir: at.rmdir(folder),
      chmod: at.chmod(path, 0o777),
      chown: at.chown(path, 0, 0),
      open: at.open(path, 'r+'),
    };
    for (const [name, work] of Object.entries(writing))
      expect([name, await code(work)]).toEqual([name, 'EROFS']);
    expect(await fs.readFile(path, 'utf8')).toBe('1');
  });

  it('follows links inside of it, and none that lead out', async () => {
    const folder = await repositoryWith({ 'a/x.json': '1' });
    const links = {
      'in.json': 'a/x.json',
      b: 'a',
      'out.json': '../secret.json',
      'far.json': '/etc/passwd',
      'round.json': 'round.json',
      'a/up.json': '../in.json',
    };
    for (const [name, target] of Object.entries(links)) await fs.symlink(target, join(folder, name));
    commit(folder);
    for (const name of Object.keys(links)) await fs.unlink(join(folder, name));
    const at = await filesAt(folder, 'HEAD');
    expect((await at.lstat(join(folder, 'in.json'))).isSymbolicLink()).toBe(true);
    expect((await at.stat(join(folder, 'in.json'))).isFile()).toBe(true);
    expect(await at.realpath(join(folder, 'b', 'up.json'))).toBe(join(folder, 'a', 'x.json'));
    expect(await at.readFile(join(folder, 'b', 'x.json'), 'utf8')).toBe('1');
    expect(await code(at.realpath(join(folder, 'out.json')))).toBe('ENOENT');
    expect(await code(at.readFile(join(folder, 'far.json')))).toBe('ENOENT');
    expect(await code(at.stat(join(folder, 'round.json')))).toBe('ELOOP');
  });

  it('shows the same under each name of its top', async () => {
    const folder = await repositoryWith({ 'a/x.json': '1' });
    const other = join(await folderWith({}), 'link');
    await fs.symlink(folder, other);
    await put(folder, { 'a/x.json': '2' });
    const at = await filesAt(folder, 'HEAD', [folder, other]);
    expect(await at.readFile(join(other, 'a/x.json'), 'utf8')).toBe('1');
    expect(await at.realpath(join(other, 'a'))).toBe(join(folder, 'a'));
  });

  it('has submodules as empty folders', async () => {
    const inner = await repositoryWith({ 'x.json': '1' });
    const folder = await repositoryWith({ 'a.json': '1' });
    git(folder, 'submodule', '--quiet', 'add', inner, 'mods/inner');
    commit(folder);
    const at = await filesAt(folder, 'HEAD');
    expect(await at.readdir(join(folder, 'mods'))).toEqual(['inner']);
    expect(await at.readdir(join(folder, 'mods', 'inner'))).toEqual([]);
  });

  it('reads many files, large and empty ones, in any order', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `${at}.json`);
    const text = (name: string): string => name.repeat(Number.parseInt(name, 10) ** 2 * 10);
    const folder = await repositoryWith(Object.fromEntries(names.map((name) => [name, text(name)])));
    const at = await filesAt(folder, 'HEAD');
    const read = await Promise.all(names.map((name) => at.readFile(join(folder, name), 'utf8')));
    expect(read).toEqual(names.map(text));
  });
});
