// What the command line reads, and how a call ends when it could not.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess, type TestOptions } from '../../../test/cli/support/environment.ts';
import { HARDCODED, pretty } from '../../../test/cli/support/flows.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { createAnalyzer } from '../core/index.ts';

const LEAK = pretty(HARDCODED);
const DAMAGE = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]);
const METADATA = '<Workflow><JsonFileName>/a.json</JsonFileName><Category>5</Category></Workflow>';
const MANIFEST =
  '<ImportExportXml><SolutionManifest><UniqueName>One</UniqueName></SolutionManifest></ImportExportXml>';

interface Report {
  readonly findings: readonly { readonly file: string; readonly ruleId: string; readonly message: string }[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
  readonly skipped: Readonly<Record<'toolFolders' | 'links' | 'folders' | 'special', number>>;
}

async function check(cwd: string, args: readonly string[] = [], options: Partial<TestOptions> = {}) {
  const { code, stdout, stderr } = await runInProcess(['check', '--format', 'json', ...args], {
    ...{ cwd, analyzer: createAnalyzer() },
    ...options,
  });
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as Report);
  return {
    code,
    stderr,
    report,
    told: [...new Set((report?.findings ?? []).map((one) => `${one.file} ${one.ruleId}`))],
  };
}

describe('what is read', () => {
  it('holds folders with a leading dot, but not those of tools', async () => {
    const cwd = await folderWith({
      '.pipeline/Workflows/a.json': LEAK,
      '.vscode/Workflows/b.json': LEAK,
      'node_modules/x/Workflows/c.json': LEAK,
    });
    const { told, report } = await check(cwd);
    expect(told).toEqual(['.pipeline/Workflows/a.json hardcoded-secret']);
    expect(report!.skipped).toEqual({ toolFolders: 2, links: 0, folders: 0, special: 0 });
    expect((await check(cwd, ['--verbose'])).stderr).toBe(
      'Not looked into: .vscode: it belongs to a tool.\nNot looked into: node_modules: it belongs to a tool.\n',
    );
  });

  it('is UTF-8 or UTF-16, with or without a mark', async () => {
    for (const bytes of [
      Buffer.from(`\uFEFF${LEAK}`, 'utf16le'),
      Buffer.from(LEAK, 'utf16le'),
      Buffer.from(`\uFEFF${LEAK}`, 'utf16le').swap16(),
      Buffer.from(LEAK, 'utf16le').swap16(),
    ]) {
      const cwd = await folderWith({ 'Workflows/a.json': bytes });
      expect((await check(cwd)).told).toEqual(['Workflows/a.json hardcoded-secret']);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'is never a pipe: neither a flow nor a config, baseline or policy',
    async () => {
      const pipe = async (name: string, files: Record<string, string> = {}) => {
        const cwd = await folderWith({ 'Workflows/b.json': LEAK, ...files });
        execFileSync('mkfifo', [join(cwd, name)]);
        return check(cwd);
      };
      const none = await pipe('Workflows/a.json');
      expect(none.told.sort()).toEqual([
        'Workflows/a.json unreadable-flow',
        'Workflows/b.json hardcoded-secret',
      ]);
      expect((await pipe('lockkeeper.config.json')).stderr).toBe(
        'The config lockkeeper.config.json cannot be read: it is no regular file.\n',
      );
      expect((await pipe('lockkeeper.baseline.json')).stderr).toBe(
        'The baseline lockkeeper.baseline.json cannot be read: it is no regular file.\n',
      );
      const config = { 'lockkeeper.config.json': '{ "policy": { "dlp": "policy.json" } }' };
      expect((await pipe('policy.json', config)).stderr).toContain('does not run: it is no regular file.');
    },
  );
});

describe('what was not read', () => {
  it('is a finding at the place of a flow, and the call fails', async () => {
    const cwd = await folderWith({ 'Workflows/a.json': DAMAGE, 'Workflows/b.json': '{}' });
    const { code, told, report } = await check(cwd);
    expect({ code, told }).toEqual({ code: 1, told: ['Workflows/a.json unreadable-flow'] });
    expect(report!.findings[0]!.message).toBe(
      'This file was not checked: it holds NUL bytes and is no text.',
    );
    for (const command of ['fix', 'inventory', 'report']) {
      const { code, stderr } = await runInProcess([command], { cwd, analyzer: createAnalyzer() });
      expect(code).toBe(1);
      expect(stderr).toContain(
        'Workflows/a.json: This file was not checked: it holds NUL bytes and is no text.',
      );
    }
  });

  it('is one where the metadata calls it a flow, and where it was named', async () => {
    const cwd = await folderWith({ 'x/a.json': DAMAGE, 'x/A.json.data.xml': METADATA, 'x/b.json': DAMAGE });
    expect((await check(cwd)).told).toEqual(['x/a.json unreadable-flow']);
    expect((await check(cwd)).report!.problems).toMatchObject([{ file: 'x/b.json' }]);
    expect(await check(cwd, ['x/b.json'])).toMatchObject({ code: 1, told: ['x/b.json unreadable-flow'] });
  });

  it('is one where a link at the place of a flow leads out, or nowhere', async () => {
    const cwd = await folderWith({ 'src/Workflows/b.json': LEAK, 'out/a.json': LEAK });
    await fs.symlink('../../out/a.json', join(cwd, 'src/Workflows/a.json'));
    await fs.symlink('nowhere.json', join(cwd, 'src/Workflows/c.json'));
    const { code, told, report } = await check(cwd, ['src']);
    expect(code).toBe(1);
    expect(told.sort()).toEqual([
      'src/Workflows/a.json unreadable-flow',
      'src/Workflows/b.json hardcoded-secret',
      'src/Workflows/c.json unreadable-flow',
    ]);
    expect(report!.skipped.links).toBe(2);
  });

  it('is one where a folder of flows cannot be read', async () => {
    const cwd = await folderWith({ 'src/Workflows/a.json': LEAK, 'src/b.json': '{}' });
    const readdir = async (path: string, options: object) => {
      if (path.endsWith('Workflows')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return fs.readdir(path, options as { withFileTypes: true });
    };
    const { code, told } = await check(cwd, [], { fs: { readdir: readdir as never } });
    expect({ code, told }).toEqual({ code: 1, told: ['src/Workflows unreadable-flow'] });
  });

  it('fails the call also when its rule is off, or another rule was asked for', async () => {
    const cwd = await folderWith({
      'Workflows/a.json': DAMAGE,
      'lockkeeper.config.json': '{ "rules": { "unreadable-flow": "off" } }',
    });
    for (const args of [[], ['--rule', 'hardcoded-secret']]) {
      const { code, stderr } = await check(cwd, args);
      expect(code).toBe(1);
      expect(stderr).toContain('Workflows/a.json: This file was not checked');
    }
  });
});

describe('single files', () => {
  const SOLUTION = {
    'src/Other/Solution.xml': MANIFEST,
    'src/Workflows/a.json': LEAK,
    'src/Workflows/a.json.data.xml': METADATA,
    'config/deploymentSettings.json': '{ "EnvironmentVariables": [], "ConnectionReferences": [] }',
    'package.json': '{}',
  };

  it.each([
    'src/Other/Solution.xml',
    'src/Workflows/a.json.data.xml',
    'config/deploymentSettings.json',
    'package.json',
  ])('%s alone is understood, and need be no flow', async (path) => {
    const cwd = await folderWith(SOLUTION);
    const { code, stderr } = await check(cwd, [path, '--fail-on', 'never']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('say what the whole run says of them', async () => {
    const cwd = await folderWith(SOLUTION);
    const whole = await check(cwd);
    for (const path of Object.keys(SOLUTION)) {
      const alone = await check(cwd, [path]);
      expect(alone.told).toEqual(whole.told.filter((one) => one.startsWith(`${path} `)));
    }
  });

  it('that are gone are passed over with a word, unless nothing else was named', async () => {
    const cwd = await folderWith(SOLUTION);
    const { code, stderr } = await check(cwd, ['package.json', 'src/Workflows/gone.json']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'src/Workflows/gone.json does not exist and was passed over.\n',
    });
    expect(await check(cwd, ['gone'])).toMatchObject({ code: 2, stderr: 'gone does not exist.\n' });
  });
});

describe('baselines', () => {
  it('of files that lie elsewhere are one, where the call was made', async () => {
    const elsewhere = await folderWith({ 'a/Workflows/x.json': LEAK, 'b/Workflows/y.json': LEAK });
    const cwd = await folderWith({});
    const run = async (...args: string[]) => runInProcess(args, { cwd, analyzer: createAnalyzer() });
    expect((await run('baseline', 'write', elsewhere)).stdout).toBe(
      'Wrote 4 findings to lockkeeper.baseline.json.\n',
    );
    expect(
      (await fs.readdir(elsewhere, { recursive: true })).filter((one) => one.endsWith('baseline.json')),
    ).toEqual([]);
    expect((await run('check', elsewhere)).code).toBe(0);
  });

  it('are the nearest one of each file', async () => {
    const cwd = await folderWith({ 'a/Workflows/x.json': LEAK, 'b/Workflows/y.json': LEAK });
    const run = async (...args: string[]) =>
      (await runInProcess(args, { cwd, analyzer: createAnalyzer() })).stdout;
    expect(await run('baseline', 'write', 'a', '--baseline', 'a/lockkeeper.baseline.json')).toContain(
      'Wrote 2 findings to a/lockkeeper.baseline.json',
    );
    const one = await check(cwd);
    expect(one.code).toBe(1);
    await run('baseline', 'write', 'b', '--baseline', 'lockkeeper.baseline.json');
    expect((await check(cwd)).code).toBe(0);
    expect(await run('check')).toContain('(lockkeeper.baseline.json, a/lockkeeper.baseline.json)');
  });
});
