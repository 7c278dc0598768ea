// Findings in the files of a solution beside its flows, and policies, on the command line.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { RULES } from '../../server/src/core/rules/registry.ts';
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
    expect(text.stdout).toMatch(/\n2 errors in 0 of 1 flow and 2 other files\n$/);
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
    expect(result.stdout).toMatch(/\n2 errors in 2 files\n$/);
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
    expect(brief(await json(without))).toEqual([]);
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

  it('has nothing to apply there: no rule says that a repair of such files is safe', () => {
    const inSolutions = RULES.filter((rule) => rule.visit.solution !== undefined);
    expect(inSolutions.length).toBeGreaterThan(0);
    expect(inSolutions.filter((rule) => rule.meta.fix === 'safe').map((rule) => rule.meta.id)).toEqual([]);
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
