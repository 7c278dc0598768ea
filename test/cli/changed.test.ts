// `check --changed`: which flows are touched since the base, over real repositories of git.
import { readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { REPORT_FORMATS } from '../../server/src/core/report/options.ts';
import { nodeGit } from '../../server/src/git/node/runner.ts';
import { zipOf } from '../harness/zipWriter.ts';
import { check, report } from './support/changed.ts';
import { runInProcess } from './support/environment.ts';
import { CLEAN as CLEAN_FLOW, LEAKY as LEAKY_FLOW, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { commit, GIT_ENV, git, HAS_GIT, put, repositoryWith } from './support/repository.ts';

const LEAKY = pretty(LEAKY_FLOW);
const CLEAN = pretty(CLEAN_FLOW);
const id = (digit: number): string => `${digit}a1b2c3d-1111-2222-3333-444455556666`;
const file = (name: string, digit: number, folder = 'src'): string =>
  `${folder}/Workflows/${name}-${id(digit).toUpperCase()}.json`;
/** A flow that leaks, and calls others. */
const calling = (...digits: number[]): string => {
  const flow = structuredClone(LEAKY_FLOW) as {
    properties: { definition: { actions: Record<string, unknown> } };
  };
  for (const digit of digits)
    flow.properties.definition.actions[`Call_${digit}`] = {
      ...{ type: 'Workflow', inputs: { host: { workflowReferenceName: id(digit) } }, runAfter: {} },
    };
  return pretty(flow);
};
const manifest = (version = '1.0.0.0', name = 'Orders'): string =>
  `<ImportExportXml><SolutionManifest><UniqueName>${name}</UniqueName><Version>${version}</Version><Managed>0</Managed></SolutionManifest></ImportExportXml>`;
const variable = (type: string): string =>
  `<environmentvariabledefinition schemaname="abc_ApiKey"><type>${type}</type></environmentvariabledefinition>`;
const VARIABLE = 'src/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml';

const [A, B, C] = [file('A', 1), file('B', 2), file('C', 3)];
/** Two solutions; in the first, B calls A. */
const FILES: Readonly<Record<string, string>> = {
  'src/Other/Solution.xml': manifest(),
  [A]: LEAKY,
  [B]: calling(1),
  [C]: LEAKY,
  [VARIABLE]: variable('100000000'),
  'other/Other/Solution.xml': manifest('1.0.0.0', 'Sales'),
  [file('D', 4, 'other')]: LEAKY,
};

/** On a branch `work` that left `main` at its first commit. */
function branched(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  return repositoryWith(files, 'work');
}

/** Writes what is found in a folder today. */
async function baseline(cwd: string, folder: string, name: string): Promise<void> {
  const args = ['baseline', 'write', folder, '--baseline', name];
  expect((await runInProcess(args, { cwd, env: GIT_ENV, analyzer: createAnalyzer() })).code).toBe(0);
}

const RULE = ['--rule', 'secret-read-unsecured'];

/** Files with a finding; each of the flows has one. */
async function touched(cwd: string, ...args: string[]): Promise<string[]> {
  const { findings, flows } = await report(cwd, ['--changed', '--base', 'main', ...RULE, ...args]);
  const files = findings.map((one) => one.file);
  expect(flows).toBe(files.length);
  return files;
}

describe.skipIf(!HAS_GIT)('a flow is touched', () => {
  it('by a commit, a staged and an unstaged change, and when it is new', async () => {
    const cwd = await branched();
    expect(await touched(cwd)).toEqual([]);
    await put(cwd, { [A]: `${LEAKY}\n` });
    expect(await touched(cwd)).toEqual([A, B]);
    git(cwd, 'add', '--all');
    expect(await touched(cwd)).toEqual([A, B]);
    commit(cwd);
    expect(await touched(cwd)).toEqual([A, B]);
    await put(cwd, { [file('New', 5)]: LEAKY, [C]: `${LEAKY} ` });
    git(cwd, 'add', '--intent-to-add', file('New', 5));
    expect(await touched(cwd)).toEqual([A, B, C, file('New', 5)]);
  });

  it('whatever the index is told to leave out, and not by a new time or by line ends', async () => {
    const cwd = await branched({ ...FILES, '.gitattributes': '* text=auto\n' });
    await put(cwd, { [A]: LEAKY, [C]: LEAKY.replaceAll('\n', '\r\n') });
    expect(await touched(cwd)).toEqual([]);
    git(cwd, 'update-index', '--assume-unchanged', A);
    git(cwd, 'update-index', '--skip-worktree', C);
    await put(cwd, { [A]: `${LEAKY}\n`, [C]: `${LEAKY}\n` });
    expect(await touched(cwd)).toEqual([A, B, C]);
  });

  it('under any name, from any folder, through a link', async () => {
    const odd = file('Bestellung für "Ünïcode" ☂ 100%', 1, 'a b/-o');
    const cwd = await branched({ [odd]: LEAKY, [C]: LEAKY });
    await put(cwd, { [odd]: `${LEAKY}\n` });
    expect(await touched(cwd)).toEqual([odd]);
    expect(await touched(join(cwd, 'a b'), '.')).toEqual([odd.slice('a b/'.length)]);
    expect(await touched(join(cwd, 'src'), '.')).toEqual([]);
    expect(await touched(join(cwd, 'src'), '../a b')).toEqual([`../${odd}`]);
    const elsewhere = await folderWith({});
    await symlink(cwd, join(elsewhere, 'link'));
    expect(await touched(join(elsewhere, 'link'), '.')).toEqual([odd]);
    expect(await touched(elsewhere, 'link')).toEqual([`link/${odd}`]);
  });

  it('when a link to it, or to its folder, leads elsewhere', async () => {
    const cwd = await branched({ [A]: LEAKY, [C]: LEAKY });
    await put(cwd, { 'other/Workflows/D.json': LEAKY, 'third/Workflows/E.json': LEAKY });
    const link = file('Linked', 4);
    await symlink(join(cwd, A), join(cwd, link));
    await symlink('other', join(cwd, 'folder'));
    commit(cwd);
    git(cwd, 'branch', '--force', 'main');
    expect(await touched(cwd)).toEqual([]);
    const through = 'folder/Workflows';
    expect(await touched(cwd, through, link)).toEqual([]);
    await rm(join(cwd, link));
    await symlink(join(cwd, C), join(cwd, link));
    await rm(join(cwd, 'folder'));
    await symlink('third', join(cwd, 'folder'));
    expect(await touched(cwd, link)).toEqual([link]);
    expect(await touched(cwd, through)).toEqual([`${through}/E.json`]);
  });

  it('when its name is written in another case, as systems allow that tell none apart', async () => {
    const cwd = await branched({ [A]: LEAKY });
    await rename(join(cwd, 'src'), join(cwd, 'SRC'));
    await writeFile(join(cwd, '.git', 'info', 'exclude'), 'SRC\n');
    expect(await touched(cwd)).toEqual([]);
    await put(cwd, { [A.replace('src', 'SRC')]: `${LEAKY}\n` });
    expect(await touched(cwd)).toEqual([A.replace('src', 'SRC')]);
  });

  it('by a rename, and is none when git is to ignore it', async () => {
    const cwd = await branched();
    await rename(join(cwd, C), join(cwd, file('Renamed', 3)));
    await put(cwd, { '.gitignore': 'out\n', [file('X', 6, 'out')]: LEAKY });
    expect(await touched(cwd)).toEqual([file('Renamed', 3)]);
  });

  it('with those that call it, themselves or through others, also when it is gone', async () => {
    const E = file('E', 5);
    const cwd = await branched({ ...FILES, [E]: calling(2) });
    await put(cwd, { [B]: `${calling(1)}\n` });
    expect(await touched(cwd)).toEqual([B, E]);
    await rm(join(cwd, A));
    git(cwd, 'checkout', '--quiet', 'HEAD', '--', B);
    expect(await touched(cwd)).toEqual([B, E]);
    commit(cwd);
    expect(await touched(cwd)).toEqual([B, E]);
  });

  it('by what it was called before', async () => {
    const legacy = (flowId: string, inner: string): string =>
      JSON.stringify({ name: flowId, id: 'x', type: 'Microsoft.Flow/flows', ...JSON.parse(inner) });
    const cwd = await branched({ 'flows/definition.json': legacy(id(1), LEAKY), [B]: calling(1) });
    await put(cwd, { 'flows/definition.json': legacy(id(7), LEAKY) });
    expect(await touched(cwd)).toEqual(['flows/definition.json', B]);
  });

  it('by what the branch did, not by what the base did meanwhile, and not after a merge of the base', async () => {
    const cwd = await branched();
    await put(cwd, { [B]: `${calling(1)}\n` });
    commit(cwd);
    git(cwd, 'checkout', '--quiet', 'main');
    await put(cwd, { [C]: `${LEAKY}\n` });
    commit(cwd);
    git(cwd, 'checkout', '--quiet', 'work');
    expect(await touched(cwd)).toEqual([B]);
    git(cwd, 'merge', '--quiet', '--no-edit', 'main');
    expect(await touched(cwd)).toEqual([B]);
  });
});

describe.skipIf(!HAS_GIT)('what lies beside flows touches them', () => {
  const ALL = [A, B, C];
  const beside = async (change: Record<string, string>, args: string[] = []): Promise<string[]> => {
    const cwd = await branched();
    await put(cwd, change);
    return touched(cwd, ...args);
  };

  it('all of the solution: a manifest, a variable, connection references, settings', async () => {
    const declared =
      '<ImportExportXml><connectionreferences><connectionreference connectionreferencelogicalname="abc_vault" /></connectionreferences></ImportExportXml>';
    expect(await beside({ [VARIABLE]: variable('100000005') })).toEqual(ALL);
    expect(await beside({ 'src/Other/Solution.xml': manifest().replace('>0<', '>1<') })).toEqual(ALL);
    expect(await beside({ 'src/Other/Customizations.xml': declared })).toEqual(ALL);
    const settings = {
      EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: '' }],
      ConnectionReferences: [],
    };
    expect(await beside({ 'config/deploymentSettings.json': JSON.stringify(settings) })).toEqual(ALL);
  });

  it('none, when it says the same: another version of the solution, another layout of the file', async () => {
    expect(await beside({ 'src/Other/Solution.xml': manifest('1.0.0.1') })).toEqual([]);
    expect(await beside({ [VARIABLE]: `<!-- moved -->\n${variable('100000000')}\n` })).toEqual([]);
  });

  it('what is gone as well', async () => {
    const cwd = await branched();
    await rm(join(cwd, VARIABLE));
    expect(await touched(cwd)).toEqual(ALL);
    git(cwd, 'checkout', '--quiet', '.');
    await rm(join(cwd, 'src/Other/Solution.xml'));
    expect(await touched(cwd)).toEqual(ALL);
  });

  it('one flow: its metadata', async () => {
    const metadata = (state: number): string =>
      `<Workflow WorkflowId="{${id(3)}}" Name="C"><JsonFileName>/${C.slice(4)}</JsonFileName><Category>5</Category><StateCode>${state}</StateCode></Workflow>`;
    const cwd = await branched({ ...FILES, [`${C}.data.xml`]: metadata(1) });
    await put(cwd, { [`${C}.data.xml`]: metadata(0) });
    expect(await touched(cwd)).toEqual([C]);
  });

  it('the folder below: a configuration, one that others build upon, a baseline', async () => {
    const base = JSON.stringify({ rules: { 'owner-is-person': 'off' } });
    const cwd = await branched({
      ...FILES,
      'shared/base.config.json': '{}',
      'other/lockkeeper.config.json': JSON.stringify({ extends: '../shared/base.config.json' }),
    });
    await put(cwd, { 'shared/base.config.json': base });
    expect(await touched(cwd)).toEqual([file('D', 4, 'other')]);
    git(cwd, 'checkout', '--quiet', '.');
    await rm(join(cwd, 'other/lockkeeper.config.json'));
    expect(await touched(cwd)).toEqual([file('D', 4, 'other')]);
    git(cwd, 'checkout', '--quiet', '.');
    await put(cwd, { 'src/lockkeeper.config.json': base });
    expect(await touched(cwd)).toEqual(ALL);
    await rm(join(cwd, 'src/lockkeeper.config.json'));
    await baseline(cwd, 'other', 'other/lockkeeper.baseline.json');
    expect(await touched(cwd)).toEqual([file('D', 4, 'other')]);
  });

  it('the files beside a flow that has come or gone, which list it', async () => {
    const cwd = await branched();
    const found = async (): Promise<string[]> =>
      (await report(cwd, ['--changed', '--base', 'main'])).findings
        .map((one) => one.file)
        .filter((name) => name.endsWith('.xml'));
    expect((await report(cwd, [])).findings.map((one) => one.file)).toContain(VARIABLE);
    await put(cwd, { [A]: `${LEAKY}\n` });
    expect(await found()).toEqual([]);
    await put(cwd, { [file('New', 5)]: LEAKY });
    expect(await found()).toContain(VARIABLE);
    await rm(join(cwd, file('New', 5)));
    await rm(join(cwd, C));
    expect(await found()).toContain(VARIABLE);
  });
});

