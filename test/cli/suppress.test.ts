// `ignore` and the baseline with the built command line tool and the real rules.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { corpusFolder, hasCorpus, skipNote } from '../corpus/load.ts';
import { tellingFiles } from '../corpus/telling.ts';
import { part } from '../harness/part.ts';
import { CLEAN, HARDCODED, LEAKY, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { sarifProblems } from './support/sarifSchema.ts';
import { lockkeeper, ROOT } from './support/spawn.ts';

const BASELINE = 'lockkeeper.baseline.json';
const CONFIG = 'lockkeeper.config.json';
const HEADER = '/properties/definition/actions/Send_order/inputs/headers/x-api-key';
const FLOW = 'Workflows/Orders (1) [test].json';

describe('ignore', () => {
  it('leaves out one place of two, and shows neither of the values', async () => {
    const ignore = [{ rule: 'hardcoded-secret', file: FLOW, pointer: HEADER, reason: 'Revoked long ago' }];
    const cwd = await folderWith({ [FLOW]: pretty(HARDCODED), [CONFIG]: JSON.stringify({ ignore }) });
    const text = await lockkeeper(['check'], cwd);
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('1 finding ignored as the config says.');
    const json = await lockkeeper(['check', '--format', 'json'], cwd);
    const report = JSON.parse(json.stdout) as Record<'findings' | 'ignored', { pointer: string }[]>;
    expect(report.ignored).toMatchObject([{ pointer: HEADER, reason: 'Revoked long ago' }]);
    expect(report.findings.map((one) => one.pointer)).not.toContain(HEADER);
    const sarif = await lockkeeper(['check', '--format', 'sarif'], cwd);
    const log = JSON.parse(sarif.stdout) as Log;
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0]!.results!.filter((one) => one.suppressions!.length > 0)).toHaveLength(1);
    expect(text.stdout + json.stdout + sarif.stdout).not.toContain(PLANTED_KEY);
  });

  it('fix leaves alone what is ignored', async () => {
    const ignore = [{ rule: 'secret-read-unsecured', file: 'Workflows/a.json', reason: 'r' }];
    const files = { 'Workflows/a.json': pretty(LEAKY), 'Workflows/b.json': pretty(LEAKY) };
    const cwd = await folderWith({ ...files, [CONFIG]: JSON.stringify({ ignore }) });
    expect((await lockkeeper(['fix'], cwd)).code).toBe(0);
    expect(await readFile(join(cwd, 'Workflows/a.json'), 'utf8')).toBe(pretty(LEAKY));
    expect(await readFile(join(cwd, 'Workflows/b.json'), 'utf8')).toContain('secureData');
  });

  it('explains what it says of entries', async () => {
    const { code, stdout } = await lockkeeper(['explain', 'ignore-expired'], ROOT);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# Entries of "ignore" in lockkeeper\.config\.json\n/);
  });
});

describe('the baseline', () => {
  it('holds no value, keeps check quiet, and leaves repairs as they are', async () => {
    const cwd = await folderWith({
      'Workflows/a.json': pretty(LEAKY),
      [FLOW]: pretty(HARDCODED),
      'Workflows/c.json': pretty(CLEAN),
    });
    const write = await lockkeeper(['baseline', 'write'], cwd);
    expect(write).toMatchObject({ code: 0, stderr: '' });
    const text = await readFile(join(cwd, BASELINE), 'utf8');
    expect(text).not.toContain(PLANTED_KEY);
    expect(Object.keys(JSON.parse(text).findings[0])).toEqual(['file', 'rule', 'fingerprint']);
    const check = await lockkeeper(['check', '--fail-on', 'info'], cwd);
    expect(check.code).toBe(0);
    const sarif = JSON.parse((await lockkeeper(['check', '--format', 'sarif'], cwd)).stdout) as Log;
    expect(sarifProblems(sarif)).toEqual([]);
    expect(new Set(sarif.runs[0]!.results!.map((one) => one.baselineState))).toEqual(new Set(['unchanged']));
    expect((await lockkeeper(['fix'], cwd)).stdout).toContain('Workflows/a.json: 1 finding repaired');
    expect((await lockkeeper(['check'], cwd)).stdout).toContain('no longer found');
    expect((await lockkeeper(['baseline', 'prune'], cwd)).code).toBe(0);
    expect((await lockkeeper(['check'], cwd)).stdout).not.toContain('no longer found');
    expect((await lockkeeper(['baseline', 'prune'], cwd)).stdout).toContain('Nothing to remove');
  });

  it('knows the findings wherever the repository lies and the tool runs', async () => {
    const files = { [FLOW]: pretty(HARDCODED), [CONFIG]: '{}' };
    const [here, there] = [await folderWith(files), await folderWith(files)];
    await lockkeeper(['baseline', 'write'], here);
    await lockkeeper(['baseline', 'write', '.'], join(there, 'Workflows'));
    const text = await readFile(join(here, BASELINE), 'utf8');
    expect(text).toContain(`"${FLOW}"`);
    expect(await readFile(join(there, BASELINE), 'utf8')).toBe(text);
  });
});

describe.skipIf(!hasCorpus)(`a baseline over real flows${skipNote}`, () => {
  it('makes check exit with 0, and one planted secret makes it exit with 1', async () => {
    const cwd = await folderWith({ 'planted/Workflows/Orders.json': pretty(HARDCODED) });
    const flows = part(tellingFiles(), 3).map((one) => join(corpusFolder, one.name));
    expect((await lockkeeper(['baseline', 'write', ...flows], cwd)).code).toBe(0);
    const { code, stdout } = await lockkeeper(['check', '--fail-on', 'info', ...flows], cwd);
    expect(stdout).toMatch(/^Nothing new found in \d+ flows\n\d+ more findings are in the baseline/);
    expect(stdout).not.toContain('no longer found');
    expect(code).toBe(0);

    const planted = await lockkeeper(['check', ...flows, 'planted'], cwd);
    expect(planted.code).toBe(1);
    expect(planted.stdout).toContain('planted/Workflows/Orders.json\n');
    expect(planted.stdout).toContain('hardcoded-secret');
    expect(planted.stdout).not.toContain(PLANTED_KEY);
  }, 240_000);
});
