// A flow over several lines or on one: as a refactoring, by request, by command. Never as a formatter of JSON.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ApplyWorkspaceEditParams, WorkspaceEdit } from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow, OTHER_JSON } from './fixtures.ts';

const LAY_OUT = 'Lay out this flow over several lines';
const ONE_LINE = 'Write this flow on one line';
const flat = JSON.stringify(JSON.parse(flow()));
const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
type Result = { kind: 'edit'; edit: WorkspaceEdit } | { kind: 'refused'; reason: string };

let folder: TempFolder;
let client: LspClient;
let applied: ApplyWorkspaceEditParams[];
let shown: string[];

beforeEach(() => {
  folder = new TempFolder();
  applied = [];
  shown = [];
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function openFlow(
  text: string,
  options: StartOptions = {},
  name = 'Workflows/Flow.json',
): Promise<string> {
  client = await LspClient.start({
    folders: [folder.uri],
    prepare(connection) {
      connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
        applied.push(params);
        return { applied: true };
      });
      connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
        shown.push(message);
      });
    },
    ...options,
  });
  const uri = folder.write(name, text);
  await client.open(uri, text);
  return uri;
}
const format = (uri: string, form: string): Promise<Result> =>
  client.request('lockkeeper/format', { uri, form });

it('is announced as a refactoring, not as a formatter', async () => {
  await openFlow(flat);
  const { capabilities } = client.initializeResult;
  expect(capabilities.codeActionProvider).toMatchObject({
    codeActionKinds: expect.arrayContaining(['refactor.rewrite.lockkeeper']),
  });
  expect(capabilities.documentFormattingProvider).toBeUndefined();
  expect(capabilities.documentRangeFormattingProvider).toBeUndefined();
});

it('there and back by the actions gives the same text', async () => {
  const uri = await openFlow(flat);
  for (const [title, wanted] of [
    [LAY_OUT, flow()],
    [ONE_LINE, flat],
  ] as const) {
    const action = (await client.codeActions(uri, START)).find((one) => one.title === title)!;
    expect(action).toMatchObject({ kind: 'refactor.rewrite.lockkeeper' });
    expect(action.edit).toBeUndefined();
    await client.apply(uri, (await client.resolve(action)).edit!);
    expect(client.text(uri)).toBe(wanted);
  }
});

it('is offered elsewhere only to those who ask for refactorings', async () => {
  const uri = await openFlow(flow());
  const range = client.rangeOf(uri, 'Succeeded');
  const titles = async (only?: string[]): Promise<string[]> =>
    (await client.codeActions(uri, range, only)).map(({ title }) => title);
  expect(await titles()).not.toContain(ONE_LINE);
  expect(await titles(['refactor'])).toContain(ONE_LINE);
  expect(await titles(['quickfix'])).not.toContain(ONE_LINE);
});

it('is whole for a client that resolves nothing', async () => {
  const { resolveSupport: _, ...codeAction } = FULL_CAPABILITIES.textDocument!.codeAction!;
  const textDocument = { ...FULL_CAPABILITIES.textDocument, codeAction };
  const uri = await openFlow(flat, { capabilities: { ...FULL_CAPABILITIES, textDocument } });
  const action = (await client.codeActions(uri, START)).find((one) => one.title === LAY_OUT)!;
  await client.apply(uri, action.edit!);
  expect(client.text(uri)).toBe(flow());
});

it('gives no edit for a text that has changed since', async () => {
  const uri = await openFlow(flat);
  const action = (await client.codeActions(uri, START)).find((one) => one.title === LAY_OUT)!;
  await client.change(uri, `${flat}\n`);
  expect((await client.resolve(action)).edit).toBeUndefined();
});

it('by request gives one edit, or a sentence', async () => {
  const uri = await openFlow(flat);
  const result = await format(uri, 'lines');
  if (result.kind === 'refused') throw new Error(result.reason);
  await client.apply(uri, result.edit);
  expect(client.text(uri)).toBe(flow());
  expect(await format(uri, 'lines')).toEqual({
    kind: 'refused',
    reason: 'The flow is laid out over several lines already.',
  });
  await client.change(uri, flow().slice(0, -1));
  expect(await format(uri, 'oneLine')).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('damaged'),
  });
  expect(await format(folder.uriOf('Workflows/Closed.json'), 'lines')).toMatchObject({ kind: 'refused' });
  expect(await format(uri, 'upside down')).toMatchObject({ kind: 'refused' });
  const other = folder.write('package.json', OTHER_JSON);
  await client.open(other, OTHER_JSON);
  expect(await format(other, 'lines')).toMatchObject({ kind: 'refused' });
});

it('by command has the client make the change, or tells why not', async () => {
  const uri = await openFlow(flat);
  const run = (command: string): Promise<null> =>
    client.request('workspace/executeCommand', { command, arguments: [uri] });
  await run('lockkeeper.layOutFlow');
  expect(applied).toHaveLength(1);
  await client.apply(uri, applied[0]!.edit);
  expect(client.text(uri)).toBe(flow());
  await run('lockkeeper.layOutFlow');
  expect(applied).toHaveLength(1);
  expect(shown).toEqual(['Lockkeeper: The flow is laid out over several lines already.']);
});
