// "Repair Safe Ones": the safe repairs below a row of the checklist, as the view is grouped and filtered; nothing is applied.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientRequests, RepairResult, TreeNode, TreeOptions } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow, isRead } from './fixtures.ts';
import { MANIFEST, ORDERS, OTHER, onDisk, writeSolution } from './solutionFixtures.ts';

let folder: TempFolder;
let client: LspClient;

beforeEach(async () => {
  folder = new TempFolder();
  writeSolution(folder);
  folder.write(ORDERS, flow({ reads: ['Get_secret', 'Get_other'] }));
  folder.write(OTHER, flow());
  // Which the manifest does not list.
  folder.write(`${OTHER}.data.xml`, metadata(OTHER, '0a1b2c3d-1111-2222-3333-444455557777'));
  client = await LspClient.start({ folders: [folder.uri], initializationOptions: { trees: true } });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const metadata = (file: string, id: string): string =>
  `<Workflow WorkflowId="{${id}}" Name="Other">
  <JsonFileName>${file.replace('src', '')}</JsonFileName>
  <Category>5</Category>
  <StateCode>1</StateCode>
</Workflow>`;

const ask = <M extends keyof ClientRequests>(
  method: M,
  params: ClientRequests[M]['params'],
): Promise<ClientRequests[M]['result']> => client.request(method, params);

async function rowAt(options: TreeOptions, ...labels: string[]): Promise<TreeNode> {
  let parent: TreeNode | undefined;
  for (const label of labels) {
    const answer = await ask('lockkeeper/tree', { tree: 'checklist', parent: parent?.id ?? null, options });
    parent = answer?.nodes.find((one) => one.label === label);
    if (parent === undefined) throw new Error(`no ${label}: ${answer?.nodes.map((one) => one.label)}`);
  }
  return parent!;
}

type Repair = Extract<RepairResult, { kind: 'repair' }>;

async function repair(row: TreeNode | null, options: TreeOptions = {}): Promise<Repair> {
  const result = await ask('lockkeeper/safeRepairs', { row: row?.id ?? null, options });
  if (result.kind === 'refused') throw new Error(result.reason);
  return result;
}

/** What is changed: the steps that are secured after it, by file; of other files, the name. */
function securedIn({ files }: Repair): string[] {
  return files.flatMap(({ uri, before, edits }) => {
    const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/-.*/, '');
    expect(before).toBe(onDisk(uri).replace(/^\uFEFF/, ''));
    if (!uri.endsWith('.json')) return [name];
    const text = TextDocument.applyEdits(TextDocument.create(uri, '', 0, before ?? ''), [...edits]);
    const { actions } = JSON.parse(text).properties.definition;
    return ['Get_secret', 'Get_other'].flatMap((step) =>
      actions[step]?.runtimeConfiguration?.secureData ? [`${name} ${step}`] : [],
    );
  });
}

it('repairs what is below a flow, a rule or a severity, and no more', async () => {
  const orders = await rowAt({}, 'Orders', 'Orders');
  expect(orders.safe).toBeGreaterThanOrEqual(2);
  const ofFlow = await repair(orders);
  expect(securedIn(ofFlow)).toEqual(['Orders Get_secret', 'Orders Get_other']);
  expect(ofFlow).toMatchObject({ title: 'Safe repairs for "Orders"' });
  expect(ofFlow.note).toMatch(/^Repairs \d+ findings in 1 file\./);

  const byRule = { groupBy: 'rule' } as const;
  const rule = await rowAt(byRule, 'secret-read-unsecured');
  expect(rule.safe).toBe(3);
  const ofRule = await repair(rule, byRule);
  expect(securedIn(ofRule)).toEqual(['Orders Get_secret', 'Orders Get_other', 'Other Get_secret']);
  expect(ofRule.note).toBe('Repairs 3 findings in 2 files.');
  expect(ofRule.repairs).toEqual([
    {
      ruleId: 'secret-read-unsecured',
      findings: 3,
      flows: [
        { uri: folder.uriOf(ORDERS), name: 'Orders', findings: 2, steps: ['Get secret', 'Get other'] },
        { uri: folder.uriOf(OTHER), name: 'Other', findings: 1, steps: ['Get secret'] },
      ],
    },
  ]);

  const bySeverity = { groupBy: 'severity' } as const;
  const inOther = await rowAt(bySeverity, 'Errors', 'Other');
  expect(securedIn(await repair(inOther, bySeverity))).toEqual(['Other Get_secret']);
});

it('repairs what a filter leaves', async () => {
  // Names of steps, and names of flows.
  expect(securedIn(await repair(null, { filter: 'GET_OTHER reads' }))).toEqual(['Orders Get_other']);
  expect(securedIn(await repair(null, { filter: '444455557777 get_secret' }))).toEqual(['Other Get_secret']);
});

it('repairs files beside the flows with all of the workspace or the solution', async () => {
  const all = await repair(null);
  expect(securedIn(all)).toEqual(expect.arrayContaining(['Orders Get_secret', 'Other Get_secret']));
  const solution = await rowAt({}, 'Orders');
  expect(securedIn(await repair(solution))).toEqual(securedIn(all));
  expect(all.title).toBe('Safe repairs');
  const beside = await rowAt({}, 'Orders', 'Files beside the flows');
  const own = await repair(beside);
  expect(own.files.map(({ uri }) => uri)).toEqual([folder.uriOf(MANIFEST)]);
});

it('knows what is typed, and changes nothing itself', async () => {
  const uri = folder.uriOf(OTHER);
  const typed = flow({ reads: ['Get_secret', 'Get_other'], secured: ['Get_secret'] });
  await client.open(uri, typed);
  await client.current(uri);
  const { files } = await repair(await rowAt({}, 'Orders', 'Other'));
  expect(files.map((one) => one.before)).toEqual([typed]);
  expect(client.shown(uri).some(isRead)).toBe(true);
});

it('says why there is nothing', async () => {
  const refused = async (row: string | null, options: TreeOptions = {}) =>
    ((await ask('lockkeeper/safeRepairs', { row, options })) as { reason?: string }).reason;
  expect(await refused('checklist/gone')).toBe('What these repairs were asked for is gone.');
  expect(await refused(null, { filter: 'no-such-thing' })).toBe('Nothing here can be repaired safely now.');
  expect(await refused(7 as unknown as string)).toMatch(/gone|computed/);
});
