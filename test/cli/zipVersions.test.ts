// Archives that are compared: with one another, with a folder, and as they were in a revision of git.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { expandFakes } from '../harness/fakes.ts';
import { zipOf } from '../harness/zipWriter.ts';
import { runInProcess, type TestResult } from './support/environment.ts';
import { CLEAN, HARDCODED, LEAKY, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { commit, GIT_ENV, git, HAS_GIT, put, repositoryWith } from './support/repository.ts';

const FLOW = 'Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';

const call = (cwd: string, ...args: string[]): Promise<TestResult> =>
  runInProcess(args, { cwd, env: GIT_ENV, analyzer: createAnalyzer() });

const zipped = (flow: unknown): Uint8Array => zipOf({ [FLOW]: pretty(flow) });

describe('a secret in the name of an entry', () => {
  it('is shown by no command and no format, nor is what moves the cursor', async () => {
    const token = expandFakes('{{githubToken}}');
    const cwd = await folderWith({
      'a.zip': zipOf([
        { name: `../${token}.json`, content: '{}' },
        { name: `Workflows/\u001b[2J ${token}.json`, content: '{}' },
        { name: `Workflows/${token}.json`, content: '\0' },
      ]),
      'old.zip': zipped(CLEAN),
    });
    const exact = ['json', 'sarif', 'codequality'];
    const formats = ['text', 'json', 'sarif', 'github', 'azure', 'junit', 'codequality', 'markdown'];
    for (const args of [
      ...formats.map((format) => ['check', 'a.zip', '--format', format]),
      ...['inventory', 'report', 'rotate', 'baseline write'].map((name) => [...name.split(' '), 'a.zip']),
      ...['text', 'json', 'markdown'].map((format) => ['diff', 'old.zip', 'a.zip', '--format', format]),
    ]) {
      const { stdout, stderr } = await call(cwd, ...args);
      // Whoever opens a file needs its path: programs, not logs and people. No message has it.
      const isExact = exact.some((format) => args.includes(format));
      expect(stdout + stderr, args.join(' ')).not.toContain(isExact ? `../${token}` : token);
      expect(stdout + stderr, args.join(' ')).not.toContain('\u001b');
      expect(stdout + stderr).not.toBe('');
    }
  });
});

describe('diff of archives', () => {
  const versions = () =>
    folderWith({
      'old.zip': zipped(CLEAN),
      'new.zip': zipped(HARDCODED),
      [`old/${FLOW}`]: pretty(CLEAN),
      [`new/${FLOW}`]: pretty(HARDCODED),
    });

  it('tells what changed in the folders that they were made from, whichever is an archive', async () => {
    const cwd = await versions();
    const told = async (base: string, head: string) => {
      const { stdout, stderr } = await call(cwd, 'diff', base, head, '--format', 'text');
      expect(stderr).toBe('');
      expect(stdout).not.toContain(PLANTED_KEY);
      return stdout
        .replaceAll(/\b(?:old|new)(?:\.zip!|\/)(?=Workflows)/g, '')
        .replaceAll(/\b(old|new)\.zip\b/g, '$1');
    };
    const folders = await told('old', 'new');
    expect(folders).toContain('hardcoded-secret');
    expect(await told('old.zip', 'new.zip')).toBe(folders);
    expect(await told('old.zip', 'new')).toBe(folders);
    expect(await told('old', 'new.zip')).toBe(folders);
    const { stdout } = await call(cwd, 'diff', 'old.zip', 'new.zip', '--format', 'json');
    expect(stdout).toContain(`"new.zip!${FLOW}"`);
  });

  it('says so of one that cannot be read, and of a part of one', async () => {
    const cwd = await versions();
    await put(cwd, { 'bad.zip': Buffer.from('x') });
    for (const pair of [
      ['bad.zip', 'new.zip'],
      ['new.zip', 'bad.zip'],
    ]) {
      expect(await call(cwd, 'diff', ...pair)).toMatchObject({
        ...{ code: 2, stdout: '' },
        stderr: 'bad.zip cannot be compared: it is no zip archive.\n',
      });
      const { code, stderr } = await call(cwd, 'rotate', pair[0]!, '--base', pair[1]!);
      expect(stderr).toContain('bad.zip: This file was not checked: it is no zip archive.\n');
      expect(code).toBe(1);
    }
    for (const pair of [
      ['old.zip!Workflows', 'new.zip!Workflows'],
      ['old', 'new.zip!Workflows'],
    ]) {
      const { code, stderr } = await call(cwd, 'diff', ...pair);
      expect(code).toBe(2);
      expect(stderr).toMatch(/"\w+\.zip!Workflows" lies in an archive: name the archive itself, \w+\.zip\./);
    }
  });
});

describe.skipIf(!HAS_GIT)('a revision that holds archives', () => {
  const ZIP = 'out/orders.zip';
  const IN_ZIP = `${ZIP}!${FLOW}`;
  const states = async (cwd: string, ...args: string[]) => {
    const all = ['check', '--format', 'json', '--compare-base', 'main', ...args];
    const { stdout, stderr, code } = await call(cwd, ...all);
    expect(stderr).toBe('');
    const { findings, fixed } = JSON.parse(stdout) as Record<
      'findings' | 'fixed',
      readonly { ruleId: string; file: string; baselineState: string }[]
    >;
    const told = [...findings, ...fixed].map((one) => `${one.baselineState} ${one.ruleId} ${one.file}`);
    return { code, told: [...new Set(told)].sort() };
  };
  const branched = async (flow: unknown): Promise<string> => {
    const cwd = await repositoryWith({ [ZIP]: zipped(flow) });
    git(cwd, 'checkout', '--quiet', '-b', 'work');
    return cwd;
  };

  it('tells what is known, new and fixed in them', async () => {
    const cwd = await branched(HARDCODED);
    const known = { code: 0, told: [`unchanged hardcoded-secret ${IN_ZIP}`] };
    for (const path of ['.', ZIP, IN_ZIP])
      expect(await states(cwd, path, '--new-only'), path).toMatchObject({ code: 0 });
    for (const path of ['.', ZIP, IN_ZIP]) expect((await states(cwd, path)).told, path).toEqual(known.told);
    await put(cwd, { [ZIP]: zipped(CLEAN) });
    for (const path of ['.', ZIP, IN_ZIP])
      expect((await states(cwd, path)).told, path).toEqual([`absent hardcoded-secret ${IN_ZIP}`]);
    await put(cwd, { [ZIP]: zipped(LEAKY) });
    const { told, code } = await states(cwd);
    expect(told).toContain(`absent hardcoded-secret ${IN_ZIP}`);
    expect(told).toContain(`new secret-read-unsecured ${IN_ZIP}`);
    expect(code).toBe(1);
  });

  it('knows a flow that was unpacked since', async () => {
    const cwd = await branched(HARDCODED);
    await rm(join(cwd, 'out'), { recursive: true });
    await put(cwd, { [`src/${FLOW}`]: pretty(HARDCODED) });
    expect((await states(cwd)).told).toEqual([`unchanged hardcoded-secret src/${FLOW}`]);
    commit(cwd);
    expect((await call(cwd, 'diff', 'main', 'work')).stdout).not.toContain('hardcoded-secret');
  });

  it('tells of one that cannot be read how it was, and of its files that cannot be compared', async () => {
    const damaged = zipOf([{ name: FLOW, content: pretty(CLEAN), crc: 5 }]);
    const cwd = await repositoryWith({ [ZIP]: damaged });
    await put(cwd, { [ZIP]: zipped(HARDCODED) });
    const rotate = await call(cwd, 'rotate', '--base', 'main');
    expect(rotate.stderr).toContain(`main:${IN_ZIP}: This file was not checked: its checksum is wrong`);
    expect(rotate.code).toBe(1);
    const { stdout } = await call(cwd, 'diff', 'main');
    expect(stdout).toContain('1 flow that can be read again');
    expect(stdout).toContain('(the old version: its checksum is wrong: the content is damaged)');
    await put(cwd, { [ZIP]: zipOf([{ name: FLOW, content: pretty(HARDCODED), crc: 6 }]) });
    expect((await call(cwd, 'diff', 'main')).stdout).toContain('1 flow that cannot be compared');
  });

  it('is compared by diff and rotate', async () => {
    const cwd = await branched(HARDCODED);
    await put(cwd, { [ZIP]: zipped(CLEAN) });
    const { stdout } = await call(cwd, 'diff', 'main');
    expect(stdout).toContain('Orders: 1 step added, 1 removed');
    expect(stdout).toContain('Fixed: 2 findings (hardcoded-secret)');
    for (const path of ['.', IN_ZIP]) {
      const rotate = await call(cwd, 'rotate', path, '--base', 'main');
      expect(rotate.stdout, path).toContain(`main:${IN_ZIP}`);
    }
    await put(cwd, { 'old.zip': zipped(HARDCODED) });
    const inArchive = await call(cwd, 'rotate', ZIP, '--base', `old.zip!${FLOW}`);
    expect(inArchive.stdout).toContain(`old.zip!${FLOW}`);
  });
});
