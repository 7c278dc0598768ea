// `lockkeeper init`: a configuration from a few answers.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer, parseConfig } from '../../server/src/core/index.ts';
import { runInProcess } from './support/environment.ts';
import { HARDCODED, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';

const CONFIG = 'lockkeeper.config.json';

const init = (cwd: string, args: readonly string[], answers?: readonly string[]) =>
  runInProcess(['init', ...args], { cwd, analyzer: createAnalyzer(), ...(answers ? { answers } : {}) });

/** What the file says; it has no problem. */
async function configIn(cwd: string) {
  const { config, problems } = parseConfig(await readFile(join(cwd, CONFIG), 'utf8'), createAnalyzer().rules);
  expect(problems).toEqual([]);
  return config;
}

describe('lockkeeper init', () => {
  it('asks nothing with --yes', async () => {
    const cwd = await folderWith({ 'x.txt': '' });
    expect((await init(cwd, ['--yes'])).code).toBe(0);
    expect(await configIn(cwd)).toMatchObject({ profile: 'team', rules: {} });
  });

  it('says nothing with --quiet', async () => {
    const cwd = await folderWith({ 'x.txt': '' });
    expect(await init(cwd, ['--yes', '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    await configIn(cwd);
  });

  it('writes what is answered, and takes beginnings of words', async () => {
    const cwd = await folderWith({ 'x.txt': '' });
    const answers = ['ped', 'policies\\dlp.json', '*.contoso.com, api.example.com', 'sentence', 'y', ''];
    const { code, stdout } = await init(cwd, [], answers);
    expect(code).toBe(0);
    expect(await configIn(cwd)).toMatchObject({
      profile: 'pedantic',
      rules: { 'naming-convention': ['info', { steps: 'sentence' }] },
      policy: { dlpFile: 'policies/dlp.json', allowedHosts: ['*.contoso.com', 'api.example.com'] },
    });
    expect(JSON.parse(await readFile(join(cwd, 'flow-owners.json'), 'utf8'))).toEqual({ flows: [] });
    expect(stdout).toContain(`Wrote ${CONFIG}`);
    expect(existsSync(join(cwd, 'lockkeeper.baseline.json'))).toBe(false);
  });

  it('takes empty lines for what is usual, and asks again for what it does not know', async () => {
    const cwd = await folderWith({ 'x.txt': '' });
    const { stderr } = await init(cwd, [], ['loud', '', '', '', '', '', '']);
    expect(stderr).toContain('Please answer with one of: default, team, pedantic.');
    expect(await configIn(cwd)).toMatchObject({ profile: 'team' });
  });

  it('accepts what is found today where that is wanted', async () => {
    const cwd = await folderWith({ 'Workflows/a.json': pretty(HARDCODED) });
    expect((await init(cwd, [], ['', '', '', '', '', 'yes'])).code).toBe(0);
    const baseline = JSON.parse(await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8'));
    expect(JSON.stringify(baseline)).toContain('hardcoded-secret');
  });

  it('writes over nothing', async () => {
    const cwd = await folderWith({ [CONFIG]: '{ "profile": "default" }' });
    const { code, stderr } = await init(cwd, ['--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('is there already');
    expect(await configIn(cwd)).toMatchObject({ profile: 'default' });
  });

  it('asks nothing before it says that there is no such folder', async () => {
    const cwd = await folderWith({ 'a.zip': 'PK', 'b.json': '{}' });
    for (const [path, message] of [
      ['a.zip', 'a.zip is an archive, and nothing is written into one: name the folder that it lies in.\n'],
      ['b.json', 'b.json is a file: name the folder that gets the configuration.\n'],
      ['gone', 'gone does not exist.\n'],
    ] as const) {
      const { code, stdout, stderr } = await init(cwd, [path], ['team', '', '', 'any', 'no', 'no']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.startsWith(message), stderr).toBe(true);
    }
  });

  it('says so where nobody can answer, and writes nothing where the input ends', async () => {
    const cwd = await folderWith({ 'x.txt': '' });
    const alone = await init(cwd, []);
    expect(alone).toMatchObject({ code: 2 });
    expect(alone.stderr).toContain('--yes');
    expect((await init(cwd, [], ['team'])).code).not.toBe(0);
    expect(existsSync(join(cwd, CONFIG))).toBe(false);
  });
});
