// How long the trees take, through the built server over stdio: the first level of a large folder, and a refresh.
import { performance } from 'node:perf_hooks';
import type { TreeName, TreeNode } from '../../server/src/protocol.ts';
import type { CorpusFile } from '../corpus/load.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { percentile, table } from './measure.ts';

const FLOWS = 400;
const FIRST_LEVEL_TARGET = 2000;
const EDITS = 20;
const REFRESH_TARGET = 100;
/** Between two edits: refreshes that come too close to each other are put together. */
const REST = 500;

const REFERENCES = ['abc_mail', 'abc_data', 'abc_teams'];

export async function benchTrees(files: readonly CorpusFile[], say: (line: string) => void): Promise<void> {
  const texts = files.map(({ text }) => text).filter((text) => text.includes('workflowdefinition.json'));
  const folder = new TempFolder();
  try {
    const edited = writeSolution(folder, texts, FLOWS);
    const rows: string[][] = [['', 'time', 'target']];
    const add = (what: string, times: readonly number[], target: number): void => {
      rows.push([what, `${percentile(times, 50).toFixed(0)} ms`, `${target} ms`]);
    };
    const first: number[] = [];
    for (let round = 0; round < 3; round++) first.push(await firstLevel(folder));
    add(`first tree level after opening a folder with ${FLOWS} flows`, first, FIRST_LEVEL_TARGET);
    for (const [name, times] of await refreshes(folder, edited))
      add(`refresh after one edit, ${name}`, times, REFRESH_TARGET);
    say('\nTrees through the server over stdio');
    say(table(rows));
  } finally {
    folder.dispose();
  }
}

/** One solution of many flows; returns the URI of the flow that gets edited. */
export function writeSolution(folder: TempFolder, texts: readonly string[], flows: number): string {
  const declared = REFERENCES.map(
    (name) => `<connectionreference connectionreferencelogicalname="${name}"></connectionreference>`,
  );
  folder.write(
    'src/Other/Solution.xml',
    '<ImportExportXml><SolutionManifest><UniqueName>Large</UniqueName><Version>1.0.0.0</Version><Managed>0</Managed></SolutionManifest></ImportExportXml>',
  );
  folder.write(
    'src/Other/Customizations.xml',
    `<ImportExportXml><Workflows /><connectionreferences>${declared.join('')}</connectionreferences></ImportExportXml>`,
  );
  const nameOf = (at: number): string =>
    `src/Workflows/Flow${at}-0A1B2C3D-1111-2222-3333-${String(at).padStart(12, '0')}.json`;
  for (let at = 0; at < flows - 1; at++) folder.write(nameOf(at), texts[at % texts.length]!);
  return folder.write(nameOf(flows - 1), flowUsing(REFERENCES[0]!));
}

/** A flow with one step, which uses a connection reference. */
function flowUsing(reference: string): string {
  const host = {
    connectionName: 'shared_office365',
    operationId: 'SendEmailV2',
    apiId: 'x/shared_office365',
  };
  return JSON.stringify(
    {
      properties: {
        connectionReferences: {
          shared_office365: {
            runtimeSource: 'embedded',
            connection: { connectionReferenceLogicalName: reference },
            api: { name: 'shared_office365' },
          },
        },
        definition: {
          $schema:
            'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
          triggers: { Daily: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
          actions: { Send: { type: 'OpenApiConnection', runAfter: {}, inputs: { host, parameters: {} } } },
        },
      },
    },
    undefined,
    2,
  );
}

/** From starting the server to a first level that is not empty, asked for again and again as a view would. */
async function firstLevel(folder: TempFolder): Promise<number> {
  const from = performance.now();
  const client = await LspClient.start({
    built: true,
    folders: [folder.uri],
    initializationOptions: { trees: true },
  });
  for (;;) {
    if ((await level(client, 'connections')).length > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const took = performance.now() - from;
  await client.stop();
  return took;
}

/** From an edit to the rows of the levels that are open in a view: by tree. */
async function refreshes(folder: TempFolder, uri: string): Promise<Map<TreeName, number[]>> {
  const times = new Map<TreeName, number[]>();
  for (const tree of ['connections', 'owners', 'checklist'] as const) {
    const told: TreeName[][] = [];
    const client = await LspClient.start({
      built: true,
      folders: [folder.uri],
      initializationOptions: { trees: true },
      prepare: (connection) =>
        connection.onNotification('lockkeeper/treesChanged', ({ trees }: { trees: TreeName[] }) => {
          told.push(trees);
        }),
    });
    await client.request('lockkeeper/rescan', {});
    await client.open(uri, flowUsing(REFERENCES[0]!));
    await client.current(uri);
    const own: number[] = [];
    for (let round = 1; round <= EDITS; round++) {
      await new Promise((resolve) => setTimeout(resolve, REST));
      told.length = 0;
      const from = performance.now();
      await client.change(uri, flowUsing(REFERENCES[round % REFERENCES.length]!));
      while (!told.some((trees) => trees.includes(tree)))
        await new Promise((resolve) => setImmediate(resolve));
      const [solution] = await level(client, tree);
      if (solution !== undefined) await level(client, tree, solution.id);
      own.push(performance.now() - from);
    }
    times.set(tree, own);
    await client.stop();
  }
  return times;
}

async function level(client: LspClient, tree: TreeName, parent: string | null = null): Promise<TreeNode[]> {
  const answer = await client.request<{ nodes: TreeNode[] } | null>('lockkeeper/tree', { tree, parent });
  return answer?.nodes ?? [];
}
