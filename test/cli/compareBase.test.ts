// `lockkeeper check --compare-base`: what is new, known and fixed since a revision, over real repositories of git.
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { runInProcess } from './support/environment.ts';
import { CLEAN, HARDCODED, LEAKY, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { commit, GIT_ENV, git, HAS_GIT, put, repositoryWith } from './support/repository.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const OTHER = '1a1b2c3d-1111-2222-3333-444455556666';
const ORDERS = `src/Workflows/Orders-${ID.toUpperCase()}.json`;
const SALES = `src/Workflows/Sales-${OTHER.toUpperCase()}.json`;

const check = (cwd: string, ...args: string[]) =>
  runInProcess(['check', ...args], { cwd, env: GIT_ENV, analyzer: createAnalyzer() });

interface Finding {
  readonly ruleId: string;
  readonly file: string;
  readonly baselineState: string;
  readonly baseline?: string;
  readonly advice?: string;
}
interface Report {
  readonly base?: string;
  readonly findings: readonly Finding[];
  readonly fixed: readonly Finding[];
}

/** `new rule file` and so on, sorted. */
async function states(cwd: string, ...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await check(cwd, '--format', 'json', '--compare-base', 'main', ...args);
  expect(stderr).toBe('');
  expect(stdout).not.toContain(PLANTED_KEY);
  const { findings, fixed } = JSON.parse(stdout) as Report;
  return [...findings, ...fixed]
    .map(({ ruleId, file, baselineState }) => `${baselineState} ${ruleId} ${file}`)
    .sort();
}

/** On a branch `work` that left `main` at its first commit. */
function branched(files: Readonly<Record<string, string>>): Promise<string> {
  return repositoryWith(files, 'work');
}

const MANIFEST = (name: string): string =>
  `<ImportExportXml><SolutionManifest><UniqueName>${name}</UniqueName><Version>1.0.0.0</Version><Managed>0</Managed><RootComponents /></SolutionManifest></ImportExportXml>`;

describe.skipIf(!HAS_GIT)('a check against a revision', () => {
  it('knows what was there, under another name and in another folder as well', async () => {
    const cwd = await branched({ [ORDERS]: pretty(HARDCODED) });
    const known = await states(cwd);
    expect(known).toEqual(known.map(() => `unchanged hardcoded-secret ${ORDERS}`));
    expect(known.length).toBeGreaterThan(0);
    const moved = `solutions/sales/Workflows/Renamed flow-${ID}.json`;
    await put(cwd, { [moved]: pretty(HARDCODED) });
    await rm(join(cwd, ORDERS));
    const after = known.map((one) => one.replace(ORDERS, moved));
    expect(await states(cwd)).toEqual(after);
    commit(cwd);
    expect(await states(cwd)).toEqual(after);
    // Named alone, it is looked for everywhere; nothing else is told.
    expect(await states(cwd, moved)).toEqual(after);
  });

  it('tells what is new in a flow, and what a new flow has', async () => {
    const cwd = await branched({ [ORDERS]: pretty(CLEAN) });
    await put(cwd, { [ORDERS]: pretty(LEAKY), [SALES]: pretty(HARDCODED) });
    const found = await states(cwd);
    expect(found).toContain(`new secret-read-unsecured ${ORDERS}`);
    expect(found).toContain(`new hardcoded-secret ${SALES}`);
    expect(found.every((one) => one.startsWith('new '))).toBe(true);
  });

  it('tells of two flows that exchanged their names', async () => {
    const cwd = await branched({ [ORDERS]: pretty(HARDCODED), [SALES]: pretty(CLEAN) });
    const [a, b] = [ORDERS.replace('Orders', 'Sales'), SALES.replace('Sales', 'Orders')];
    await rename(join(cwd, ORDERS), join(cwd, a));
    await rename(join(cwd, SALES), join(cwd, b));
    expect((await states(cwd)).every((one) => one.startsWith('unchanged ') && one.endsWith(a))).toBe(true);
  });

  it('tells what is fixed, and to rotate what git keeps', async () => {
    const cwd = await branched({ [ORDERS]: pretty(HARDCODED), [SALES]: pretty(LEAKY) });
    await put(cwd, { [ORDERS]: pretty(CLEAN) });
    await rm(join(cwd, SALES));
    const found = await states(cwd);
    expect(found).toContain(`absent hardcoded-secret ${ORDERS}`);
    expect(found).toContain(`absent secret-read-unsecured ${SALES}`);
    expect(found.every((one) => one.startsWith('absent '))).toBe(true);
    const { stdout, code } = await check(cwd, '--compare-base', 'main');
    expect(code).toBe(0);
    expect(stdout).toContain('Fixed\n');
    expect(stdout).toContain('Rotate it where it was issued: git keeps what once stood in a file.');
    expect(stdout.split('Rotate it')).toHaveLength(
      found.filter((one) => one.includes('hardcoded')).length + 1,
    );
    expect(stdout).toContain(`Compared with main: 0 new, 0 known, ${found.length} fixed.`);
    const report = JSON.parse(
      (await check(cwd, '--format', 'json', '--compare-base', 'main')).stdout,
    ) as Report;
    expect(report.base).toBe('main');
    expect(
      report.fixed.filter(({ advice }) => advice !== undefined).map(({ ruleId }) => ruleId),
    ).not.toContain('secret-read-unsecured');
  });

  it('counts: of three equal steps where two were, one is new', async () => {
    const step = (HARDCODED as { properties: { definition: { actions: Record<string, unknown> } } })
      .properties.definition.actions.Send_order;
    const flow = (...names: string[]): string => {
      const copy = structuredClone(HARDCODED) as {
        properties: { definition: { actions: Record<string, unknown> } };
      };
      copy.properties.definition.actions = Object.fromEntries(names.map((name) => [name, step]));
      return pretty(copy);
    };
    const cwd = await branched({ [ORDERS]: flow('A', 'B') });
    await put(cwd, { [ORDERS]: flow('A', 'B', 'C') });
    const found = await states(cwd, '--rule', 'hardcoded-secret');
    const of = (state: string): number => found.filter((one) => one.startsWith(state)).length;
    expect(of('new') * 2).toBe(of('unchanged'));
    expect(of('new')).toBeGreaterThan(0);
    expect(of('absent')).toBe(0);
  });

  it('counts from where the histories part: what the other branch did later is not of this one', async () => {
    const cwd = await branched({ [ORDERS]: pretty(HARDCODED), [SALES]: pretty(CLEAN) });
    git(cwd, 'checkout', '--quiet', 'main');
    await put(cwd, { [ORDERS]: pretty(CLEAN), [SALES]: pretty(LEAKY) });
    commit(cwd);
    git(cwd, 'checkout', '--quiet', 'work');
    const found = await states(cwd);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((one) => one.startsWith('unchanged '))).toBe(true);
  });

  it('follows the files beside the flows into a folder that moved', async () => {
    const variable =
      '<environmentvariabledefinition schemaname="abc_ApiKey"><type>100000000</type></environmentvariabledefinition>';
    const files = (folder: string): Record<string, string> => ({
      [`${folder}/Other/Solution.xml`]: MANIFEST('Orders'),
      [`${folder}/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml`]: variable,
      [`${folder}/Workflows/Orders-${ID}.json`]: pretty(CLEAN),
    });
    const cwd = await branched(files('old'));
    const before = await states(cwd);
    expect(before.some((one) => one.includes('environmentvariabledefinition.xml'))).toBe(true);
    await rm(join(cwd, 'old'), { recursive: true });
    await put(cwd, files('new'));
    expect(await states(cwd)).toEqual(before.map((one) => one.replace(' old/', ' new/')));
  });

  it('tells what a flow lost, in a file that was renamed', async () => {
    const secured = structuredClone(LEAKY) as {
      properties: { definition: { actions: { Get_secret: Record<string, unknown> } } };
    };
    secured.properties.definition.actions.Get_secret.runtimeConfiguration = {
      secureData: { properties: ['outputs'] },
    };
    const cwd = await branched({ [ORDERS]: pretty(secured) });
    expect(await states(cwd)).toEqual([]);
    await rm(join(cwd, ORDERS));
    const now = `other/Orders-${ID}.json`;
    await put(cwd, { [now]: pretty(LEAKY) });
    expect(await states(cwd)).toContain(`new secure-data-removed ${now}`);
    expect((await check(cwd)).stdout).not.toContain('secure-data-removed');
  });

  it('judges both versions by the configuration of now', async () => {
    const cwd = await branched({ [ORDERS]: pretty(LEAKY) });
    await put(cwd, {
      'lockkeeper.config.json': JSON.stringify({ rules: { 'secret-read-unsecured': 'off' } }),
    });
    expect(await states(cwd)).toEqual([]);
    const cwd2 = await branched({
      [ORDERS]: pretty(LEAKY),
      'lockkeeper.config.json': JSON.stringify({ rules: { 'secret-read-unsecured': 'off' } }),
    });
    await rm(join(cwd2, 'lockkeeper.config.json'));
    expect(await states(cwd2)).toEqual([`unchanged secret-read-unsecured ${ORDERS}`]);
  });

  it('takes nothing for known of a flow that was damaged, and nothing for fixed in one that is', async () => {
    const cwd = await branched({ [ORDERS]: pretty(HARDCODED).slice(0, -20), [SALES]: pretty(HARDCODED) });
    // Damaged before and after: nothing new.
    expect((await states(cwd)).filter((one) => !one.startsWith('unchanged'))).toEqual([]);
    await put(cwd, { [ORDERS]: pretty(HARDCODED), [SALES]: pretty(HARDCODED).slice(0, 250) });
    const { stdout, stderr } = await check(cwd, '--format', 'json', '--compare-base', 'main');
    expect(stderr).toBe(
      `${ORDERS} could not be read whole in main: all that is found in it counts as new.\n`,
    );
    const { findings, fixed } = JSON.parse(stdout) as Report;
    const of = (file: string): string[] => [
      ...new Set(
        [...findings, ...fixed]
          .filter((one) => one.file === file)
          .map(({ ruleId, baselineState }) => `${baselineState} ${ruleId}`),
      ),
    ];
    expect(of(ORDERS)).toEqual(['new hardcoded-secret', 'absent invalid-json']);
    expect(of(SALES)).toEqual(['new invalid-json']);
  });

  it('takes nothing for fixed beside a flow that is damaged', async () => {
    const customizations = 'src/Other/Customizations.xml';
    const cwd = await branched({
      'src/Other/Solution.xml': MANIFEST('Sample'),
      [customizations]:
        '<ImportExportXml><Workflows /><connectionreferences><connectionreference connectionreferencelogicalname="abc_spare"><connectorid>/providers/Microsoft.PowerApps/apis/shared_sql</connectorid></connectionreference></connectionreferences></ImportExportXml>',
      [ORDERS]: pretty(CLEAN),
    });
    const spare = `connection-reference-unused ${customizations}`;
    expect(await states(cwd)).toContain(`unchanged ${spare}`);
    await put(cwd, { [ORDERS]: pretty(CLEAN).slice(0, -20) });
    expect(await states(cwd)).not.toContain(`absent ${spare}`);
  });

  it('knows what was in a submodule, as the revision has it', async () => {
    const inner = await repositoryWith({ [ORDERS]: pretty(HARDCODED) });
    const cwd = await repositoryWith({ [SALES]: pretty(HARDCODED) });
    git(cwd, 'submodule', '--quiet', 'add', inner, 'mods/inner');
    commit(cwd);
    git(cwd, 'checkout', '--quiet', '-b', 'work');
    const own = `mods/inner/${ORDERS}`;
    const all = await states(cwd);
    expect(all).toContain(`unchanged hardcoded-secret ${own}`);
    expect(all.every((one) => one.startsWith('unchanged '))).toBe(true);
    const module = join(cwd, 'mods/inner');
    await put(module, { [ORDERS]: pretty(LEAKY) });
    commit(module);
    commit(cwd);
    const found = await states(cwd);
    expect(found).toContain(`absent hardcoded-secret ${own}`);
    expect(found).toContain(`new secret-read-unsecured ${own}`);
    expect(found).toContain(`unchanged hardcoded-secret ${SALES}`);
  });

  it('takes nothing for fixed that a sparse checkout leaves out', async () => {
    const cwd = await branched({ [ORDERS]: pretty(HARDCODED), 'other/Workflows/B.json': pretty(HARDCODED) });
    git(cwd, 'sparse-checkout', 'set', '--no-cone', '/src/');
    const found = await states(cwd);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((one) => one === `unchanged hardcoded-secret ${ORDERS}`)).toBe(true);
  });

  it('says where there is no revision, and no repository', async () => {
    const cwd = await branched({ [ORDERS]: pretty(CLEAN) });
    const unknown = await check(cwd, '--compare-base', 'origin/nowhere');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('The repository knows no revision "origin/nowhere".');
    const outside = await folderWith({ 'a.json': '{}' });
    expect(await check(outside, '--compare-base', 'main')).toMatchObject({ code: 2, stdout: '' });
    const option = await check(cwd, '--compare-base=--output=x');
    expect(option.code).toBe(2);
  });
});