describe.skipIf(!HAS_GIT)('repositories of other shapes', () => {
  it('a worktree has its own branch', async () => {
    const cwd = await branched();
    await put(cwd, { [A]: `${LEAKY}\n` });
    const worktree = join(await folderWith({}), 'tree');
    git(cwd, 'worktree', 'add', '--quiet', '-b', 'more', worktree, 'main');
    await put(worktree, { [C]: `${LEAKY}\n` });
    expect(await touched(worktree)).toEqual([C]);
    expect(await touched(cwd)).toEqual([A, B]);
  });

  it('a submodule is compared with the commit that the base has of it', async () => {
    const inner = await repositoryWith({ [C]: LEAKY, [A]: LEAKY });
    const cwd = await repositoryWith({ [B]: calling(1) });
    git(cwd, 'submodule', '--quiet', 'add', inner, 'mods/inner');
    commit(cwd);
    git(cwd, 'checkout', '--quiet', '-b', 'work');
    const module = join(cwd, 'mods/inner');
    expect(await touched(cwd)).toEqual([]);
    await put(module, { [C]: `${LEAKY}\n` });
    expect(await touched(cwd)).toEqual([`mods/inner/${C}`]);
    commit(module);
    expect(await touched(cwd)).toEqual([`mods/inner/${C}`]);
    commit(cwd);
    expect(await touched(cwd)).toEqual([`mods/inner/${C}`]);
    await rm(join(module, A));
    expect(await touched(cwd)).toEqual([`mods/inner/${C}`, B]);
    // From inside, its own branches count.
    expect(await touched(module, 'src')).toEqual([]);
  });

  it('a repository that nobody added is new as a whole', async () => {
    const cwd = await branched();
    const nested = await repositoryWith({ [A]: LEAKY });
    await rename(nested, join(cwd, 'nested'));
    expect(await touched(cwd)).toEqual([`nested/${A}`, B]);
  });

  it('a sparse checkout lacks files on purpose', async () => {
    const cwd = await branched();
    git(cwd, 'sparse-checkout', 'set', '--no-cone', '/src/Workflows/B-*', '/other/');
    expect(await touched(cwd)).toEqual([]);
  });

  it('several repositories of one call are compared each with its own base', async () => {
    const [one, two] = [await branched(), await branched()];
    await put(one, { [A]: `${LEAKY}\n` });
    const parent = await folderWith({});
    await rename(one, join(parent, 'one'));
    await rename(two, join(parent, 'two'));
    expect(await touched(parent, 'one', 'two')).toEqual([
      ...[`one/${A}`, `one/${B}`],
      // It calls the same flow.
      `two/${B}`,
    ]);
  });
});

