import * as fs from 'node:fs/promises';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess, type TestOptions } from '../../../../test/cli/support/environment.ts';
import { folderWith } from '../../../../test/cli/support/folder.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { callWith, type FlowSpec, flowText, http, inOrder } from '../../../../test/harness/flowBuilder.ts';
import { withoutReferences } from '../../../../test/harness/solutionFlows.ts';
import { createAnalyzer } from '../../core/index.ts';
import { UNPACKED } from '../../core/solution/testing.ts';

const KEY = FAKES.hex32!;
const OTHER = FAKES.functionKey!;
const CUSTOMIZATIONS = 'src/Other/Customizations.xml';

const flowPath = (name: string, at: number): string =>
  `src/Workflows/${name}-0A1B2C3D-1111-2222-3333-44445555${6660 + at}.json`;
const OWN = flowPath('Own', 0);
const SECOND = flowPath('Second', 1);

async function folderOf(...flows: FlowSpec[]): Promise<string> {
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries(UNPACKED)) if (!path.includes('/Workflows/')) files[path] = text;
  flows.forEach((flow, at) => {
    files[[OWN, SECOND][at]!] = withoutReferences(flowText(flow));
  });
  return folderWith(files);
}
const twoFlows = (): Promise<string> =>
  folderOf({ actions: { A: callWith(KEY) } }, { actions: inOrder({ B: callWith(KEY), C: callWith(OTHER) }) });

const review = (cwd: string, args: readonly string[], more: Partial<TestOptions> = {}) =>
  runInProcess(['fix', '--review', ...args], { cwd, analyzer: createAnalyzer(), ...more });

/** All files with their texts. */
async function snapshot(cwd: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await fs.readdir(cwd, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[path.slice(cwd.length + 1)] = await fs.readFile(path, 'utf8');
  }
  return found;
}

const SECRETS = ['--rule', 'hardcoded-secret'];

describe('what it is asked for', () => {
  it.each<[string, string[], string]>([
    ['no rule', [], 'name it with --rule, once'],
    ['two rules', ['--rule', 'signed-url', ...SECRETS], 'name it with --rule, once'],
    ['an unknown rule', ['--rule', 'hardcoded-secrets'], 'Did you mean "hardcoded-secret"?'],
    ['an unknown kind', [...SECRETS, '--fix', 'keyvault'], 'Did you mean "key-vault"?'],
    ['a kind of another rule', [...SECRETS, '--fix', 'merge-references'], 'It has key-vault, '],
    ['a rule without repairs', ['--rule', 'high-risk-operation'], 'has no repairs'],
    ['one of several kinds', SECRETS, 'several kinds of repair here: key-vault, secret-variable. Choose one'],
  ])('%s: a wrong call, and nothing is written', async (_, args, told) => {
    const cwd = await twoFlows();
    const before = await snapshot(cwd);
    const result = await review(cwd, args);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(told);
    expect(await snapshot(cwd)).toEqual(before);
  });

  it('a kind needs --review', async () => {
    const { code, stderr } = await runInProcess(['fix', '--fix', 'key-vault'], { cwd: await twoFlows() });
    expect(code).toBe(2);
    expect(stderr).toContain('give --review as well');
  });

  it('lists the kinds with --dry-run', async () => {
    const cwd = await twoFlows();
    expect(await review(cwd, [...SECRETS, '--dry-run'])).toMatchObject({
      code: 0,
      stdout: `The rule hardcoded-secret has several kinds of repair here:
  key-vault        3 findings    Read secrets from Azure Key Vault
  secret-variable  3 findings    Read from new secret environment variables
Choose one with --fix.
`,
    });
  });

  it('is told by --help and by the page of the rule', async () => {
    const cwd = await folderWith({});
    expect((await runInProcess(['fix', '--help'], { cwd })).stdout).toMatch(/--review .*\n.*--fix <kind> /);
    const page = await runInProcess(['explain', 'hardcoded-secret'], { cwd, analyzer: createAnalyzer() });
    expect(page.stdout).toContain('`key-vault`');
  });
});

