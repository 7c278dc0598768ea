// The trees of the client: levels, ids, what is told when, places, uses, and the commands that record owners.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Range, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientRequests, TreeName, TreeNode, TreeOptions } from '../../server/src/protocol.ts';
import { LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import {
  applyAll,
  CUSTOMIZATIONS,
  KEY,
  ORDERS,
  OTHER,
  onDisk,
  touched,
  variable,
  writeSolution,
} from './solutionFixtures.ts';

const SETTINGS = 'deploymentSettings.json';
const CHANGED = 2;

let folder: TempFolder;
let client: LspClient;
let told: TreeName[][];
let orders: string;
let other: string;

beforeEach(() => {
  folder = new TempFolder();
  told = [];
  orders = writeSolution(folder);
  other = folder.uriOf(OTHER);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(options: StartOptions = {}): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    initializationOptions: { trees: true },
    ...options,
    prepare: (connection) =>
      connection.onNotification('lockkeeper/treesChanged', ({ trees }: { trees: TreeName[] }) => {
        told.push(trees);
      }),
  });
  await client.request('lockkeeper/rescan', {});
}

const ask = <M extends keyof ClientRequests>(
  method: M,
  params: ClientRequests[M]['params'],
): Promise<ClientRequests[M]['result']> => client.request(method, params);

async function level(
  tree: TreeName,
  parent: string | null = null,
  options: TreeOptions = {},
): Promise<TreeNode[]> {
  const answer = await ask('lockkeeper/tree', { tree, parent, options });
  return [...(answer?.nodes ?? [])];
}

/** All rows, level by level, as a client asks for them. */
async function whole(tree: TreeName, options: TreeOptions = {}): Promise<TreeNode[]> {
  const rows: TreeNode[] = [];
  const visit = async (nodes: readonly TreeNode[]): Promise<void> => {
    for (const node of nodes) {
      rows.push(node);
      if (node.children !== 'none') await visit(await level(tree, node.id, options));
    }
  };
  await visit(await level(tree, null, options));
  return rows;
}

const labels = (rows: readonly TreeNode[]): string[] => rows.map((one) => one.label);
/** A pattern is for all that the row says. */
async function rowNamed(tree: TreeName, label: string | RegExp): Promise<TreeNode> {
  const rows = await whole(tree);
  const found = rows.find((one) =>
    typeof label === 'string' ? one.label === label : label.test(one.ariaLabel),
  );
  if (found === undefined) throw new Error(`no row ${label} among: ${labels(rows).join('; ')}`);
  return found;
}
/** Waits until a tree says so, looking again whenever the client is told to. */
async function shows(tree: TreeName, fits: (rows: readonly TreeNode[]) => boolean): Promise<TreeNode[]> {
  for (;;) {
    const before = told.length;
    const rows = await whole(tree);
    if (fits(rows)) return rows;
    await client.until(
      () => told.slice(before).some((trees) => trees.includes(tree)),
      `another tree of ${tree} than ${labels(rows).join('; ')}`,
    );
  }
}
const hasLabel = (label: string) => (rows: readonly TreeNode[]) => labels(rows).includes(label);
const cut = (text: string, range: Range | null): string =>
  range === null ? '(gone)' : TextDocument.create('x:', 'json', 1, text).getText(range);
const watched = (name: string, type = CHANGED): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uriOf(name), type }] });