describe.skipIf(!HAS_GIT)('what is told and counted', () => {
  const both = async (): Promise<string> => {
    const cwd = await branched({ [ORDERS]: pretty(HARDCODED) });
    await put(cwd, { [SALES]: pretty(LEAKY) });
    return cwd;
  };

  it('is all of it, under headings', async () => {
    const cwd = await both();
    const { stdout, code } = await check(cwd, '--compare-base', 'main');
    expect(code).toBe(1);
    const order = ['New, compared with main', SALES, 'Known', ORDERS].map((one) => stdout.indexOf(one));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBe(0);
    expect(stdout).toMatch(/Compared with main: 1 new, \d+ known, 0 fixed\.\n/);
    expect(stdout).not.toContain('Fixed');
  });

  it('is what is new alone with --new-only, and the known ones as a number', async () => {
    const cwd = await both();
    const { stdout } = await check(cwd, '--compare-base', 'main', '--new-only');
    expect(stdout).toContain(SALES);
    expect(stdout).not.toContain(ORDERS);
    expect(stdout).toMatch(/^1 (?:error|warning) in 1 of 2 flows/m);
    expect(stdout).toMatch(/Compared with main: 1 new, [1-9]\d* known, 0 fixed\./);
  });

  it('is counted of a report in a file as well, apart from what is known', async () => {
    const cwd = await both();
    const args = ['--compare-base', 'main', '--new-only', '--format', 'junit=out.xml'];
    const { stderr } = await check(cwd, ...args);
    expect(stderr).toMatch(/^Wrote 1 finding \([1-9]\d* more known\) in 2 flows to out\.xml\.$/m);
  });

  it('decides how the call ends', async () => {
    const known = await branched({ [ORDERS]: pretty(HARDCODED) });
    const code = async (cwd: string, ...args: string[]): Promise<number | undefined> =>
      (await check(cwd, '--compare-base', 'main', ...args)).code;
    expect(await code(known)).toBe(1);
    expect(await code(known, '--new-only')).toBe(0);
    expect(await code(known, '--fail-on', 'new')).toBe(0);
    expect(await code(known, '--new-only', '--fail-on', 'warning')).toBe(0);
    const fresh = await both();
    expect(await code(fresh, '--new-only', '--fail-on', 'warning')).toBe(1);
    expect(await code(fresh, '--fail-on', 'new')).toBe(1);
    expect(await code(fresh, '--fail-on', 'never')).toBe(0);
    expect((await check(fresh, '--compare-base', 'main', '--new-only', '--fail-on', 'new')).stdout).toContain(
      '1 new',
    );
  });

  it('leaves out what the baseline knows, which is neither new nor told', async () => {
    const cwd = await both();
    await runInProcess(['baseline', 'write'], { cwd, env: GIT_ENV, analyzer: createAnalyzer() });
    const { stdout, code } = await check(cwd, '--compare-base', 'main', '--fail-on', 'info');
    expect(code).toBe(0);
    expect(stdout).not.toContain(ORDERS);
    expect(stdout).toContain('in the baseline (lockkeeper.baseline.json).');
    expect(stdout).toContain('Compared with main: 0 new, 0 known, 0 fixed.');
    const report = JSON.parse(
      (await check(cwd, '--format', 'json', '--compare-base', 'main')).stdout,
    ) as Report;
    expect(
      report.findings.every((one) => one.baseline === 'unchanged' && one.baselineState === 'unchanged'),
    ).toBe(true);
  });

  it('knows the base of a pull request by itself', async () => {
    const cwd = await both();
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'main');
    const named = await check(cwd, '--format', 'json', '--compare-base', 'main', '--new-only');
    const { stdout } = await runInProcess(['check', '--format', 'json', '--new-only'], {
      cwd,
      env: { ...GIT_ENV, GITHUB_BASE_REF: 'main' },
      analyzer: createAnalyzer(),
    });
    expect(JSON.parse(stdout)).toEqual({ ...(JSON.parse(named.stdout) as Report), base: 'origin/main' });
  });

  it('says what the options need', async () => {
    const cwd = await both();
    const alone = await check(cwd, '--new-only');
    expect(alone).toMatchObject({ code: 2 });
    expect(alone.stderr).toContain('pass it, such as "--compare-base origin/main"');
    const nothing = await check(cwd, '--fail-on', 'new');
    expect(nothing).toMatchObject({ code: 2 });
    expect(nothing.stderr).toContain('--fail-on new needs --compare-base or a baseline');
    await runInProcess(['baseline', 'write'], { cwd, env: GIT_ENV, analyzer: createAnalyzer() });
    expect((await check(cwd, '--fail-on', 'new')).code).toBe(0);
  });
});