describe('repairs that need a look', () => {
  it('are shown by --dry-run: all files, no secret, and nothing is written', async () => {
    const cwd = await twoFlows();
    const before = await snapshot(cwd);
    const { code, stdout, stderr } = await review(cwd, [...SECRETS, '--fix', 'secret-variable', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain(`+++ b/${OWN}`);
    expect(stdout).toContain(`+++ b/${SECOND}`);
    expect(stdout).toContain('+++ b/src/environmentvariabledefinitions/');
    expect(stdout).not.toContain(KEY);
    expect(stdout).not.toContain(OTHER);
    expect(stderr).toMatch(/^hardcoded-secret: 3 findings\n {2}\S.*: \d findings?\n {4}\S/);
    expect(stderr).toMatch(/- Creates the secret variable /);
    expect(stderr).toContain('3 findings in ');
    expect(stderr).toContain('would be repaired; nothing was written.');
    expect(await snapshot(cwd)).toEqual(before);
  });

  it('are made over all files, once', async () => {
    const cwd = await twoFlows();
    const before = await snapshot(cwd);
    const args = [...SECRETS, '--fix', 'secret-variable'];
    const { code, stdout } = await review(cwd, args);
    expect(code).toBe(0);
    expect(stdout).toContain(`${OWN}: changed\n`);
    expect(stdout).toMatch(/environmentvariabledefinition.xml: made\n/);
    const after = await snapshot(cwd);
    expect(Object.values(after).join('\n')).not.toContain(KEY);
    expect(Object.values(after).join('\n')).not.toContain(OTHER);
    expect(Object.keys(after).filter((path) => !(path in before))).toHaveLength(2);
    for (const path of [OWN, SECOND]) JSON.parse(after[path]!);
    expect(await review(cwd, args)).toMatchObject({ code: 0, stdout: 'Nothing to repair.\n' });
    expect(await snapshot(cwd)).toEqual(after);
  });

  it('need no kind where there is one', async () => {
    const trigger = {
      manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } },
    };
    const cwd = await folderOf({ triggers: trigger, actions: {} }, { triggers: trigger, actions: {} });
    const { stdout } = await review(cwd, ['--rule', 'http-trigger-open']);
    expect(stdout).toContain('2 findings in 2 files repaired.');
    for (const path of [OWN, SECOND]) expect((await snapshot(cwd))[path]).toContain('"Tenant"');
  });

  it('leave the files that the call is not about', async () => {
    const cwd = await twoFlows();
    const before = await snapshot(cwd);
    const { code, stdout } = await review(cwd, [...SECRETS, '--fix', 'key-vault', OWN]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'Nothing to repair. 1 finding left: the repair does not hold there, or needs a file',
    );
    expect(await snapshot(cwd)).toEqual(before);
  });

  it('tell what else there is where the kind has nothing to do', async () => {
    const cwd = await folderOf({
      actions: { Get: http({ uri: 'https://contoso.sharepoint.com/sites/hr' }) },
    });
    const args = ['--rule', 'hardcoded-environment-url', '--fix', 'existing-variable'];
    expect((await review(cwd, args)).stdout).toBe(
      'Nothing to repair: findings of hardcoded-environment-url here offer environment-variable.\n',
    );
  });
});

describe('a file that cannot be written', () => {
  const args = [...SECRETS, '--fix', 'secret-variable'];

  it('puts all others back, new ones too', async () => {
    const cwd = await twoFlows();
    const before = await snapshot(cwd);
    const rename: typeof fs.rename = async (from, to) => {
      if (String(to).endsWith(SECOND)) throw Object.assign(new Error('no'), { code: 'ENOSPC' });
      return fs.rename(from, to);
    };
    const { code, stdout, stderr } = await review(cwd, args, { fs: { rename } });
    expect(code).toBe(1);
    expect(stderr).toContain(`${SECOND}: This file cannot be written: the disk is full.`);
    expect(stdout).toContain('Nothing was repaired.');
    expect(await snapshot(cwd)).toEqual(before);
  });

  it('is a read-only one, and no folder stays that was made', async () => {
    const cwd = await twoFlows();
    const folder = join(cwd, 'src/environmentvariabledefinitions');
    await fs.rm(folder, { recursive: true });
    await fs.chmod(join(cwd, CUSTOMIZATIONS), 0o444);
    const before = await snapshot(cwd);
    const { code, stderr } = await review(cwd, args);
    expect(code).toBe(1);
    expect(stderr).toContain(`${CUSTOMIZATIONS}: This file cannot be written: it is read-only.`);
    expect(await snapshot(cwd)).toEqual(before);
    await expect(fs.stat(folder)).rejects.toThrow();
  });

  it.skipIf(process.platform === 'win32')('is one behind a link', async () => {
    const cwd = await twoFlows();
    const outside = await folderWith({ 'keep.txt': 'x' });
    const folder = join(cwd, 'src/environmentvariabledefinitions');
    await fs.rm(folder, { recursive: true });
    await symlink(outside, folder);
    const before = await snapshot(cwd);
    const { code, stderr } = await review(cwd, args);
    expect(code).toBe(1);
    expect(stderr).toContain('symbolic link');
    expect(await snapshot(cwd)).toEqual(before);
    expect(Object.keys(await snapshot(outside))).toEqual(['keep.txt']);
  });

  it('is one that changed meanwhile', async () => {
    const cwd = await twoFlows();
    let reads = 0;
    const path = join(cwd, CUSTOMIZATIONS);
    const open: typeof fs.open = async (...given) => {
      if (String(given[0]) === path && ++reads === 2)
        await fs.writeFile(path, `${UNPACKED[CUSTOMIZATIONS]} `);
      return fs.open(...given);
    };
    const readFile = (async (...given: Parameters<typeof fs.readFile>) => {
      if (String(given[0]) === path && ++reads === 2)
        await fs.writeFile(path, `${UNPACKED[CUSTOMIZATIONS]} `);
      return fs.readFile(...given);
    }) as typeof fs.readFile;
    const before = await snapshot(cwd);
    const { code, stderr } = await review(cwd, args, { fs: { open, readFile } });
    expect(code).toBe(1);
    expect(stderr).toContain('changed meanwhile');
    expect(await snapshot(cwd)).toEqual({ ...before, [CUSTOMIZATIONS]: `${UNPACKED[CUSTOMIZATIONS]} ` });
  });
});
