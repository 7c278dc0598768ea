import * as fs from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { SolutionFiles } from '../core/index.ts';
import { NearestFiles } from '../files/nearest.ts';
import { nodeFolders } from '../files/node/access.ts';
import { Archives } from '../files/node/zip/archives.ts';
import { Lister } from './listing.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const OWNERS = '{ "flows": [ { "flow": "*", "owner": "Sales" } ] }';

const FILES = {
  '.github/CODEOWNERS': '* @contoso/makers\n',
  'flow-owners.json': OWNERS,
  'team/flow-owners.json': OWNERS,
  'team/one/src/Other/Solution.xml':
    '<ImportExportXml><SolutionManifest><UniqueName>One</UniqueName></SolutionManifest></ImportExportXml>',
  [`team/one/src/Workflows/Flow-${ID}.json`]: '{}',
  'team/one/flows.csv': `Flow Id,Owner\n${ID},Jane Doe\n`,
};

/** Ownership files of the solution, as a call on `root` knows them. */
async function known(folder: string, root: string): Promise<string[]> {
  const solutions = new SolutionFiles();
  const path = join(folder, root);
  const kind = (await fs.stat(path)).isFile() ? 'file' : 'folder';
  const lister = new Lister(
    new Archives(fs, { entersMet: true }),
    new NearestFiles(nodeFolders(fs)),
    () => {},
  );
  const { files } = await lister.list([{ path, kind, isLink: false }], (given) => given);
  for (const file of files) {
    const uri = pathToFileURL(file.path).href;
    if (!SolutionFiles.wants(uri)) continue;
    solutions.set(uri, SolutionFiles.needsText(uri) ? await fs.readFile(file.real, 'utf8') : '');
  }
  const flow = pathToFileURL(join(folder, `team/one/src/Workflows/Flow-${ID}.json`)).href;
  const { flowOwners, codeOwners, inventories } = solutions.solutionOf(flow)!.ownerSources;
  return [...flowOwners, ...codeOwners, ...inventories].map(({ uri }) =>
    relative(folder, new URL(uri).pathname).replaceAll(sep, '/'),
  );
}

it('knows the ownership files below and above a call, up to the root of the repository', async () => {
  const folder = await folderWith(FILES);
  const all = ['flow-owners.json', 'team/flow-owners.json', '.github/CODEOWNERS', 'team/one/flows.csv'];
  expect(await known(folder, '.')).toEqual(all);
  expect(await known(folder, 'team/one')).toEqual(all);
  const above = all.slice(0, 3);
  expect(await known(folder, 'team/one/src')).toEqual(above);
  expect(await known(folder, `team/one/src/Workflows/Flow-${ID}.json`)).toEqual(above);
});

it('looks above no folder outside of a repository', async () => {
  const folder = await folderWith(FILES);
  await fs.rm(join(folder, '.git'), { recursive: true });
  expect(await known(folder, 'team/one')).toEqual(['team/one/flows.csv']);
});