describe('levels', () => {
  it('lead from the solution to the step', async () => {
    folder.write(OTHER, flow());
    await start();
    const [solution, ...none] = await level('connections');
    expect(none).toEqual([]);
    expect(solution).toMatchObject({
      label: 'Orders',
      description: '2 flows',
      kind: 'solution',
      children: 'expanded',
    });
    const connectors = await level('connections', solution!.id);
    expect(labels(connectors)).toEqual(['Azure Key Vault', 'HTTP']);
    const [reference] = await level('connections', connectors[0]!.id);
    expect(reference).toMatchObject({
      label: 'abc_vault',
      kind: 'reference',
      copy: 'abc_vault',
      hasUses: true,
    });
    const [use] = await level('connections', reference!.id);
    expect(use).toMatchObject({ label: 'Other', kind: 'flow', flow: other });
    const [step] = await level('connections', use!.id);
    expect(step).toMatchObject({ label: 'Get secret', description: 'reads', children: 'none' });
    const flat = await level('connections', solution!.id, { groupByConnector: false });
    expect(flat.map((one) => one.id)).toContain(reference!.id);
  });

  it('of the checklist hold the findings of flows and of the files beside them', async () => {
    folder.write(...variable(KEY, 'abc_ApiKey'));
    await start();
    const rows = await whole('checklist');
    expect(rows[0]).toMatchObject({ label: 'Orders', severity: 'error' });
    expect(labels(rows)).toContain('Files beside the flows');
    expect(rows.filter((one) => one.kind === 'finding').map((one) => one.copy)).toEqual(
      expect.arrayContaining(['secret-in-environment-variable', 'hardcoded-secret']),
    );
    expect(JSON.stringify(rows)).not.toContain(KEY);
  });

  it('of the checklist are grouped and filtered as the client asks, and the head counts what they show', async () => {
    folder.write(OTHER, flow());
    await start();
    const rules = await level('checklist', null, { groupBy: 'rule' });
    expect(labels(rules)).toContain('hardcoded-secret');
    const options = { groupBy: 'rule', filter: 'hardcoded-secret' } as const;
    const [rule, ...none] = await level('checklist', null, options);
    expect(none).toEqual([]);
    expect(rule).toMatchObject({ label: 'hardcoded-secret', severity: 'error' });
    const [found] = await level('checklist', rule!.id, options);
    const row = { id: found!.id, at: 'place' } as const;
    expect(cut(onDisk(orders), await ask('lockkeeper/range', { ...found!.place!, row }))).toContain(KEY);
    expect(await ask('lockkeeper/tree/head', { options })).toMatchObject({
      message: expect.stringMatching(/^0 of 2 flows clean\. Filter "hardcoded-secret": 1 of \d+ findings\.$/),
      errors: 1,
    });
    const nothing = { groupBy: 7, filter: null } as unknown as TreeOptions;
    expect(labels(await level('checklist', null, nothing))).toEqual(labels(await level('checklist')));
  });

  it('of the checklist mark what a baseline knows, which stays a fault', async () => {
    await start();
    const before = await rowNamed('checklist', /x-api-key/);
    expect(before).toMatchObject({ severity: 'error', icon: 'error', fixable: true });
    expect(before.description).not.toContain('known');
    const shown = client.shown(orders).find((one) => one.code === 'hardcoded-secret');
    const { fingerprint } = shown!.data as { fingerprint: string };
    const known = { file: ORDERS, rule: 'hardcoded-secret', fingerprint };
    folder.write('lockkeeper.baseline.json', JSON.stringify({ version: 1, findings: [known] }));
    await watched('lockkeeper.baseline.json', 1);
    const rows = await shows(
      'checklist',
      (all) =>
        all.some((one) => one.description?.startsWith('known · ')) &&
        all.some((one) => one.flow === orders && one.description?.includes('1 known')),
    );
    expect(rows.find((one) => one.id === before.id)).toMatchObject({
      icon: 'error',
      description: `known · ${before.description}`,
    });
    const vault = rows.find((one) => one.label === 'Secrets in a vault');
    expect(vault?.icon).toBe('error');
  });

  it('are null below what is gone, and for what was never there', async () => {
    await start();
    expect(await ask('lockkeeper/tree', { tree: 'owners', parent: 'owners/x' })).toBeNull();
    expect(await ask('lockkeeper/tree', { tree: 'x' as TreeName, parent: null })).toBeNull();
    expect(await ask('lockkeeper/tree', { tree: 'owners', parent: 5 as unknown as string })).toBeNull();
    expect((await ask('lockkeeper/tree/uses', { id: 'x' })).places).toEqual([]);
  });

  it('are empty without a folder', async () => {
    await start({ folders: [] });
    for (const tree of ['connections', 'owners', 'checklist'] as const) expect(await level(tree)).toEqual([]);
  });
});