describe.skipIf(!HAS_GIT)('what is compared with', () => {
  const ask = (cwd: string, env: Record<string, string> = {}, ...args: string[]) =>
    check(cwd, ['--changed', ...args], env);

  it('is the target of the pipeline, else the default branch, never the upstream', async () => {
    const origin = await branched();
    const cwd = join(await folderWith({}), 'clone');
    git(origin, 'clone', '--quiet', '--branch', 'work', `file://${origin}`, cwd);
    git(cwd, 'update-ref', 'refs/remotes/origin/release', 'origin/main');
    await put(cwd, { [C]: `${LEAKY}\n` });
    git(cwd, 'remote', 'set-head', 'origin', 'main');
    expect((await ask(cwd)).stdout).toContain('Only what was touched since origin/HEAD was checked.');
    for (const env of [
      { GITHUB_BASE_REF: 'release' },
      { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/release' },
      { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'release' },
    ])
      expect((await ask(cwd, env)).stdout).toContain('touched since origin/release was checked.');
    git(cwd, 'remote', 'set-head', 'origin', '--delete');
    const unknown = await ask(cwd);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/pass it, such as "--base [^"]+"\./);
    expect((await ask(cwd, { GITHUB_BASE_REF: 'gone' })).stderr).toContain(
      '"origin/gone" is not in this clone',
    );
  });

  it('needs the history', async () => {
    const origin = await branched();
    await put(origin, { [A]: `${LEAKY}\n` });
    commit(origin);
    const cwd = join(await folderWith({}), 'clone');
    git(origin, 'clone', '--quiet', '--no-local', '--depth=1', '--no-single-branch', `file://${origin}`, cwd);
    const shallow = await ask(cwd, {}, '--base', 'origin/main');
    expect([shallow.code, shallow.stdout]).toEqual([2, '']);
    expect(shallow.stderr).toContain('no common history in this shallow clone: fetch the whole history');
  });

  it('is said to be missing: no repository, no git, no such revision, no --changed', async () => {
    const outside = await folderWith({ [A]: LEAKY });
    await rm(join(outside, '.git'), { recursive: true });
    expect(await ask(outside)).toMatchObject({ code: 2, stdout: '' });
    expect((await ask(outside)).stderr).toContain(
      '. does not lie in a git repository: there is no older version to compare with.',
    );
    const cwd = await branched();
    const git = nodeGit({ PATH: outside }, cwd);
    const none = await runInProcess(['check', '--changed'], { cwd, git });
    expect([none.code, none.stdout]).toEqual([2, '']);
    expect(none.stderr).toContain('git was not found on PATH');
    const unknown = await ask(cwd, {}, '--base', 'nowhere');
    expect([unknown.code, unknown.stderr]).toEqual([2, 'The repository knows no revision "nowhere".\n']);
    const option = await ask(cwd, {}, '--base=--output=x');
    expect([option.code, option.stderr]).toEqual([2, 'The repository knows no revision "--output=x".\n']);
    const alone = await check(cwd, ['--base', 'main']);
    expect([alone.code, alone.stdout]).toEqual([2, '']);
    expect(alone.stderr).toContain('give --changed as well');
  });
});

