import * as fs from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { type FoundFile, type FoundSolutionFile, type WalkFilter, type WalkProblem, walk } from './walk.ts';

const ALL: WalkFilter = { enter: () => true, accept: () => true };

type Found = FoundFile | FoundSolutionFile | WalkProblem;

async function collect(folder: string, roots: string[] = ['.'], filter = ALL, system = fs) {
  const found: Found[] = [];
  const absolute = roots.map((root) => join(folder, root));
  for await (const one of walk(system, absolute, filter)) found.push(one);
  const name = (path: string) => relative(folder, path).replaceAll(sep, '/');
  return {
    files: found.flatMap((one) => (one.kind === 'file' ? [name(one.path)] : [])),
    declared: found.flatMap((one) => (one.kind === 'file' && one.declaredAsFlow ? [name(one.path)] : [])),
    solution: found.flatMap((one) => (one.kind === 'solutionFile' ? [name(one.path)] : [])),
    problems: found.flatMap((one) => (one.kind === 'problem' ? [`${name(one.path)}: ${one.message}`] : [])),
  };
}

describe('walk', () => {
  it('finds JSON files in order, past node_modules and hidden folders', async () => {
    const folder = await folderWith({
      'b.json': '',
      'a/z.JSON': '',
      'a/y.txt': '',
      'a/node_modules/x.json': '',
      '.vscode/settings.json': '',
      'ü/c d.json': '',
      '.hidden.json': '',
    });
    const { files, problems } = await collect(folder);
    expect(files).toEqual(['.hidden.json', 'b.json', 'a/z.JSON', 'ü/c d.json']);
    expect(problems).toEqual([]);
  });

  it('takes a named file whatever its name, and each file once', async () => {
    const folder = await folderWith({ 'a/b.json': '', 'a/flow.txt': '' });
    const none: WalkFilter = { enter: () => false, accept: () => false };
    const { files } = await collect(folder, ['a/flow.txt', 'a/b.json', 'a/b.json', 'a'], none);
    expect(files).toEqual(['a/flow.txt', 'a/b.json']);
  });

  it('ends symbolic link circles and follows links out', async () => {
    const folder = await folderWith({ 'in/a.json': '', 'out/b.json': '', 'out/c.json': '' });
    await fs.symlink('..', join(folder, 'in/up'));
    await fs.symlink('.', join(folder, 'in/self'));
    await fs.symlink('../out/b.json', join(folder, 'in/link.json'));
    const { files, problems } = await collect(folder, ['in']);
    expect(files).toEqual(['in/a.json', 'in/link.json', 'in/up/out/c.json']);
    expect(problems).toEqual([]);
  });

  it('tells broken links and links that go in a circle', async () => {
    const folder = await folderWith({ 'a.json': '' });
    await fs.symlink('nowhere', join(folder, 'b.json'));
    await fs.symlink('c.json', join(folder, 'c.json'));
    await fs.symlink('nowhere', join(folder, 'other.txt'));
    const { files, problems } = await collect(folder);
    expect(files).toEqual(['a.json']);
    expect(problems).toEqual([
      'b.json: This symbolic link leads nowhere.',
      'c.json: This symbolic link cannot be read: its symbolic links go in a circle.',
    ]);
  });

  it('goes on past a folder that cannot be read', async () => {
    const folder = await folderWith({ 'a/x.json': '', 'b/y.json': '' });
    const refusing = {
      ...fs,
      readdir: (async (path: string, options: object) => {
        if (path.endsWith('a')) throw Object.assign(new Error('no'), { code: 'EACCES' });
        return fs.readdir(path, options as { withFileTypes: true });
      }) as unknown as typeof fs.readdir,
    };
    const { files, problems } = await collect(folder, ['.'], ALL, refusing);
    expect(files).toEqual(['b/y.json']);
    expect(problems).toEqual(['a: This cannot be read: permission denied.']);
  });

  it('recognises declared flows by the metadata beside them', async () => {
    const xml = (inner: string) => `\uFEFF<Workflow>\n${inner}\n</Workflow>`;
    const flow = xml('<JsonFileName>/Workflows/a.json</JsonFileName><Category> 5 </Category>');
    const folder = await folderWith({
      'W/a.json': '',
      'W/A.JSON.data.xml': flow,
      'W/b.json': '',
      'W/b.json.data.xml': xml('<XamlFileName>x</XamlFileName><Category>5</Category>'),
      'W/c.json': '',
      'W/c.json.data.xml': xml('<JsonFileName>x</JsonFileName><Category>6</Category>'),
      'W/d.json': '',
    });
    expect((await collect(folder)).declared).toEqual(['W/a.json']);
    expect((await collect(folder, ['W/a.json'])).declared).toEqual(['W/a.json']);
  });

  it('finds lists of owners, one of them in a hidden folder', async () => {
    const folder = await folderWith({
      '.github/CODEOWNERS': '',
      '.github/flows.csv': '',
      'docs/CODEOWNERS': '',
      'a/codeowners': '',
      'flow-owners.json': '',
      'inventory/flows.csv': '',
      'inventory/data.csv': '',
    });
    const { files, solution } = await collect(folder);
    expect(solution).toEqual([
      '.github/CODEOWNERS',
      'flow-owners.json',
      'docs/CODEOWNERS',
      'inventory/flows.csv',
    ]);
    expect(files).toEqual(['flow-owners.json']);
  });

  it('finds the files of solutions beside the flows, whatever is left out of the check', async () => {
    const folder = await folderWith({
      'src/Workflows/a.json': '',
      'src/Workflows/a.json.data.xml': '',
      'src/Other/Solution.xml': '',
      'src/Other/Relationships.xml': '',
      'src/environmentvariabledefinitions/x/environmentvariabledefinition.xml': '',
      'src/environmentvariabledefinitions/x/environmentvariablevalues.json': '',
      'src/node_modules/Other/Solution.xml': '',
      'pom.xml': '',
      'deploymentSettings.json': '',
    });
    const all = await collect(folder);
    expect(all.solution).toEqual([
      'deploymentSettings.json',
      'src/Other/Solution.xml',
      'src/Workflows/a.json',
      'src/Workflows/a.json.data.xml',
      'src/environmentvariabledefinitions/x/environmentvariabledefinition.xml',
      'src/environmentvariabledefinitions/x/environmentvariablevalues.json',
    ]);
    expect(all.files).toEqual([
      'deploymentSettings.json',
      'src/Workflows/a.json',
      'src/environmentvariabledefinitions/x/environmentvariablevalues.json',
    ]);
    const none = await collect(folder, ['.'], { enter: () => true, accept: () => false });
    expect(none.files).toEqual([]);
    expect(none.solution).toEqual(all.solution);
    const excluded = await collect(folder, ['.'], {
      enter: (path) => !path.endsWith('Other'),
      accept: () => true,
    });
    expect(excluded.solution).not.toContain('src/Other/Solution.xml');
  });

  it('survives a deep tree', async () => {
    const deep = Array.from({ length: 200 }, () => 'd').join('/');
    const folder = await folderWith({ [`${deep}/a.json`]: '' });
    expect((await collect(folder)).files).toHaveLength(1);
  });
});