describe('after an edit', () => {
  it('rows keep their ids, and the client is told once things differ', async () => {
    folder.write(OTHER, flow());
    await start();
    await client.open(other, flow());
    await client.current(other);
    const before = await whole('checklist');
    const connections = await whole('connections');
    await client.change(other, flow({ secured: ['Get_secret'] }));
    const after = await shows('checklist', (rows) =>
      rows.every((one) => one.copy !== 'secret-read-unsecured'),
    );
    const ids = new Set(before.map((one) => one.id));
    expect(
      after.filter((one) => one.kind === 'flow' || one.kind === 'point').every((one) => ids.has(one.id)),
    ).toBe(true);
    expect(before.some((one) => one.copy === 'secret-read-unsecured')).toBe(true);
    expect((await whole('connections')).map((one) => one.id)).toEqual(connections.map((one) => one.id));
  });

  it('that moves text only, nothing is told, and clicks still lead to the place', async () => {
    folder.write(OTHER, flow());
    await start();
    await client.open(other, flow());
    await client.current(other);
    const step = await rowNamed('connections', 'Get secret');
    const finding = await rowNamed('checklist', /shows the secret it reads/);
    await new Promise((resolve) => setTimeout(resolve, 700));
    told.length = 0;
    const text = `\n\n${flow()}`;
    await client.change(other, text);
    const asked = { id: step.id, at: 'place' } as const;
    expect(cut(text, await ask('lockkeeper/range', { ...step.place!, row: asked }))).toBe('"Get_secret"');
    const second = { id: finding.id, at: 'place' } as const;
    expect(cut(text, await ask('lockkeeper/range', { ...finding.place!, row: second }))).toContain(
      'Get_secret',
    );
    const declared = { id: step.id, at: 'declaration' } as const;
    expect(cut(text, await ask('lockkeeper/range', { ...step.declaration!, row: declared }))).toBe(
      '"shared_keyvault"',
    );
    await client.current(other);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(told).toEqual([]);
  });

  it('of a file on disk, the trees show it', async () => {
    await start();
    expect(labels(await whole('connections'))).not.toContain('Get secret');
    folder.write(OTHER, flow());
    await watched(OTHER);
    await shows('connections', hasLabel('Get secret'));
  });

  it('of a settings file, the owner of a connection is there', async () => {
    const declared =
      '<connectionreference connectionreferencelogicalname="abc_vault"><connectorid>/providers/Microsoft.PowerApps/apis/shared_keyvault</connectorid></connectionreference>';
    folder.write(
      CUSTOMIZATIONS,
      `<ImportExportXml><Workflows /><connectionreferences>${declared}</connectionreferences></ImportExportXml>`,
    );
    await start();
    folder.write(
      SETTINGS,
      JSON.stringify({
        ConnectionReferences: [
          { LogicalName: 'abc_vault', ConnectionId: 'x', ConnectionOwner: 'svc-vault@contoso.example' },
        ],
      }),
    );
    await watched(SETTINGS, 1);
    await shows('owners', hasLabel('svc-vault@contoso.example'));
  });

  it('a client without trees is told nothing', async () => {
    await start({ initializationOptions: {} });
    await client.open(other, flow());
    await client.current(other);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(told).toEqual([]);
  });
});

