// Repairs that reach into the other flows of a solution: what is read for them, and when there is no edit.
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import type { RepairResult } from '../../server/src/protocol.ts';
import { codes, FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { unnamed } from '../harness/titles.ts';
import {
  applyAll,
  changesOf,
  KEY,
  literalFlow,
  ORDERS,
  onDisk,
  pathOf,
  touched,
  variable,
  writeSolution,
} from './solutionFixtures.ts';

const VAULT = 'Read from Azure Key Vault';
const BOTH = `${VAULT} in both flows`;
const ALL = `${VAULT} in all 3 flows`;
const SECOND = 'src/Workflows/Second-0A1B2C3D-1111-2222-3333-444455558888.json';
const THIRD = 'src/Workflows/Third-0A1B2C3D-1111-2222-3333-444455559999.json';
const CHANGED = 2;

let folder: TempFolder;
let client: LspClient;
let orders: string;
let second: string;
let third: string;

beforeEach(() => {
  folder = new TempFolder();
  orders = writeSolution(folder);
  second = folder.write(SECOND, `\uFEFF${literalFlow().replaceAll('\n', '\r\n')}`);
  third = folder.write(THIRD, literalFlow());
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(
  options: { capabilities?: ClientCapabilities; repairPreview?: boolean } = {},
): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    capabilities: options.capabilities ?? FULL_CAPABILITIES,
    initializationOptions: { repairPreview: options.repairPreview === true },
  });
  await client.request('lockkeeper/rescan', {});
  await client.open(orders, literalFlow());
  await client.current(orders);
}

const at = (uri: string, needle: string): Promise<CodeAction[]> => {
  const position = client.positionOf(uri, needle);
  return client.codeActions(uri, { start: position, end: position });
};
const titles = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => unnamed(title));
async function offered(title: string, uri = orders): Promise<CodeAction> {
  const all = await at(uri, KEY);
  const found = all.find((one) => unnamed(one.title) === title);
  if (found === undefined) throw new Error(`no "${title}" among ${titles(all).join(' | ')}`);
  return found;
}
const watched = (...uris: string[]): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', { changes: uris.map((uri) => ({ uri, type: CHANGED })) });
const noteOf = ({ edit }: CodeAction): string =>
  Object.values(edit?.changeAnnotations ?? {})[0]?.description ?? '';

describe('a secret that three flows hold', () => {
  it('is replaced in all of them in one edit: the open ones by version, the others on disk', async () => {
    await start();
    await client.open(second, onDisk(second));
    await client.change(second, ' ', { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } });
    const listed = await offered(ALL);
    expect(listed.edit).toBeUndefined();
    expect(JSON.stringify(listed)).not.toContain(KEY);
    const { edit } = await client.resolve(listed);
    expect(touched(edit).sort()).toEqual([
      'Customizations.xml@null',
      `${ORDERS.split('/').at(-1)}@1`,
      `${SECOND.split('/').at(-1)}@2`,
      `${THIRD.split('/').at(-1)}@null`,
    ]);
    expect(JSON.stringify(edit)).not.toContain(KEY);
    expect(noteOf({ title: ALL, ...(edit === undefined ? {} : { edit }) })).toContain(
      'It changes "Second" and "Third" as well.',
    );
    for (const change of changesOf(edit) as TextDocumentEdit[])
      expect(change.edits.every((one) => 'annotationId' in one)).toBe(true);

    const before = onDisk(third);
    await applyAll(client, [orders, second], edit!);
    await watched(third, folder.uriOf('src/Other/Customizations.xml'));
    for (const uri of [orders, second])
      expect(codes((await client.current(uri)).diagnostics)).not.toContain('hardcoded-secret');
    await client.diagnostics(third, (shown) => !codes(shown).includes('hardcoded-secret'));
    expect(client.text(second)).not.toContain(KEY);
    expect(client.text(second).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(onDisk(third)).not.toContain(KEY);
    expect(onDisk(third).length).toBeGreaterThan(before.length);
  });

  it('is repaired in the text of the editor, not the one on disk', async () => {
    await start();
    await client.open(second, literalFlow());
    await client.change(second, literalFlow().replace(KEY, 'kept elsewhere'));
    await client.current(second);
    expect(titles(await at(orders, KEY))).toContain(BOTH);
    const { edit } = await client.resolve(await offered(BOTH));
    expect(changesOf(edit).map((change) => ('kind' in change ? '' : change.textDocument.uri))).not.toContain(
      second,
    );
  });

  it('is told to a client that shows repairs itself with each text it is for', async () => {
    await start({ repairPreview: true });
    const action = await offered(ALL);
    const result = await client.request<RepairResult>('lockkeeper/repair', action.command?.arguments?.[0]);
    if (result.kind === 'refused') throw new Error(result.reason);
    const before = new Map(result.files.map((file) => [file.uri, file.before]));
    expect(before.get(second)).toBe(onDisk(second));
    expect(before.get(third)).toBe(literalFlow());
    expect(result.note).toContain('"Second" and "Third"');
  });

  it('has its edits at once for a client that cannot resolve, and is not told to one of a file at a time', async () => {
    const unresolving = structuredClone(FULL_CAPABILITIES);
    delete unresolving.textDocument!.codeAction!.resolveSupport;
    await start({ capabilities: unresolving });
    expect(touched((await offered(ALL)).edit)).toHaveLength(4);
    await client.stop();
    const single = structuredClone(FULL_CAPABILITIES);
    delete single.workspace!.workspaceEdit;
    await start({ capabilities: single });
    expect(titles(await at(orders, KEY)).filter((title) => title.includes('flows'))).toEqual([]);
  });
});

