// The command line knows the solution around a flow: its reports say of repairs what the editor says.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HARDCODED, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { lockkeeper } from './support/spawn.ts';

const FLOW = 'src/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
const MANIFEST = `<ImportExportXml><SolutionManifest><UniqueName>Orders</UniqueName><Version>1.0</Version>
<Managed>0</Managed><Publisher><CustomizationPrefix>abc</CustomizationPrefix></Publisher>
<RootComponents /></SolutionManifest></ImportExportXml>`;
const CUSTOMIZATIONS = `<ImportExportXml><connectionreferences><connectionreference connectionreferencelogicalname="abc_vault">
<connectorid>/providers/Microsoft.PowerApps/apis/shared_keyvault</connectorid></connectionreference></connectionreferences></ImportExportXml>`;

/** A solution whose flow has a literal secret. */
const SOLUTION = {
  [FLOW]: pretty(HARDCODED),
  'src/Other/Solution.xml': MANIFEST,
  'src/Other/Customizations.xml': CUSTOMIZATIONS,
};

interface Report {
  flows: number;
  findings: { ruleId: string; file: string; fix: string | null }[];
  problems: { file: string; message: string }[];
}

async function check(cwd: string, ...args: string[]): Promise<Report> {
  const { stdout, stderr } = await lockkeeper(['check', '--format', 'json', ...args], cwd);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

const fixesOf = (report: Report): (string | null)[] =>
  report.findings.filter((one) => one.ruleId === 'hardcoded-secret').map((one) => one.fix);

describe('repairs that need the solution', () => {
  it('are told where there is one, and only there', async () => {
    const cwd = await folderWith(SOLUTION);
    const fixes = fixesOf(await check(cwd));
    expect(fixes.length).toBeGreaterThan(0);
    expect([...new Set(fixes)]).toEqual(['review']);
    const alone = await folderWith({ [FLOW]: pretty(HARDCODED) });
    expect([...new Set(fixesOf(await check(alone)))]).toEqual([null]);
  });

  it.each([
    ['the flow alone', [FLOW]],
    ['its folder', ['src/Workflows']],
    ['a glob of the config that names flows only', ['.']],
  ])('are told for %s', async (what, args) => {
    const config = what.startsWith('a glob')
      ? { 'lockkeeper.config.json': '{ "include": ["src/Workflows/**"] }' }
      : {};
    const cwd = await folderWith({ ...SOLUTION, ...config });
    const report = await check(cwd, ...args);
    expect(report.flows).toBe(1);
    expect([...new Set(fixesOf(report))]).toEqual(['review']);
    expect(report.problems).toEqual([]);
  });

  it('do not reach beyond the repository', async () => {
    const cwd = await folderWith({ ...SOLUTION, 'src/Workflows/.git/HEAD': 'x' });
    await rm(join(cwd, '.git'), { recursive: true });
    expect([...new Set(fixesOf(await check(cwd, 'src/Workflows')))]).toEqual([null]);
  });

  it('are never applied by fix', async () => {
    const cwd = await folderWith(SOLUTION);
    const { stdout, code } = await lockkeeper(['fix'], cwd);
    expect(stdout).toContain('Nothing to repair.');
    expect(code).toBe(1);
    for (const [name, text] of Object.entries(SOLUTION))
      expect(await readFile(join(cwd, name), 'utf8')).toBe(text);
    const dry = await lockkeeper(['fix', '--dry-run'], cwd);
    expect(dry.stdout).toBe('');
    expect(dry.stderr).not.toContain(PLANTED_KEY);
  });
});

describe('files of a solution that cannot be read', () => {
  const large = Buffer.alloc(20 * 1_048_576 + 1, ' ');

  it('are problems where they belong to one', async () => {
    const cwd = await folderWith({
      ...SOLUTION,
      'src/Other/Customizations.xml': Buffer.from(CUSTOMIZATIONS.replace('<', '<\0'), 'utf8'),
      'src/environmentvariabledefinitions/abc_X/environmentvariabledefinition.xml': large,
    });
    const report = await check(cwd);
    expect(report.flows).toBe(1);
    expect(report.problems).toEqual([
      {
        file: 'src/Other/Customizations.xml',
        message: 'This file cannot be read: it holds NUL bytes and is no text.',
      },
      {
        file: 'src/environmentvariabledefinitions/abc_X/environmentvariabledefinition.xml',
        message: 'This file cannot be read: it is too large (20.1 MB; the limit is 20 MB).',
      },
    ]);
    // The vault's connection is not known, and a secret goes into no plain variable.
    expect([...new Set(fixesOf(report))]).toEqual([null]);
  });

  it('are none of our business elsewhere', async () => {
    const cwd = await folderWith({ [FLOW]: pretty(HARDCODED), 'docs/customizations.xml': large });
    expect((await check(cwd)).problems).toEqual([]);
  });

  it('are told once where they are checked as well', async () => {
    const cwd = await folderWith({ ...SOLUTION, 'deploymentSettings.json': Buffer.from([0xc3, 0x28, 0x0a]) });
    expect((await check(cwd)).problems).toEqual([
      { file: 'deploymentSettings.json', message: 'This file cannot be read: it is not valid UTF-8.' },
    ]);
  });
});