describe('places', () => {
  for (const [name, form] of [
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['one line', (text: string) => JSON.stringify(JSON.parse(text))],
  ] as const) {
    it(`of a closed file with ${name}`, async () => {
      folder.write(OTHER, form(flow()));
      await start();
      const { place } = await rowNamed('connections', 'Get secret');
      const range = await ask('lockkeeper/range', place!);
      expect(cut(onDisk(other), range)).toBe('"Get_secret"');
      if (name === 'CRLF') expect(range!.start.line).toBeGreaterThan(10);
    });
  }

  it('of a file that is gone are null', async () => {
    await start();
    const uri = folder.uriOf('src/Workflows/none.json');
    expect(await ask('lockkeeper/range', { uri, span: { start: 1, end: 2 } })).toBeNull();
    expect(await ask('lockkeeper/range', { uri: orders })).toEqual({
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
  });

  it('of uses stand in every file, open or not', async () => {
    folder.write(ORDERS, flow());
    folder.write(OTHER, flow());
    await start();
    const moved = `\n${flow()}`;
    await client.open(orders, moved);
    await client.current(orders);
    const { id } = await rowNamed('connections', 'abc_vault');
    const { places } = await ask('lockkeeper/tree/uses', { id });
    expect(
      places.map(
        ({ uri, range }) =>
          `${uri === orders ? 'Orders' : 'Other'} ${cut(uri === orders ? moved : flow(), range)}`,
      ),
    ).toEqual(['Orders abc_vault', 'Orders shared_keyvault', 'Other abc_vault', 'Other shared_keyvault']);
    // As the editor finds them.
    const { line, character } = client.positionOf(orders, 'abc_vault');
    const asked = {
      textDocument: { uri: orders },
      position: { line, character },
      context: { includeDeclaration: false },
    };
    expect(places).toEqual(await client.request('textDocument/references', asked));
  });
});

describe('owners', () => {
  const record = (uri: string, owner: string, kind: 'person' | 'service' | 'team' = 'person') =>
    ask('lockkeeper/owners/record', { flow: uri, owner, kind }) as Promise<{
      edit?: WorkspaceEdit;
      note?: string;
      refusal?: string;
    }>;

  it('are listed with what is known of them', async () => {
    folder.write(
      'flow-owners.json',
      JSON.stringify({ flows: [{ flow: 'Orders', owner: 'anna@contoso.example' }] }),
    );
    await start();
    const { solutions, flows } = await ask('lockkeeper/owners/flows', {});
    expect(solutions.map((one) => one.name)).toEqual(['Orders']);
    expect(flows).toEqual([
      { uri: orders, name: 'Orders', solution: 'Orders', owner: 'anna@contoso.example' },
      { uri: other, name: 'Other', solution: 'Orders', owner: null },
    ]);
  });

  it('are recorded in a new file, then in the same', async () => {
    await start();
    const first = await record(orders, ' anna@contoso.example ');
    expect(first.note).toBe(
      'anna@contoso.example is recorded as the owner of "Orders" in flow-owners.json, a new file.',
    );
    expect(touched(first.edit)).toEqual(['create flow-owners.json', 'flow-owners.json@null']);
    await applyAll(client, [], first.edit!);
    await watched('flow-owners.json', 1);
    await shows('owners', hasLabel('anna@contoso.example'));
    expect(labels(await level('owners'))).toEqual(['No owner recorded', 'anna@contoso.example']);

    const uri = folder.uriOf('flow-owners.json');
    await client.open(uri, onDisk(uri), 7);
    const second = await record(other, 'Order desk', 'team');
    expect(touched(second.edit)).toEqual(['flow-owners.json@7']);
    await client.apply(uri, second.edit!);
    expect(JSON.parse(client.text(uri))).toEqual({
      flows: [
        {
          flow: '0a1b2c3d-1111-2222-3333-444455556666',
          name: 'Orders',
          owner: 'anna@contoso.example',
          kind: 'person',
        },
        { flow: '0a1b2c3d-1111-2222-3333-444455557777', name: 'Other', owner: 'Order desk', kind: 'team' },
      ],
    });
  });

  it('cannot be recorded for a flow outside of solutions', async () => {
    await start();
    const { refusal } = await record(folder.uriOf('x.json'), 'anna@contoso.example');
    expect(refusal).toContain('belongs to no solution');
  });

  it('are not written over a text that has changed', async () => {
    folder.write('flow-owners.json', JSON.stringify({ flows: [] }));
    await start();
    folder.write('flow-owners.json', JSON.stringify({ flows: [], more: 1 }));
    const { refusal } = await record(orders, 'anna@contoso.example');
    expect(refusal).toContain('has changed');
  });

  it('get a file to be filled in', async () => {
    await start();
    const { solutions } = await ask('lockkeeper/owners/flows', {});
    const answer = (await ask('lockkeeper/owners/start', { solution: solutions[0]!.id })) as {
      edit: WorkspaceEdit;
      uri: string;
    };
    expect(answer.uri).toBe(folder.uriOf('flow-owners.json'));
    await applyAll(client, [], answer.edit);
    await watched('flow-owners.json', 1);
    expect(JSON.parse(onDisk(answer.uri)).flows).toHaveLength(2);
    await shows('owners', hasLabel('Can be recorded in flow-owners.json'));
    await shows('owners', (rows) => rows.every((one) => one.kind !== 'hint' || one.place !== undefined));
    const again = await ask('lockkeeper/owners/start', { solution: solutions[0]!.id });
    expect(again).toEqual({
      refusal: 'The ownership file of this solution has an entry for each flow already.',
    });
    const [none] = await level('owners');
    expect(none).toMatchObject({ label: 'No owner recorded', description: '2 flows' });
    const gone = await ask('lockkeeper/owners/start', { solution: 'x' });
    expect(gone).toEqual({ refusal: 'This solution is not here any more.' });
  });
});