describe('no edit, never a guess', () => {
  it('names a flow that is gone or damaged by now, and does the rest', async () => {
    await start();
    const action = await offered(ALL);
    folder.write(SECOND, '{"properties":');
    const result = await client.resolve(action);
    expect(touched(result.edit)).not.toContain(`${SECOND.split('/').at(-1)}@null`);
    expect(noteOf(result)).toContain('It stays in "Second": there it cannot be replaced exactly.');
    rmSync(pathOf(second));
    expect(noteOf(await client.resolve(action))).toContain('It stays in "Second"');
  });

  it('is refused, with the reason, when no other flow can be changed any more', async () => {
    await start({ repairPreview: true });
    const target = (await offered(ALL)).command?.arguments?.[0];
    rmSync(pathOf(second));
    folder.write(THIRD, '[]');
    expect(await client.request<RepairResult>('lockkeeper/repair', target)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(
        /^No other flow of the solution can take the change\. It stays in "Second" and "Third"/,
      ),
    });
  });

  it('when this flow has changed', async () => {
    await start();
    const action = await offered(ALL);
    await client.change(orders, ' ', { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } });
    expect((await client.resolve(action)).edit).toBeUndefined();
  });

  it('when the number of flows is another one by now', async () => {
    await start();
    const action = await offered(ALL);
    await client.open(third, literalFlow().replace(KEY, 'kept elsewhere'));
    await client.current(third);
    expect((await client.resolve(action)).edit).toBeUndefined();
    expect(titles(await at(orders, KEY))).toContain(BOTH);
  });

  it('while a flow of the solution is left out by the settings', async () => {
    await start();
    client.settings = { exclude: ['**/Second-*.json'] };
    await client.notify('workspace/didChangeConfiguration', { settings: {} });
    await client.request('lockkeeper/rescan', {});
    await client.current(orders);
    expect(titles(await at(orders, KEY)).filter((title) => title.includes('flows'))).toEqual([]);
  });
});

it('a variable in its own file becomes a secret, and the flows read it at run time', async () => {
  const [file, text] = variable(KEY, 'abc_ApiKey');
  const uri = folder.write(file, text);
  const taking = JSON.parse(literalFlow());
  taking.properties.definition.parameters['API key (abc_ApiKey)'] = {
    defaultValue: '',
    type: 'String',
    metadata: { schemaName: 'abc_ApiKey', description: '' },
  };
  taking.properties.definition.actions.Send_order.inputs.headers['x-api-key'] =
    "@parameters('API key (abc_ApiKey)')";
  for (const path of [SECOND, THIRD]) folder.write(path, JSON.stringify(taking));
  await start();
  await client.open(uri, text, 4, 'xml');
  const title = 'Turn "abc_ApiKey" into a secret variable, read at run time in both flows';
  let action: CodeAction | undefined;
  for (let tries = 0; action === undefined && tries < 100; tries++) {
    action = (await at(uri, KEY)).find((one) => unnamed(one.title) === title);
    if (action === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { edit } = await client.resolve(action!);
  expect(touched(edit).sort()).toEqual([
    'Customizations.xml@null',
    `${SECOND.split('/').at(-1)}@null`,
    `${THIRD.split('/').at(-1)}@null`,
    'environmentvariabledefinition.xml@4',
  ]);
  await applyAll(client, [uri], edit!);
  expect(client.text(uri)).toContain('<type>100000005</type>');
  for (const flow of [second, third]) {
    expect(onDisk(flow)).toContain('"item/EnvironmentVariableName":"abc_ApiKey"');
    expect(onDisk(flow)).not.toContain('schemaName');
  }
});