describe.skipIf(!HAS_GIT)('what is told', () => {
  const BASE = ['--changed', '--base', 'main'];

  it('is that no flow was touched, with exit code 0', async () => {
    const cwd = await branched();
    expect(await check(cwd, BASE)).toMatchObject({ code: 0, stderr: '' });
    expect((await check(cwd, BASE)).stdout).toContain('No flow was touched since main\n');
    const json = await check(cwd, [...BASE, '--format', 'json']);
    expect([json.code, json.stderr]).toEqual([0, 'No flow was touched since main.\n']);
    expect(JSON.parse(json.stdout)).toMatchObject({ touchedSince: 'main', flows: 0, findings: [] });
    expect((await check(cwd, [...BASE, '--format', 'sarif', '--quiet'])).stderr).toBe('');
  });

  it('fails for what was touched alone, in every format', async () => {
    const cwd = await branched({ ...FILES, [C]: CLEAN });
    await put(cwd, { [C]: `${CLEAN}\n` });
    expect((await check(cwd, BASE)).code).toBe(0);
    await put(cwd, { [A]: `${LEAKY}\n` });
    // Beside the files that are checked.
    const written = await folderWith({});
    const text = (format: string): Promise<string> => readFile(join(written, format), 'utf8');
    const reports = REPORT_FORMATS.flatMap((format) => ['--format', `${format}=${join(written, format)}`]);
    expect((await check(cwd, [...BASE, ...reports])).code).toBe(1);
    for (const format of REPORT_FORMATS) {
      expect([format, (await text(format)).includes(id(1).toUpperCase())]).toEqual([format, true]);
      expect([format, (await text(format)).includes(id(4).toUpperCase())]).toEqual([format, false]);
    }
    const junit = await text('junit');
    // What is clean is told as checked; what was not touched is not.
    expect(junit).toContain(id(3).toUpperCase());
  });

  it('tells new from known, with a baseline and against a revision', async () => {
    const cwd = await branched();
    await put(cwd, { [A]: `${LEAKY}\n`, [file('New', 5)]: LEAKY });
    const compared = await report(cwd, [...BASE, ...RULE, '--compare-base', 'main']);
    expect(compared.findings.map((one) => `${one.baselineState} ${one.file}`)).toEqual([
      `unchanged ${A}`,
      `unchanged ${B}`,
      `new ${file('New', 5)}`,
    ]);
    expect(compared.fixed).toEqual([]);
    const fresh = ['--compare-base', 'main', '--new-only', '--fail-on', 'new'];
    expect((await check(cwd, [...BASE, ...RULE, ...fresh])).code).toBe(1);
    await rm(join(cwd, file('New', 5)));
    await rm(join(cwd, C));
    expect((await check(cwd, [...BASE, ...RULE, ...fresh])).code).toBe(0);
    await put(cwd, { [A]: CLEAN });
    const { fixed } = await report(cwd, [...BASE, ...RULE, '--compare-base', 'main']);
    expect(fixed?.map((one) => one.file)).toEqual([A, C]);
    await put(cwd, { [A]: `${LEAKY}\n` });
    commit(cwd);
    await baseline(cwd, 'src', 'known.json');
    const known = await check(cwd, [...BASE, '--baseline', 'known.json']);
    expect(known.stdout).not.toContain('no longer found');
  });

  it('a copy of a flow is new, also where the flow itself was not touched', async () => {
    const cwd = await branched();
    await put(cwd, { [file('Copy', 3, 'zzz')]: LEAKY });
    const { findings } = await report(cwd, [...BASE, ...RULE, '--compare-base', 'main']);
    expect(findings.map((one) => `${one.baselineState} ${one.file}`)).toEqual([
      `new ${file('Copy', 3, 'zzz')}`,
    ]);
  });

  it('is all that lies in an archive, when that was touched', async () => {
    const cwd = await repositoryWith({ 'a.zip': zipOf([{ name: A, content: LEAKY }]), [C]: LEAKY });
    git(cwd, 'checkout', '--quiet', '-b', 'work');
    expect(await touched(cwd)).toEqual([]);
    await put(cwd, { 'a.zip': zipOf([{ name: A, content: `${LEAKY}\n` }]) });
    expect(await touched(cwd)).toEqual([`a.zip!${A}`]);
    expect(await touched(cwd, 'a.zip')).toEqual([`a.zip!${A}`]);
  });
});
