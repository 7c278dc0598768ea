// Invariant 0: editor and command line give one answer.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../server/src/core/editor/views/types.ts';
import { lockkeeper } from '../cli/support/spawn.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { writeAwkward } from './awkward.ts';

interface Told {
  readonly file: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly range: unknown;
  readonly message: string;
}

const SEVERITIES = ['', 'error', 'warning', 'info', 'hint'];
const byText = (told: readonly Told[]): string[] =>
  told.map(({ file, ruleId, severity, range, message }) =>
    [file, ruleId, severity, JSON.stringify(range), message].join(' | '),
  );

/** As editors count: without a byte order mark. */
function unmarked(
  range: { start: { line: number; character: number }; end: { line: number; character: number } },
  marked: boolean,
) {
  const less = ({ line, character }: { line: number; character: number }) => ({
    line,
    character: marked && line === 0 && character > 0 ? character - 1 : character,
  });
  return { start: less(range.start), end: less(range.end) };
}

async function onTheCommandLine(folder: string): Promise<Told[]> {
  const { stdout } = await lockkeeper(['check', '--format', 'json', '--fail-on', 'never'], folder);
  const { findings } = JSON.parse(stdout) as {
    findings: (Told & { range: Parameters<typeof unmarked>[0]; baseline?: string })[];
  };
  const marked = /\/(?:B|C)\.json$/;
  return findings.map((one) => ({
    file: one.file,
    ruleId: one.ruleId,
    // What the baseline knows is a hint in an editor.
    severity: one.baseline === 'unchanged' ? 'hint' : one.severity,
    range: unmarked(one.range, marked.test(one.file)),
    message: one.message,
  }));
}

/** `two | B | Secrets in a vault: failed` for each point, and `two | B: 1 known`. */
type Verdicts = readonly string[];

interface Shown {
  readonly told: Told[];
  readonly verdicts: Verdicts;
}

async function inTheEditor(folder: TempFolder): Promise<Shown> {
  const client = await LspClient.start({
    folders: [folder.uri],
    initializationOptions: { trees: true },
  });
  try {
    await client.connection.sendRequest('lockkeeper/rescan', {});
    const verdicts = await verdictsOfTree(client);
    const newest = new Map(client.published.map((one) => [one.uri, one.diagnostics]));
    const root = folder.path;
    const told = [...newest].flatMap(([uri, diagnostics]) =>
      diagnostics.map((one) => ({
        file: path.relative(root, fileURLToPath(uri)).replaceAll(path.sep, '/'),
        ruleId: String(one.code),
        severity: SEVERITIES[one.severity ?? 0]!,
        range: one.range,
        // The hint stands below the message.
        message: String(one.message).split('\n')[0]!,
      })),
    );
    return { told, verdicts };
  } finally {
    await client.stop();
  }
}

async function verdictsOfTree(client: LspClient): Promise<Verdicts> {
  const below = async (parent: string | null): Promise<readonly Row[]> => {
    const level = await client.connection.sendRequest<{ nodes: Row[] } | null>('lockkeeper/tree', {
      tree: 'checklist',
      parent,
    });
    return level?.nodes ?? [];
  };
  const verdicts: string[] = [];
  for (const solution of await below(null)) {
    const name = solution.label === 'Outside of solutions' ? 'Flows outside of any solution' : solution.label;
    for (const flow of (await below(solution.id)).filter((one) => one.kind === 'flow')) {
      const flowName = `${name} | ${flow.label}`;
      const points = (await below(flow.id)).filter((one) => one.kind === 'point');
      for (const point of points) {
        const state = /\b(not applicable|passed|failed)\b/.exec(point.ariaLabel)?.[1];
        verdicts.push(`${flowName} | ${point.label}: ${state}`);
      }
      verdicts.push(`${flowName}: ${/(\d+) known/.exec(flow.description ?? '')?.[1] ?? 0} known`);
    }
  }
  return verdicts.sort();
}

/** What `report` and `inventory` say of the same. */
async function verdictsOfReports(folder: string): Promise<Verdicts> {
  const { stdout } = await lockkeeper(['report', '--format', 'markdown'], folder);
  const verdicts: string[] = [];
  let solution = '';
  let titles: readonly string[] = [];
  for (const line of stdout.split('\n')) {
    if (line.startsWith('## ')) solution = line.slice(3);
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells[1] === 'Flow') titles = cells;
    if (solution === '' || !cells.some((cell) => ['✓', '✗', '–'].includes(cell))) continue;
    cells.forEach((cell, at) => {
      const state = { '✓': 'passed', '✗': 'failed', '–': 'not applicable' }[cell];
      if (state !== undefined) verdicts.push(`${solution} | ${cells[1]} | ${titles[at]}: ${state}`);
    });
  }
  const json = await lockkeeper(['inventory', '--format', 'json'], folder);
  const { flows } = JSON.parse(json.stdout) as { flows: InventoryFlow[] };
  // What cannot be read is no flow of the trees.
  for (const one of flows)
    if (one.steps > 0)
      verdicts.push(`${one.solution ?? 'Flows outside of any solution'} | ${one.name}: ${one.known} known`);
  return verdicts.sort();
}

interface InventoryFlow {
  readonly solution: string | null;
  readonly name: string;
  readonly steps: number;
  readonly known: number;
}

describe('one folder of awkward cases', () => {
  it('has the same findings in editor and command line, with a baseline and without', async () => {
    const folder = new TempFolder();
    const root = folder.path;
    writeAwkward(root);
    try {
      for (const withBaseline of [false, true]) {
        if (withBaseline) {
          await lockkeeper(['baseline', 'write'], root);
          // One finding of each file stays known, the others are new.
          const file = path.join(root, 'lockkeeper.baseline.json');
          const { stdout } = await lockkeeper(['check', '--format', 'json', '--fail-on', 'never'], root);
          expect(JSON.parse(stdout)).toMatchObject({
            baseline: expect.stringContaining(path.basename(file)),
          });
        }
        const [told, { told: shown, verdicts }] = [await onTheCommandLine(root), await inTheEditor(folder)];
        expect(told.length).toBeGreaterThan(8);
        expect(byText(shown).sort()).toEqual(byText(told).sort());
        // Names, points and marks: a known fault stays one.
        expect(verdicts).toEqual(await verdictsOfReports(root));
        expect(verdicts).toContain('nameless | C | Secrets in a vault: failed');
        expect(verdicts).toContain('single | Solo | Secured inputs and outputs: failed');
        expect(verdicts.find((one) => one.startsWith('nameless | C: '))).toMatch(
          withBaseline ? /: [1-9]\d* known$/ : /: 0 known$/,
        );
        const files = new Set(told.map((one) => one.file));
        for (const file of ['one/Workflows/A.json', 'two/Workflows/B.json', 'nameless/Workflows/C.json'])
          expect(files).toContain(file);
        expect(
          [...files].filter((file) => /^(?:\.git|node_modules|everything|left-out)\//.test(file)),
        ).toEqual([]);
        const unread = told.filter((one) => one.ruleId === 'unreadable-flow').map((one) => one.file);
        expect(unread).toEqual(
          expect.arrayContaining(['unread/Workflows/nul.json', 'unread/Workflows/utf8.json']),
        );
        if (process.platform !== 'win32')
          expect(unread).toEqual(
            expect.arrayContaining([
              'one/Workflows/away.json',
              'one/Workflows/dangling.json',
              'one/Workflows/pipe.json',
            ]),
          );
      }
    } finally {
      folder.dispose();
    }
  });
});
