import * as fs from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../test/cli/support/folder.ts';
import type { RuleMeta } from '../core/index.ts';
import { Configs } from './configs.ts';
import { NearestFiles } from './nearest.ts';
import { isWithin, nodeFolders } from './node/access.ts';
import { readFileText } from './node/read.ts';

const CONFIG = 'lockkeeper.config.json';
const DLP = '{ "policy": { "dlp": "../../policy.json" } }';

function configsOf(allowOutside = false, rules: readonly RuleMeta[] = []): Configs {
  return new Configs({
    nearest: new NearestFiles(nodeFolders(fs)),
    access: {
      read: (path, maxSize, inside) => readFileText(fs, path, maxSize, inside),
      folderOf: dirname,
      resolve,
      contains: isWithin,
    },
    rules,
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

describe('a config that builds upon others', () => {
  const rules = [{ id: 'a' }, { id: 'b' }, { id: 'c' }].map(
    (one) => ({ ...one, profile: 'default' }) as RuleMeta,
  );
  const read = async (files: Readonly<Record<string, string>>, allowOutside = false) => {
    const folder = await folderWith(files);
    const reading = await configsOf(allowOutside, rules).of(folder, folder);
    if (reading?.kind !== 'config') throw new Error('there is a config');
    const { config, problems } = reading.file;
    return {
      config,
      problems: problems.flatMap((one) =>
        one.problems.map(({ message }) => `${relative(folder, one.location)}: ${message}`),
      ),
    };
  };

  it('takes profile, rules and policy of them where it says nothing, the last of them first', async () => {
    const { config, problems } = await read({
      [CONFIG]:
        '{ "extends": ["lockkeeper:team", "house/one.json", "house/two.json"], "rules": { "a": "off" } }',
      'house/one.json':
        '{ "profile": "pedantic", "rules": { "a": "error", "b": "error" }, "exclude": ["x/**"] }',
      'house/two.json':
        '{ "rules": { "b": "hint", "c": "hint" }, "policy": { "dlp": "dlp.json", "allowedHosts": ["contoso.com"] } }',
      'house/dlp.json':
        '{ "displayName": "House", "defaultConnectorsClassification": "Blocked", "connectorGroups": [] }',
    });
    expect(problems).toEqual([]);
    expect(config.profile).toBe('pedantic');
    expect(config.rules).toEqual({ a: 'off', b: 'hint', c: 'hint' });
    expect(config.exclude).toEqual([]);
    expect(config.policy?.allowedHosts).toEqual(['contoso.com']);
    expect(config.policy?.dlp.map(({ name }) => name)).toEqual(['House']);
  });

  it('counts without those that cannot be read, and says why in its own text', async () => {
    const { config, problems } = await read({
      [CONFIG]:
        '{ "extends": ["gone.json", "../out.json", "lockkeeper:teem", "loop.json"], "profile": "team" }',
      'loop.json': `{ "extends": "${CONFIG}", "rules": { "d": "off" } }`,
    });
    expect(config.profile).toBe('team');
    expect(problems).toEqual([
      `${CONFIG}: "extends" must be "lockkeeper:team" or the path of another config, relative to this one, not "lockkeeper:teem".`,
      `${CONFIG}: The config "gone.json" cannot be used: it does not exist.`,
      `${CONFIG}: The config "../out.json" cannot be used: it lies outside of the repository.`,
      'loop.json: There is no rule "d". Run "lockkeeper rules" for the list.',
      `loop.json: The config "${CONFIG}" cannot be used: it builds upon itself.`,
    ]);
  });

  it('ends where too many build upon each other', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [`c${at}.json`, `{ "extends": "c${at + 1}.json" }`]),
    );
    const { problems } = await read({ [CONFIG]: '{ "extends": "c0.json" }', ...chain });
    expect(problems).toEqual([
      'c4.json: The config "c5.json" cannot be used: too many build upon each other.',
    ]);
  });
});
