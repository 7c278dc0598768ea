import * as disk from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../../../test/cli/support/folder.ts';
import { type ZipItem, zipOf } from '../../../../../test/harness/zipWriter.ts';
import { walk } from '../../walk.ts';
import { readFileText } from '../read.ts';
import { Archives } from './archives.ts';

const SOLUTION = { 'solution.xml': '<a/>', 'Workflows/X.json': '{}' };

/** The files that a walk meets, and what is told of archives, by paths below the folder. */
async function walked(folder: string, archives: Archives) {
  const { files } = await walk(archives.access(), folder, { wanted: (name) => /\.(?:json|xml)$/.test(name) });
  const below = (path: string): string => path.slice(folder.length + 1).replaceAll('\\', '/');
  return {
    files: files.map(({ location }) => below(location)),
    problems: archives.problems.map(({ path, reasons }) => `${below(path)}: ${reasons.join('; ')}`),
  };
}

const all = (fs: Partial<typeof disk> = {}): Archives =>
  new Archives({ ...disk, ...fs }, { entersMet: true });

describe('archives in a folder', () => {
  it('are folders, those in them too, and their files are read from memory', async () => {
    const inner = zipOf({ ...SOLUTION, 'a b#%!ä.json': '{"ä":1}' });
    const folder = await folderWith({
      'p/x.json': '{}',
      'p/Pack age#%.zip': zipOf({ 'PackageAssets/In ner.zip': inner, 'input.xml': '<b/>' }),
    });
    const archives = all();
    expect(await walked(folder, archives)).toEqual({
      files: [
        'p/x.json',
        'p/Pack age#%.zip!/input.xml',
        'p/Pack age#%.zip!/PackageAssets/In ner.zip!/a b#%!ä.json',
        'p/Pack age#%.zip!/PackageAssets/In ner.zip!/solution.xml',
        'p/Pack age#%.zip!/PackageAssets/In ner.zip!/Workflows/X.json',
      ],
      problems: [],
    });
    const path = join(folder, 'p/Pack age#%.zip!/PackageAssets/In ner.zip!/a b#%!ä.json');
    expect(fileURLToPath(pathToFileURL(path))).toBe(path);
    expect(await readFileText(archives.fs, path, 100)).toMatchObject({ kind: 'text', text: '{"ä":1}' });
    expect(await archives.fs.readdir(join(folder, 'p/Pack age#%.zip!'))).toEqual([
      'PackageAssets',
      'input.xml',
    ]);
    expect(await readFileText(archives.fs, join(folder, 'p/Pack age#%.zip!/none.json'), 100)).toEqual({
      kind: 'missing',
    });
    expect(await disk.readdir(join(folder, 'p'))).toEqual(['Pack age#%.zip', 'x.json']);
  });

  it('are silent where they hold nothing of ours, and told where nobody can know', async () => {
    const folder = await folderWith({
      'film.zip': zipOf({ 'film.mp4': 'x', 'readme.json': '{}' }),
      'empty.zip': zipOf({}),
      'strange.zip': zipOf({ '../../evil.png': 'x' }),
      'cut.zip': zipOf(SOLUTION).subarray(0, 100),
      'no.zip': 'hello',
      'evil.zip': zipOf({ '../evil.json': 'x', ...SOLUTION }),
      'outer.zip': zipOf({ 'in.zip': zipOf(SOLUTION).subarray(0, 50) }),
      'folder.zip/x.json': '{}',
    });
    const { files, problems } = await walked(folder, all());
    expect(files).toEqual(['evil.zip!/solution.xml', 'evil.zip!/Workflows/X.json', 'folder.zip/x.json']);
    expect(problems.sort()).toEqual([
      'cut.zip: the archive is cut off',
      'evil.zip: the name of its entry "../evil.json" leads out of the archive',
      'no.zip: it is no zip archive',
      'outer.zip!/in.zip: the archive is cut off',
    ]);
  });

  it('are read two deep in another one and no deeper', async () => {
    const nest = (depth: number): Uint8Array => zipOf(depth === 0 ? SOLUTION : { 'n.zip': nest(depth - 1) });
    const folder = await folderWith({ 'two.zip': nest(2), 'three.zip': nest(3) });
    const { files, problems } = await walked(folder, all());
    expect(files).toEqual(['two.zip!/n.zip!/n.zip!/solution.xml', 'two.zip!/n.zip!/n.zip!/Workflows/X.json']);
    expect(problems).toEqual([
      'three.zip!/n.zip!/n.zip!/n.zip: archives are read up to 2 deep in another one',
    ]);
  });

  it('are left out when that is asked for, but those that are named', async () => {
    const zip = zipOf({ 'in.zip': zipOf(SOLUTION) });
    const folder = await folderWith({ 'a.zip': zip, 'b.zip': zip });
    const archives = new Archives(disk, { entersMet: false });
    expect((await walked(folder, archives)).files).toEqual([]);
    expect(await archives.enter(join(folder, 'a.zip'), true)).toBe(true);
    expect((await walked(join(folder, 'a.zip!'), archives)).files).toEqual([
      'in.zip!/solution.xml',
      'in.zip!/Workflows/X.json',
    ]);
  });

  it('are told where their inside has a name that is taken', async () => {
    const folder = await folderWith({ 'a.zip': zipOf(SOLUTION), 'a.zip!/x.json': '{}' });
    const { files, problems } = await walked(folder, all());
    expect(files).toEqual(['a.zip!/x.json']);
    expect(problems).toEqual(['a.zip: "a.zip!" stands beside it, which is what its inside is called']);
  });

  it('are read once, and large ones without solutions by their list alone', async () => {
    const noise = Array.from({ length: 3 }, (_, at): ZipItem => {
      return { name: `${at}.mp4`, content: new Uint8Array(1_048_576), stored: true };
    });
    const folder = await folderWith({
      'film.zip': zipOf(noise),
      'large.zip': zipOf([...noise, { name: 'solution.xml', content: '<a/>' }]),
      'small.zip': zipOf(SOLUTION),
    });
    const read: string[] = [];
    const counted = all({
      readFile: ((path: string) => {
        read.push(path.slice(folder.length + 1));
        return disk.readFile(path);
      }) as typeof disk.readFile,
    });
    const { files } = await walked(folder, counted);
    expect(files).toEqual([
      'large.zip!/solution.xml',
      'small.zip!/solution.xml',
      'small.zip!/Workflows/X.json',
    ]);
    for (const file of [...files, ...files]) await counted.fs.readFile(join(folder, file));
    expect(read.sort()).toEqual(['large.zip', 'small.zip']);
  });

  it('are found through a link to the folder around them, each once', async () => {
    const folder = await folderWith({ 'real/a.zip': zipOf(SOLUTION) });
    await disk.symlink('real', join(folder, 'link'));
    const archives = all();
    expect((await walked(join(folder, 'link'), archives)).files).toEqual([
      'a.zip!/solution.xml',
      'a.zip!/Workflows/X.json',
    ]);
    expect(archives.isInside(join(await disk.realpath(folder), 'real/a.zip!/solution.xml'))).toBe(true);
    expect(archives.isInside(join(folder, 'real/a.zip'))).toBe(false);
  });

  it('know which files could not be trusted', async () => {
    const folder = await folderWith({
      'a.zip': zipOf([
        { name: 'solution.xml', content: '<a/>' },
        { name: 'x.json', content: '{}', crc: 1 },
        { name: 'y.json', content: '{}', flags: 1 },
      ]),
    });
    const archives = all();
    const inside = join(await disk.realpath(folder), 'a.zip!');
    await archives.enter(join(folder, 'a.zip'));
    const read = (name: string) => readFileText(archives.fs, join(inside, name), 100);
    expect(await read('x.json')).toMatchObject({ reason: expect.stringContaining('checksum') });
    expect(await read('y.json')).toEqual({ kind: 'unreadable', reason: 'it is encrypted' });
    expect(await read('solution.xml')).toMatchObject({ kind: 'text' });
    expect(
      ['x.json', 'y.json', 'solution.xml'].map((name) => archives.isDamaged(join(inside, name))),
    ).toEqual([true, true, false]);
  });
});
