// A token in the name of a file or folder: told, and shown to nobody; only what has to open the file holds the path itself.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allRows, workspaceOf } from '../../server/src/core/editor/views/testing.ts';
import { createAnalyzer, starred } from '../../server/src/core/index.ts';
import { REPORT_FORMATS } from '../../server/src/core/report/options.ts';
import { runInProcess } from '../cli/support/environment.ts';
import { folderWith } from '../cli/support/folder.ts';
import { FAKES } from '../harness/fakes.ts';
import { connect } from '../mcp/support/client.ts';
import { FLOW, SOLUTION } from './solution.ts';

const TOKEN = FAKES.githubToken!;
const FOLDER = `orders_${TOKEN}`;
const FILE = FLOW.replace('Orders-', `Orders_${TOKEN}-`);
const FILES = Object.fromEntries(
  Object.entries(SOLUTION).map(([path, text]) => [
    `${FOLDER}/${path.replace(FLOW, FILE)}`,
    text.replaceAll(FLOW.slice(4), FILE.slice(4)),
  ]),
);

const run = (cwd: string, command: string) =>
  runInProcess([...command.split(' '), '.'], { cwd, analyzer: createAnalyzer() });

interface Told {
  readonly findings: readonly { readonly ruleId: string; readonly file: string; readonly message: string }[];
}

it('is told once for each name', async () => {
  const cwd = await folderWith(FILES);
  const { stdout } = await run(cwd, 'check --format json');
  const { findings } = JSON.parse(stdout) as Told;
  const names = findings.filter(
    (one) => one.ruleId === 'secret-in-text' && one.message.startsWith('The name of the f'),
  );
  expect(names.map(({ file, message }) => [file, message.slice(0, message.indexOf(' holds'))])).toEqual([
    [
      `${FOLDER}/${FILE}`,
      expect.stringMatching(/^The name of the file "Orders_gh.{3,4}-0A1B2C3D-.*\.json"$/),
    ],
    [expect.stringContaining(FOLDER), expect.stringMatching(/^The name of the folder "orders_gh.{3,4}"$/)],
  ]);
});

/** Whoever opens the file needs its path: programs, not logs and people. */
const EXACT: readonly string[] = ['json', 'sarif', 'codequality'];

it.each([
  ...REPORT_FORMATS.filter((format) => !EXACT.includes(format)).map((format) => `check --format ${format}`),
  'fix --dry-run',
  'inventory --format json',
  'inventory --format csv',
  'inventory --connections --format markdown',
  'report --format html',
  'report --format markdown',
])('is masked by %s', async (command) => {
  const cwd = await folderWith(FILES);
  const { stdout, stderr } = await run(cwd, command);
  expect(stdout.length).toBeGreaterThan(100);
  expect(stdout + stderr).not.toContain(TOKEN.slice(4, 12));
});

it('is masked by the tools for assistants', async () => {
  const cwd = await folderWith(FILES);
  const { call } = await connect([cwd]);
  const path = `${FOLDER}/${FILE}`;
  for (const [tool, args] of [
    ['check_solution', { path: '.' }],
    ['check_flow', { path }],
    ['list_fixes', { path }],
    ['describe_flow', { path }],
    ['apply_fix', { path, all_safe: true }],
  ] as const) {
    const { text, structured } = await call(tool, args);
    expect(text + JSON.stringify(structured), tool).not.toContain(TOKEN.slice(4, 12));
  }
});

it('stands in reports for machines only where they name the file', async () => {
  const cwd = await folderWith(FILES);
  const { findings } = JSON.parse((await run(cwd, 'check --format json')).stdout) as Told;
  const rest = JSON.stringify(
    findings.map((one) => ({ ...one, file: '' })),
    (key, value) => (key === 'file' ? '' : value),
  );
  expect(rest).not.toContain(TOKEN.slice(4, 12));
  const sarif = JSON.parse((await run(cwd, 'check --format sarif')).stdout);
  expect(JSON.stringify(sarif, (key, value) => (key === 'uri' ? '' : value))).not.toContain(
    TOKEN.slice(4, 12),
  );
  expect(JSON.stringify(sarif)).toContain(TOKEN);
  const issues = JSON.parse((await run(cwd, 'check --format codequality')).stdout);
  expect(JSON.stringify(issues, (key, value) => (key === 'path' ? '' : value))).not.toContain(
    TOKEN.slice(4, 12),
  );
  expect(JSON.stringify(issues)).toContain(TOKEN);
});

it('is masked in the baseline, which knows the findings all the same', async () => {
  const cwd = await folderWith(FILES);
  const path = join(cwd, 'lockkeeper.baseline.json');
  await run(cwd, 'baseline write');
  const written = await readFile(path, 'utf8');
  expect(written).toContain('Orders_gh');
  expect(written).not.toContain(TOKEN.slice(4, 12));
  expect((await run(cwd, 'check')).code).toBe(0);
  // Writing a part again replaces that part.
  await runInProcess(['baseline', 'write', `${FOLDER}/${FILE}`], { cwd, analyzer: createAnalyzer() });
  await runInProcess(['baseline', 'write', FOLDER], { cwd, analyzer: createAnalyzer() });
  expect(await readFile(path, 'utf8')).toBe(written);
  await rm(join(cwd, FOLDER, FILE));
  expect((await run(cwd, 'baseline prune')).stdout).toMatch(/^Removed [1-9]/);
});

it('is masked in trees, whose rows are found again by their ids', () => {
  const workspace = workspaceOf(FILES);
  for (const tree of ['connections', 'owners', 'checklist'] as const) {
    const rows = allRows(workspace, tree);
    const ids = rows.map(([, row]) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, { place, declaration, flow, ...shown }] of rows)
      expect(JSON.stringify(shown)).not.toContain(TOKEN.slice(4, 12));
  }
  expect(allRows(workspace, 'checklist').length).toBeGreaterThan(10);
});

it('becomes stars in a path of the config', () => {
  expect(FILE.split('/').map(starred).join('/')).toBe(
    'src/Workflows/Orders_***-0A1B2C3D-1111-2222-3333-444455556666.json',
  );
});
