// Findings in the files of a solution beside its flows, and policies, on the command line.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { FAKES } from '../harness/fakes.ts';
import { runInProcess, type TestResult } from './support/environment.ts';
import { CLEAN, LEAKY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { sarifProblems } from './support/sarifSchema.ts';

const KEY = FAKES.hex32!;
const BOM = '\uFEFF';
const FLOW = 'src/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
const VARIABLE = 'src/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml';
const SETTINGS = 'deploymentSettings.json';

function manifest(managed: 0 | 1, name = 'Orders'): string {
  return `<ImportExportXml><SolutionManifest><UniqueName>${name}</UniqueName><Version>1.0</Version>
<Managed>${managed}</Managed><Publisher><CustomizationPrefix>abc</CustomizationPrefix></Publisher>
<RootComponents /></SolutionManifest></ImportExportXml>`;
}

function variable(value: string, description = 'Key'): string {
  return `${BOM}<environmentvariabledefinition schemaname="abc_ApiKey"><defaultvalue>${value}</defaultvalue>
<displayname default="ApiKey"><label description="${description}" languagecode="1033" /></displayname><type>100000000</type>
</environmentvariabledefinition>`.replaceAll('\n', '\r\n');
}

const settings = (value: string): string =>
  `${JSON.stringify({ EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: value }], ConnectionReferences: [] }, null, 2)}\n`;

const SOLUTION: Readonly<Record<string, string>> = {
  [FLOW]: pretty(CLEAN),
  'src/Other/Solution.xml': manifest(0),
  [VARIABLE]: variable(KEY),
  [SETTINGS]: settings(KEY),
};

interface Found {
  ruleId: string;
  file: string;
  pointer: string;
  range: Record<'start' | 'end', { line: number; character: number }>;
}
interface Report {
  files: number;
  flows: number;
  findings: Found[];
  problems: { file: string; message: string }[];
}

const run = (cwd: string, ...args: string[]): Promise<TestResult> =>
  runInProcess(args, { cwd, analyzer: createAnalyzer() });

async function json(cwd: string, ...args: string[]): Promise<Report> {
  const { stdout, stderr } = await run(cwd, 'check', '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

const brief = (report: Report): string[] => report.findings.map((one) => `${one.file} ${one.ruleId}`);

/** The text that a finding marks. */
function marked(text: string, { range: { start, end } }: Found): string {
  expect(end.line).toBe(start.line);
  return text.split(/\r?\n/)[start.line]!.slice(start.character, end.character);
}

const BOTH = [`${SETTINGS} secret-in-deployment-settings`, `${VARIABLE} secret-in-environment-variable`];

describe('findings in files of a solution', () => {
  it('are reported with their exact places; files and flows count what they counted', async () => {
    const cwd = await folderWith(SOLUTION);
    const report = await json(cwd);
    expect(brief(report)).toEqual(BOTH);
    expect(report).toMatchObject({ files: 2, flows: 1, problems: [] });
    const [inSettings, inVariable] = report.findings;
    expect(marked(SOLUTION[SETTINGS]!, inSettings!)).toBe(KEY);
    expect(inSettings!.pointer).toBe('/EnvironmentVariables/0/Value');
    expect(marked(SOLUTION[VARIABLE]!, inVariable!)).toBe(KEY);
    expect(inVariable!.pointer).toBe('');
  });

  it('decide the exit code and are counted in the summary', async () => {
    const cwd = await folderWith(SOLUTION);
    const text = await run(cwd, 'check');
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(
      /\n2 errors in 0 of 1 flow and 2 other files; 2 can be repaired after a review in the editor\n$/,
    );
    expect((await run(cwd, 'check', '--fail-on', 'never')).code).toBe(0);
    const clean = await folderWith({ ...SOLUTION, [VARIABLE]: variable(''), [SETTINGS]: settings('') });
    expect(await json(clean)).toMatchObject({ flows: 1 });
    expect((await run(clean, 'check')).code).toBe(0);
  });

  it('count where there is no flow', async () => {
    const { [FLOW]: _, ...rest } = SOLUTION;
    const cwd = await folderWith(rest);
    const result = await run(cwd, 'check');
    expect(result).toMatchObject({ code: 1, stderr: '' });
    expect(result.stdout).toMatch(/\n2 errors in 2 files; 2 can be repaired after a review in the editor\n$/);
    expect((await run(cwd, 'fix')).code).toBe(1);
  });

  it('carry valid SARIF regions, without the byte order mark', async () => {
    const cwd = await folderWith(SOLUTION);
    const log = JSON.parse((await run(cwd, 'check', '--format', 'sarif')).stdout) as Log;
    expect(sarifProblems(log)).toEqual([]);
    const texts = (log.runs[0]!.results ?? []).map((result) => {
      const { artifactLocation, region } = result.locations![0]!.physicalLocation!;
      const text = SOLUTION[artifactLocation!.uri!]!.replace(BOM, '');
      const line = text.split(/\r?\n/)[region!.startLine! - 1]!;
      expect(text.slice(region!.charOffset, region!.charOffset! + region!.charLength!)).toBe(KEY);
      return line.slice(region!.startColumn! - 1, region!.endColumn! - 1);
    });
    expect(texts).toEqual([KEY, KEY]);
  });

  it('show the code around with the secrets masked', async () => {
    const cwd = await folderWith(SOLUTION);
    const { stdout } = await run(cwd, 'check');
    expect(stdout).toContain(`"Value": "${'*'.repeat(KEY.length)}"`);
    expect(stdout).toContain(`<defaultvalue>${'*'.repeat(KEY.length)}</default`);
    expect(stdout).toContain('schemaname="abc_ApiKey"');
    for (const format of ['text', 'json', 'sarif'])
      expect((await run(cwd, 'check', '--format', format)).stdout).not.toContain(KEY.slice(0, 12));
  });

  it('mask every secret of a value, and those of rules that are off', async () => {
    const other = 'Zq7-Lo' + 'ng-Passw0rd9';
    const two = `AccountKey=${KEY};Password=${other};`;
    const xml = `<environmentvariabledefinition schemaname="abc_ApiKey"><defaultvalue>${two}</defaultvalue><label description="Password=${FAKES.password};" /><type>100000000</type></environmentvariabledefinition>`;
    const cwd = await folderWith({
      ...SOLUTION,
      [VARIABLE]: xml,
      [SETTINGS]: settings(two),
      'off.json': '{ "rules": { "secret-in-environment-variable": "off" } }',
    });
    expect(brief(await json(cwd))).toEqual([...BOTH, `${VARIABLE} secret-in-text`]);
    for (const more of [[], ['--config', 'off.json']]) {
      const { stdout } = await run(cwd, 'check', ...more);
      // The value stands in the same line.
      expect(stdout).toContain('********</defaultvalue><label description="Password=********');
      for (const secret of [KEY, FAKES.password!, other]) expect(stdout).not.toContain(secret.slice(0, 8));
    }
  });

  it('keep to the globs of the config', async () => {
    const config = (text: object) => ({ ...SOLUTION, 'lockkeeper.config.json': JSON.stringify(text) });
    const without = await folderWith(config({ exclude: ['src/environmentvariabledefinitions/**'] }));
    expect(brief(await json(without))).toEqual([BOTH[0]]);
    const noSettings = await folderWith(config({ exclude: ['*.json'] }));
    expect(brief(await json(noSettings))).toEqual([BOTH[1]]);
    const flowsOnly = await folderWith(config({ include: ['**/Workflows/*.json'] }));
    expect(brief(await json(flowsOnly))).toEqual([]);
  });

  it('keep to the paths of the call and to its rules', async () => {
    const cwd = await folderWith(SOLUTION);
    expect(brief(await json(cwd, 'src/Workflows'))).toEqual([]);
    expect(brief(await json(cwd, FLOW))).toEqual([]);
    expect(brief(await json(cwd, 'src'))).toEqual([BOTH[1]]);
    expect(brief(await json(cwd, VARIABLE))).toEqual([BOTH[1]]);
    expect(brief(await json(cwd, '.', '--rule', 'secret-in-deployment-settings'))).toEqual([BOTH[0]]);
  });

  it('are told once where a solution has a managed copy or several share a settings file', async () => {
    const copy = Object.fromEntries(
      Object.entries(SOLUTION).map(([path, text]) => [path.replace(/^src/, 'managed'), text]),
    );
    const cwd = await folderWith({ ...copy, ...SOLUTION, 'managed/Other/Solution.xml': manifest(1) });
    expect(brief(await json(cwd))).toEqual(BOTH);
    // A secret that only the copy holds is told there.
    const own = await folderWith({
      ...copy,
      ...SOLUTION,
      'managed/Other/Solution.xml': manifest(1),
      [VARIABLE]: variable(''),
    });
    expect(brief(await json(own))).toContain(
      `${VARIABLE.replace(/^src/, 'managed')} secret-in-environment-variable`,
    );
    const two = await folderWith({
      ...copy,
      ...SOLUTION,
      'managed/Other/Solution.xml': manifest(0, 'Invoices'),
    });
    expect(brief(await json(two)).filter((one) => one.startsWith(SETTINGS))).toEqual([BOTH[0]]);
  });
});

describe('fix', () => {
  it('leaves files of a solution as they are and says what is left', async () => {
    const cwd = await folderWith({ ...SOLUTION, [FLOW]: pretty(LEAKY) });
    const { stdout, code } = await run(cwd, 'fix');
    expect(stdout).toContain('1 finding in 1 file repaired. 2 findings left');
    expect(code).toBe(1);
    for (const name of [VARIABLE, SETTINGS])
      expect(await readFile(join(cwd, name), 'utf8')).toBe(SOLUTION[name]);
  });
});

describe('fix of what is safe in files of a solution', () => {
  const RULE = 'root-component-missing';
  const MANIFEST = 'src/Other/Solution.xml';
  const ids = ['1', '2', '3'].map((first) => `${first}a1b2c3d-1111-2222-3333-444455556666`);
  const entry = (id: string): string => `      <RootComponent type="29" id="{${id}}" behavior="0" />`;
  /** With a byte order mark, and the line ends of Windows. */
  const listing = (listed: readonly string[], managed: 0 | 1 = 0): string =>
    `${BOM}${[
      '<ImportExportXml>',
      '  <SolutionManifest>',
      '    <UniqueName>Orders</UniqueName>',
      '    <Version>1.0</Version>',
      `    <Managed>${managed}</Managed>`,
      '    <Publisher><CustomizationPrefix>abc</CustomizationPrefix></Publisher>',
      '    <RootComponents>',
      ...listed.map(entry),
      '    </RootComponents>',
      '  </SolutionManifest>',
      '</ImportExportXml>',
      '',
    ].join('\r\n')}`;
  const dataOf = (id: string): string => `src/Workflows/Flow-${id.toUpperCase()}.json.data.xml`;
  /** The last two flows are not listed; both entries go to one place. */
  const FORGOTTEN: Readonly<Record<string, string>> = {
    [MANIFEST]: listing([ids[0]!]),
    ...Object.fromEntries(
      ids.flatMap((id) => [
        [dataOf(id).replace('.data.xml', ''), pretty(CLEAN)],
        [
          dataOf(id),
          `<Workflow WorkflowId="{${id}}" Name="Flow ${id[0]}">
  <JsonFileName>/${dataOf(id).replace('src/', '').replace('.data.xml', '')}</JsonFileName>
  <Category>5</Category>
  <StateCode>1</StateCode>
</Workflow>`,
        ],
      ]),
    ),
  };
  const textOf = (cwd: string, name = MANIFEST): Promise<string> => readFile(join(cwd, name), 'utf8');

  it('repairs all findings, to the byte, and has nothing to do the second time', async () => {
    const cwd = await folderWith(FORGOTTEN);
    expect(brief(await json(cwd))).toEqual([`${dataOf(ids[1]!)} ${RULE}`]);
    expect(await run(cwd, 'fix')).toMatchObject({
      code: 0,
      stdout: `${MANIFEST}: 1 finding repaired\n1 finding in 1 file repaired.\n`,
      stderr: '',
    });
    expect(await textOf(cwd)).toBe(listing(ids));
    for (const [name, text] of Object.entries(FORGOTTEN))
      if (name !== MANIFEST) expect(await textOf(cwd, name)).toBe(text);
    expect(await json(cwd)).toMatchObject({ findings: [], problems: [] });
    const { ino } = await stat(join(cwd, MANIFEST));
    expect(await run(cwd, 'fix')).toMatchObject({ code: 0, stdout: 'Nothing to repair.\n', stderr: '' });
    expect((await stat(join(cwd, MANIFEST))).ino).toBe(ino);
  });

  it('shows a diff and writes nothing with --dry-run', async () => {
    const cwd = await folderWith(FORGOTTEN);
    const { code, stdout, stderr } = await run(cwd, 'fix', '--dry-run');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: [
        'root-component-missing: 1 finding',
        `  Flow-${ids[1]!.toUpperCase()}.json.data.xml: 1 finding`,
        '1 finding in 1 file would be repaired; nothing was written.\n',
      ].join('\n'),
    });
    expect(stdout).toMatch(`--- a/${MANIFEST}\n+++ b/${MANIFEST}\n@@ `);
    expect(stdout.match(/^[+-] .*$/gm)).toEqual(
      [`+${entry(ids[1]!)}\r`, `+${entry(ids[2]!)}\r`].map((one) => one.trimEnd()),
    );
    expect(await textOf(cwd)).toBe(FORGOTTEN[MANIFEST]);
  });

  it('is counted with the repairs in flows and leaves what is not safe', async () => {
    const flow = dataOf(ids[0]!).replace('.data.xml', '');
    const cwd = await folderWith({ ...FORGOTTEN, [flow]: pretty(LEAKY), [VARIABLE]: variable(KEY) });
    const { code, stdout } = await run(cwd, 'fix');
    expect(stdout).toBe(
      `${flow}: 1 finding repaired\n${MANIFEST}: 1 finding repaired\n2 findings in 2 files repaired. 2 findings left: run "lockkeeper check" to see them.\n`,
    );
    expect(code).toBe(1);
    expect(brief(await json(cwd))).toEqual([
      `${VARIABLE} environment-variable-unused`,
      `${VARIABLE} secret-in-environment-variable`,
    ]);
    expect(await textOf(cwd, VARIABLE)).toBe(variable(KEY));
  });

  it('shows no secret in a diff, whatever the config says of rules', async () => {
    const description = `<Descriptions><Description description="Password=${FAKES.password};" /></Descriptions>`;
    const text = FORGOTTEN[MANIFEST]!.replace(/( *<RootComponents>)/, `    ${description}\r\n$1`);
    const cwd = await folderWith({
      ...FORGOTTEN,
      [MANIFEST]: text,
      'off.json': '{ "rules": { "secret-in-text": "off" } }',
    });
    expect(brief(await json(cwd))).toContain(`${MANIFEST} secret-in-text`);
    for (const more of [[], ['--config', 'off.json']]) {
      const { stdout } = await run(cwd, 'fix', '--dry-run', ...more);
      expect(stdout).toContain(`+${entry(ids[1]!)}`);
      expect(stdout).toContain('     <Descriptions><Description description="Password=****');
      expect(stdout).not.toContain(FAKES.password);
    }
  });

  it('keeps to the rules and paths of the call, and to the config', async () => {
    const cwd = await folderWith(FORGOTTEN);
    for (const args of [['--rule', 'secret-read-unsecured'], ['src/Workflows'], [MANIFEST]]) {
      expect((await run(cwd, 'fix', ...args)).stdout).toMatch(/^Nothing to repair\./);
      expect(await textOf(cwd)).toBe(FORGOTTEN[MANIFEST]);
    }
    const entryOf = { rule: RULE, file: `**/${dataOf(ids[1]!).split('/').at(-1)}`, reason: 'left over' };
    for (const config of [
      { exclude: ['src/Other/**'] },
      { rules: { [RULE]: 'off' } },
      { ignore: [entryOf, { ...entryOf, file: entryOf.file.replace(/2A/, '3A') }] },
    ]) {
      const limited = await folderWith({ ...FORGOTTEN, 'lockkeeper.config.json': JSON.stringify(config) });
      expect((await run(limited, 'fix')).stdout).toMatch(/^Nothing to repair\./);
      expect(await textOf(limited)).toBe(FORGOTTEN[MANIFEST]);
    }
    const one = await folderWith({
      ...FORGOTTEN,
      'lockkeeper.config.json': JSON.stringify({ ignore: [entryOf] }),
    });
    await run(one, 'fix');
    expect(await textOf(one)).toBe(listing([ids[0]!, ids[2]!]));
    expect((await run(cwd, 'fix', '--rule', RULE)).stdout).toMatch(/^.*: 1 finding repaired\n/);
    expect(await textOf(cwd)).toBe(listing(ids));
  });

  it('leaves a file that changed meanwhile or cannot be written, and says so', async () => {
    const cwd = await folderWith(FORGOTTEN);
    const path = join(cwd, MANIFEST);
    const analyzer = createAnalyzer();
    let reads = 0;
    const changing = async (file: string) => {
      if (file === path && ++reads === 2) await writeFile(path, `${FORGOTTEN[MANIFEST]} `);
      return readFile(file);
    };
    const changed = await runInProcess(['fix'], { cwd, analyzer, fs: { readFile: changing as never } });
    expect(changed).toMatchObject({
      code: 1,
      stderr: `${MANIFEST}: This file changed meanwhile and was left as it is.\n`,
      stdout: 'Nothing was repaired. 1 finding left: run "lockkeeper check" to see it.\n',
    });
    expect(await textOf(cwd)).toBe(`${FORGOTTEN[MANIFEST]} `);
    const refusing = () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
    const refused = await runInProcess(['fix'], { cwd, analyzer, fs: { writeFile: refusing as never } });
    expect(refused.stderr).toBe(`${MANIFEST}: This file cannot be written: permission denied.\n`);
    expect(refused.code).toBe(1);
    expect(await textOf(cwd)).toBe(`${FORGOTTEN[MANIFEST]} `);
  });

  it('repairs the managed copy as well', async () => {
    const copy = Object.fromEntries(
      Object.entries(FORGOTTEN).map(([path, text]) => [path.replace(/^src/, 'managed'), text]),
    );
    const managed = MANIFEST.replace(/^src/, 'managed');
    const cwd = await folderWith({ ...copy, ...FORGOTTEN, [managed]: listing([ids[0]!], 1) });
    expect((await run(cwd, 'fix')).stdout).toContain('2 findings in 2 files repaired.\n');
    expect(await textOf(cwd)).toBe(listing(ids));
    expect(await textOf(cwd, managed)).toBe(listing(ids, 1));
    expect((await run(cwd, 'fix')).stdout).toBe('Nothing to repair.\n');
  });
});

describe('the policy file of the config', () => {
  const POLICY = JSON.stringify({
    displayName: 'Strict',
    defaultConnectorsClassification: 'Blocked',
    connectorGroups: [],
  });
  const CONFIG = '{\n  "policy": { "dlp": "policies/dlp.json" }\n}';
  const files = (policy: string | Uint8Array | undefined, config = CONFIG) => ({
    [FLOW]: pretty(LEAKY),
    'lockkeeper.config.json': config,
    ...(policy === undefined ? {} : { 'policies/dlp.json': policy }),
  });
  const rulesOf = (report: Report): string[] => report.findings.map((one) => one.ruleId);

  it.each([
    ['UTF-8', POLICY],
    ['UTF-8 with a byte order mark', BOM + POLICY],
    ['UTF-16', Buffer.from(BOM + POLICY, 'utf16le')],
  ])('is read beside the config, in %s', async (_, policy) => {
    const cwd = await folderWith(files(policy));
    expect(rulesOf(await json(cwd))).toContain('dlp-policy');
    expect(rulesOf(await json(join(cwd, 'src'), '.'))).toContain('dlp-policy');
  });

  it('is missed with exit code 2, at its place in the config', async () => {
    const cwd = await folderWith(files(undefined));
    const { code, stdout, stderr } = await run(cwd, 'check');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'lockkeeper.config.json:2:22: The policy file "policies/dlp.json" cannot be read, so "dlp-policy" does not run: it does not exist.\n',
    );
  });

  it('has its problems told with exit code 2, at their places', async () => {
    const broken = await folderWith(files('{\n  "connectorGroups": [\n'));
    const first = await run(broken, 'check');
    expect(first.code).toBe(2);
    expect(first.stderr).toMatch(/^policies\/dlp\.json:\d+:\d+: The policy file is not valid JSON: /);
    const wrong = await folderWith(
      files('{\n  "defaultConnectorsClassification": "Forbidden",\n  "connectorGroups": []\n}'),
    );
    const second = await run(wrong, 'fix');
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/^policies\/dlp\.json:2:38: "defaultConnectorsClassification" must be /);
  });
});
