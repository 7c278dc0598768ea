import * as fs from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { Configs } from './configs.ts';
import { NearestFiles } from './nearest.ts';
import { isWithin, nodeFolders } from './node/access.ts';
import { readFileText } from './node/read.ts';

const CONFIG = 'lockkeeper.config.json';
const DLP = '{ "policy": { "dlp": "../../policy.json" } }';

function configsOf(allowOutside = false): Configs {
  return new Configs({
    nearest: new NearestFiles(nodeFolders(fs)),
    access: {
      read: (path, maxSize, inside) => readFileText(fs, path, maxSize, inside),
      folderOf: dirname,
      resolve,
      contains: isWithin,
    },
    rules: [],
    allowOutside,
  });
}

async function found(folder: string, path: string, given = '.', allowOutside = false) {
  const reading = await configsOf(allowOutside).of(join(folder, path), join(folder, given));
  if (reading === undefined) return undefined;
  if (reading.kind === 'unreadable') return `${relative(folder, reading.location)}: ${reading.reason}`;
  return {
    file: relative(folder, reading.file.location),
    problems: reading.file.problems.flatMap((one) => one.problems.map(({ message }) => message)),
  };
}

describe('the config that counts', () => {
  it('is the nearest one at or above, up to the topmost repository', async () => {
    const folder = await folderWith({
      [CONFIG]: '{}',
      [`a/${CONFIG}`]: '{}',
      'a/b/c/x.json': '',
      'd/.git/HEAD': '',
      'd/e/x.json': '',
    });
    expect(await found(folder, 'a/b/c', 'a/b')).toMatchObject({ file: `a/${CONFIG}` });
    expect(await found(folder, 'd/e', 'd/e')).toMatchObject({ file: CONFIG });
  });

  it('is looked for up to the folder that was given where there is no repository', async () => {
    const folder = await folderWith({ [CONFIG]: '{}', 'a/b/x.json': '' });
    await fs.rm(join(folder, '.git'), { recursive: true });
    expect(await found(folder, 'a/b', '.')).toMatchObject({ file: CONFIG });
    expect(await found(folder, 'a/b', 'a')).toBeUndefined();
  });

  it('ends the search where it cannot be read', async () => {
    const folder = await folderWith({ [CONFIG]: '{}', [`a/${CONFIG}/x`]: '' });
    expect(await found(folder, 'a')).toBe(`a/${CONFIG}: it is a folder`);
  });

  it('is no link that leads out', async () => {
    const folder = await folderWith({ 'repo/.git/HEAD': '', 'other.json': '{}' });
    await fs.rm(join(folder, '.git'), { recursive: true });
    await fs.symlink('../other.json', join(folder, `repo/${CONFIG}`));
    expect(await found(folder, 'repo', 'repo')).toBe(
      `repo/${CONFIG}: it is a symbolic link that leads out of the folder`,
    );
  });
});

describe('the policy file of a config', () => {
  it('lies in the repository, or the user says otherwise', async () => {
    const folder = await folderWith({ 'repo/.git/HEAD': '', [`repo/a/${CONFIG}`]: DLP, 'policy.json': '[]' });
    await fs.rm(join(folder, '.git'), { recursive: true });
    const refused = await found(folder, 'repo/a', 'repo');
    expect(refused).toMatchObject({
      problems: [
        'The policy file "../../policy.json" cannot be read, so "dlp-policy" does not run: it lies outside of the repository.',
      ],
    });
    const allowed = await found(folder, 'repo/a', 'repo', true);
    expect(JSON.stringify(allowed)).not.toContain('outside');
  });

  it('does not lead out through a link', async () => {
    const folder = await folderWith({
      'repo/.git/HEAD': '',
      [`repo/${CONFIG}`]: '{ "policy": { "dlp": "policy.json" } }',
      'policy.json': '[]',
    });
    await fs.rm(join(folder, '.git'), { recursive: true });
    await fs.symlink('../policy.json', join(folder, 'repo/policy.json'));
    expect(JSON.stringify(await found(folder, 'repo', 'repo'))).toContain('leads out of the folder');
  });
});
