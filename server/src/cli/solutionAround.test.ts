// Outside of a repository: a part of a solution is judged in its solution, and nothing else above it is looked at.
import * as fs from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/cli/support/environment.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { createAnalyzer } from '../core/index.ts';
import { NearestFiles } from '../files/nearest.ts';
import { nodeFolders } from '../files/node/access.ts';
import { Archives } from '../files/node/zip/archives.ts';
import { Lister } from './listing.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const SAMPLES = join(import.meta.dirname, '../../../samples');

async function outsideOfRepository(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await folderWith(files);
  await fs.rm(join(folder, '.git'), { recursive: true });
  return folder;
}

/** The samples in a folder of their own. */
async function samples(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await outsideOfRepository({});
  await fs.cp(SAMPLES, folder, { recursive: true });
  for (const [name, text] of Object.entries(more)) {
    await fs.mkdir(dirname(join(folder, name)), { recursive: true });
    await fs.writeFile(join(folder, name), text);
  }
  return folder;
}

const run = (cwd: string, ...args: string[]) => runInProcess(args, { cwd, analyzer: createAnalyzer() });

interface Reported {
  readonly file: string;
  readonly fingerprint: string;
  readonly fix: string | null;
  readonly message: string;
}

/** What a check tells, with files named from `from`. */
async function told(from: string, cwd: string, ...args: string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await run(cwd, 'check', '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Reported[] };
  return findings
    .map(({ file, ...one }) =>
      [relative(from, join(cwd, file)), one.fingerprint, one.fix, one.message].join(' | '),
    )
    .sort();
}

describe('a part of a solution outside of a repository', () => {
  it.each(['src', 'legacy-package'])('says what the whole of %s says of it', async (name) => {
    const folder = await samples();
    const root = join(folder, name);
    const whole = await told(root, root);
    const flows = await fs.readdir(root, { recursive: true });
    const part = name === 'src' ? 'Workflows' : 'Microsoft.Flow';
    const ofPart = (path: string): readonly string[] => whole.filter((one) => one.startsWith(path));
    expect(ofPart(part).length).toBeGreaterThan(0);
    expect(await told(root, join(root, part), '.')).toEqual(ofPart(part + sep));
    for (const flow of flows.filter((one) => one.startsWith(part) && one.endsWith('.json'))) {
      expect(await told(root, dirname(join(root, flow)), join(root, flow))).toEqual(ofPart(`${flow} `));
      expect(await told(root, SAMPLES, join(root, flow))).toEqual(ofPart(`${flow} `));
    }
  });

  it('says so for the files beside the flows too', async () => {
    const root = join(await samples(), 'src');
    const whole = await told(root, root);
    for (const part of ['Other', 'environmentvariabledefinitions/ctso_PartnerPortalKey'])
      expect(await told(root, join(root, part), '.')).toEqual(whole.filter((one) => one.startsWith(part)));
  });

  it.each([
    ['describe', ['--format', 'json']],
    ['preview', ['--format', 'text']],
    ['inventory', ['--format', 'json']],
    ['rotate', ['--format', 'json']],
  ])('is shown so by %s', async (command, args) => {
    const root = join(await samples(), 'src');
    const [flow] = (await fs.readdir(join(root, 'Workflows'))).filter((one) => one.startsWith('Dispatch'));
    const shown = async (cwd: string, path: string): Promise<string> =>
      (await run(cwd, command, path, ...args)).stdout
        .replaceAll(`Workflows/${flow}`, flow!)
        .replaceAll('"folder": ".."', '"folder": "."');
    expect(await shown(join(root, 'Workflows'), flow!)).toBe(await shown(root, `Workflows/${flow}`));
  });

  it('is compared so with another version', async () => {
    const [before, now] = [join(await samples(), 'src'), join(await samples(), 'src')];
    const variable = 'environmentvariabledefinitions/ctso_PartnerPortalUrl/environmentvariablevalues.json';
    await fs.rm(join(now, variable));
    const flow = (await fs.readdir(join(now, 'Workflows'))).find((one) => one.startsWith('Refresh'))!;
    const text = await fs.readFile(join(now, 'Workflows', flow), 'utf8');
    await fs.writeFile(join(now, 'Workflows', flow), text.replace('"Recurrence"', '"Recurrence_2"'));
    const compared = async (part: string): Promise<string> => {
      const { stdout, stderr } = await run(
        now,
        'diff',
        join(before, part),
        join(now, part),
        '--format',
        'json',
      );
      return `${stderr}${stdout}`.replaceAll(/"(?:base|head)": ?"[^"]*"/g, '');
    };
    expect(await compared('Workflows')).toBe(await compared(''));
  });

  it('has no configuration and no baseline but those of what was named', async () => {
    const config = '{ "rules": { "secret-read-unsecured": "off" }, "profile": "pedantic" }';
    const plain = await samples();
    const configured = await samples({ 'src/lockkeeper.config.json': config });
    const ask = (folder: string) => told(join(folder, 'src'), join(folder, 'src/Workflows'), '.');
    expect(await ask(configured)).toEqual(await ask(plain));
    // Not even a damaged one is looked at.
    await fs.writeFile(join(configured, 'src/lockkeeper.config.json'), '{ "rules": 1 }');
    await fs.writeFile(join(configured, 'src/lockkeeper.baseline.json'), '{ "rules": 1 }');
    expect(await ask(configured)).toEqual(await ask(plain));
  });
});

/** The names of the files that a call on a path looks at, and of the folders that it reads names in. */
async function lookedAt(folder: string, path: string): Promise<{ files: string[]; folders: string[] }> {
  const folders = new Set<string>();
  const name = (at: string): string => relative(folder, at).replaceAll(sep, '/') || '.';
  const watched = {
    ...fs,
    readdir: ((at: string, ...rest: [never]) => {
      folders.add(name(at));
      return fs.readdir(at, ...rest);
    }) as typeof fs.readdir,
  };
  const lister = new Lister(
    new Archives(watched, { entersMet: true }),
    new NearestFiles(nodeFolders(fs)),
    () => {},
  );
  const kind = (await fs.stat(join(folder, path))).isFile() ? 'file' : 'folder';
  const { files } = await lister.list([{ path: join(folder, path), kind, isLink: false }], (given) => given);
  return { files: files.map((file) => name(file.path)).sort(), folders: [...folders].sort() };
}

const MANIFEST =
  '<ImportExportXml><SolutionManifest><UniqueName>One</UniqueName></SolutionManifest></ImportExportXml>';
/** What a home folder holds. */
const HOME = {
  'Photos/holiday.json': '{}',
  'work/Workflows/Other.json': '{}',
  'work/Other/Solution.xml': MANIFEST,
};

describe('what is looked at above', () => {
  const FLOW = `Flow-${ID}`;
  it.each([
    ['unpacked', { 'Other/Solution.xml': MANIFEST }, `Workflows/${FLOW}.json`],
    ['unzipped', { 'solution.xml': MANIFEST }, `Workflows/${FLOW}.json`],
    ['YAML', { 'solutions/one/solution.yml': 'Name: one' }, `modernflows/${FLOW}.json`],
    [
      'package',
      { 'manifest.json': '{}', 'Microsoft.Flow/flows/manifest.json': '{}' },
      `Microsoft.Flow/flows/${ID}/definition.json`,
    ],
    [
      'agent',
      { 'connectionreferences.mcs.yml': '', [`workflows/${FLOW}/metadata.yml`]: '' },
      `workflows/${FLOW}/workflow.json`,
    ],
  ])('is the solution of a flow, and nothing beside it: %s', async (_, files, flow) => {
    const folder = await outsideOfRepository({ ...HOME, ...files, [flow]: '{}' });
    for (const path of [flow, dirname(flow)]) {
      const { files: seen, folders } = await lookedAt(folder, path);
      expect(seen).toEqual([...Object.keys(files), flow].sort());
      expect(folders.filter((one) => /Photos|work(?!flows)|^\.\./.test(one))).toEqual([]);
    }
  });

  it('is nothing where no solution is', async () => {
    const folder = await outsideOfRepository({
      ...HOME,
      [`Workflows/${FLOW}.json`]: '{}',
      'docs/a.json': '{}',
    });
    expect((await lookedAt(folder, `Workflows/${FLOW}.json`)).files).toEqual([`Workflows/${FLOW}.json`]);
    expect(await lookedAt(folder, 'docs')).toEqual({ files: ['docs/a.json'], folders: ['docs'] });
  });

  it('is nothing for a folder that is no part of the solution around it', async () => {
    const folder = await outsideOfRepository({ 'solution.xml': MANIFEST, 'docs/a.json': '{}' });
    expect(await lookedAt(folder, 'docs')).toEqual({ files: ['docs/a.json'], folders: ['docs'] });
  });

  it('is no folder that a link of the solution leads to', async () => {
    const flow = `Workflows/${FLOW}.json`;
    const folder = await outsideOfRepository({ ...HOME, 'solution.xml': MANIFEST, [flow]: '{}' });
    await fs.symlink(join(folder, 'Photos'), join(folder, 'Connectors'));
    await fs.symlink('../Photos', join(folder, 'Workflows/more'));
    expect((await lookedAt(folder, flow)).files).toEqual([flow, 'solution.xml']);
  });
});
