// What a change in a solution's files sets off: nothing, unless they say something else; then the flows of that solution.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Analyzer, createAnalyzer, SolutionFiles } from '../../server/src/core/index.ts';
import type { Status } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import {
  literalFlow,
  MANIFEST,
  ORDERS,
  OTHER,
  onDisk,
  SITE,
  variable,
  writeSolution,
} from './solutionFixtures.ts';

/** Names of the files checked, in order. */
const checks: string[] = [];
/** Checks of files beside the flows. */
const solutionChecks: string[] = [];

/** The analyzer, noting what it is asked to check. */
function watchedAnalyzer(): Analyzer {
  const analyzer = createAnalyzer();
  return {
    ...analyzer,
    check(source, options) {
      checks.push(name(source.uri));
      return analyzer.check(source, options);
    },
    checkSolution(solution, options) {
      solutionChecks.push(solution.name ?? '');
      return analyzer.checkSolution(solution, options);
    },
  };
}

const CHANGED = 2;
const ELSEWHERE = 'elsewhere/Workflows/Elsewhere-0A1B2C3D-1111-2222-3333-444455558888.json';
const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

let folder: TempFolder;
let client: LspClient;
let orders: string;
let scanned: readonly string[];

beforeEach(async () => {
  checks.length = 0;
  folder = new TempFolder();
  orders = writeSolution(folder);
  folder.write(...variable('https://old.contoso.example'));
  folder.write(ELSEWHERE, flow());
  const statuses: Status[] = [];
  client = await LspClient.start({
    analyzer: watchedAnalyzer(),
    folders: [folder.uri],
    initializationOptions: { status: true },
    prepare: (connection) =>
      connection.onNotification('lockkeeper/status', (status: Status) => {
        statuses.push(status);
      }),
  });
  await client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
  await settle();
  scanned = [...checks];
  await client.open(orders, literalFlow());
  await client.current(orders);
  await settle();
  checks.length = 0;
  solutionChecks.length = 0;
});

afterEach(async () => {
  await client.stop();
  folder.dispose();
  vi.restoreAllMocks();
});

/** Longer than the pauses of the server. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));
const changed = (path: string): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uriOf(path), type: CHANGED }] });

it('the scan checks each flow once: the solution is known before', () => {
  expect([...scanned].sort()).toEqual([name(ORDERS), name(OTHER), name(ELSEWHERE)].sort());
});

it('a fact that changes on disk: the flows of that solution, open and closed, and no others', async () => {
  folder.write(...variable(SITE));
  await changed(variable(SITE)[0]);
  await settle();
  expect([...checks].sort()).toEqual([name(ORDERS), name(OTHER)].sort());
});

it('places that change: no flow, but the files of that solution', async () => {
  folder.write(
    MANIFEST,
    onDisk(folder.uriOf(MANIFEST)).replace('<ImportExportXml', '<!-- note -->\n<ImportExportXml'),
  );
  await changed(MANIFEST);
  await settle();
  expect(checks).toEqual([]);
  expect(solutionChecks).toEqual(['Orders']);
});

it('a file beside the solution: nothing', async () => {
  const uri = folder.write('elsewhere/pom.xml', '<project/>');
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
  await settle();
  expect(checks).toEqual([]);
  expect(solutionChecks).toEqual([]);
});

it('a fact that is typed: the flows of that solution, after a pause in typing', async () => {
  const [file, text] = variable('https://old.contoso.example');
  const uri = folder.uriOf(file);
  await client.open(uri, text, 1, 'xml');
  await settle();
  expect(checks, 'opening says nothing new').toEqual([]);
  expect(solutionChecks, 'opening says nothing new').toEqual([]);
  for (const value of ['h', 'ht', SITE]) await client.change(uri, text.replace(/https[^<]*/, value));
  await settle();
  expect([...checks].sort()).toEqual([name(ORDERS), name(OTHER)].sort());
  expect(solutionChecks, 'a burst is one change').toEqual(['Orders']);
  checks.length = 0;
  await client.change(uri, `${text.replace(/https[^<]*/, SITE)}\n`);
  await settle();
  expect(checks, 'a blank more').toEqual([]);
});

it('a flow that comes: those of its solution, whose list is longer now', async () => {
  const uri = folder.write(
    'src/Workflows/New-0A1B2C3D-1111-2222-3333-444455559999.json',
    flow({ reads: [] }),
  );
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
  await settle();
  expect(checks).not.toContain(name(ELSEWHERE));
  expect(checks).toContain(name(uri));
  expect(checks).toContain(name(ORDERS));
});

it('typing in a flow does not touch the solution', async () => {
  const set = vi.spyOn(SolutionFiles.prototype, 'set');
  for (let round = 0; round < 5; round++) {
    const start = { line: 0, character: 1 };
    await client.change(orders, ' ', { start, end: start });
    await client.current(orders);
  }
  await settle();
  expect(set).not.toHaveBeenCalled();
  expect(solutionChecks).toEqual([]);
  expect([...new Set(checks)]).toEqual([name(ORDERS)]);
});
