// Renames within one flow over the server: where, what the edit says, when the editor asks first, and why not.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  PrepareRenameResult,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import {
  compose,
  flowText,
  initialize,
  inOrder,
  powerApp,
  type Steps,
  setVariable,
} from '../harness/flowBuilder.ts';
import { FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';

const ASKS: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: {
    ...FULL_CAPABILITIES.textDocument,
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
  },
};
const PLAIN: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: { ...FULL_CAPABILITIES.textDocument, rename: { prepareSupport: true } },
};
const readers: Steps = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [`Read_${index}`, compose("@variables('many')")]),
);
const TEXT = flowText({
  triggers: powerApp({ text: 'Case' }),
  actions: inOrder({
    Start: initialize('total', 'a'),
    Many: initialize('many', 'a'),
    Set: setVariable('TOTAL', "@triggerBody()?['text']"),
    Read: compose("@concat(outputs('Set'), variables('total'))"),
    ...readers,
  }),
});
const FLOW = 'Workflows/Sample-0A1B2C3D-1111-2222-3333-444455556666.json';

let folder: TempFolder;
let client: LspClient;
let uri: string;

beforeEach(() => {
  folder = new TempFolder();
  uri = folder.write(FLOW, TEXT);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(capabilities: ClientCapabilities): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri], capabilities });
  await client.open(uri, TEXT, 3);
  await client.current(uri);
}
const at = (needle: string, behind = 1) => {
  const { line, character } = client.positionOf(uri, needle);
  return { textDocument: { uri }, position: { line, character: character + behind } };
};
const prepare = (needle: string, behind?: number) =>
  client.request<PrepareRenameResult | null>('textDocument/prepareRename', at(needle, behind));
const rename = (needle: string, newName: string, behind?: number) =>
  client.request<WorkspaceEdit | null>('textDocument/rename', { ...at(needle, behind), newName });
const reason = async (asked: Promise<unknown>): Promise<string> => {
  try {
    return `answered ${JSON.stringify(await asked)}`;
  } catch (error) {
    return (error as Error).message;
  }
};
const annotationOf = (edit: WorkspaceEdit | null) => Object.values(edit?.changeAnnotations ?? {})[0];

it('a name can be renamed from each place, as it is defined', async () => {
  await start(ASKS);
  expect(client.initializeResult.capabilities.renameProvider).toEqual({ prepareProvider: true });
  expect(await prepare('"Set"')).toEqual({ range: client.rangeOf(uri, 'Set'), placeholder: 'Set' });
  expect(await prepare('"TOTAL"')).toEqual({ range: client.rangeOf(uri, 'TOTAL'), placeholder: 'total' });
  expect(await prepare("['text']", 3)).toMatchObject({ placeholder: 'Case' });
  for (const nothing of ['"Compose"', 'concat(', '"Succeeded"']) expect(await prepare(nothing, 2)).toBeNull();
});

it('the edit is for the version that is open, and says nothing about a few places', async () => {
  await start(ASKS);
  const edit = await rename('"Set"', 'Keep');
  const [change] = edit!.documentChanges as TextDocumentEdit[];
  expect(change!.textDocument).toEqual({ uri, version: 3 });
  expect(edit!.changeAnnotations).toBeUndefined();
  await client.apply(uri, edit!);
  expect(client.text(uri)).toBe(TEXT.replaceAll('Set"', 'Keep"').replaceAll("'Set'", "'Keep'"));
  await client.current(uri);
  await client.apply(uri, (await rename("outputs('Keep", 'Set', 10))!);
  expect(client.text(uri)).toBe(TEXT);
});

it('many places and other letters are told', async () => {
  await start(ASKS);
  expect(annotationOf(await rename("variables('many", 'all', 12))).toEqual({
    label: 'Rename "many" to "all"',
    description: 'Changes 21 places.',
    needsConfirmation: false,
  });
  const other = await rename('"total"', 'sum');
  expect(annotationOf(other)?.description).toBe(
    'Changes 3 places. 1 of them had other capital letters: renamed back, they are written "total".',
  );
});

it('an input gets another title, and its key stays', async () => {
  await start(ASKS);
  await client.apply(uri, (await rename("['text']", 'Case number', 3))!);
  expect(client.text(uri)).toBe(TEXT.replace('"Case"', '"Case number"'));
});

describe('the name of a Request trigger', () => {
  const warning = '"manual" is part of the URL that starts the flow: whoever calls it needs the new one.';

  it('is changed by an editor that asks first', async () => {
    await start(ASKS);
    expect(await prepare('"manual"')).toMatchObject({ placeholder: 'manual' });
    const edit = await rename('"manual"', 'begin');
    expect(annotationOf(edit)).toEqual({
      label: 'Rename "manual" to "begin"',
      description: `${warning} Changes 1 place.`,
      needsConfirmation: true,
    });
    const [change] = edit!.documentChanges as TextDocumentEdit[];
    expect(change!.edits).toMatchObject([{ annotationId: Object.keys(edit!.changeAnnotations!)[0] }]);
  });

  it('stays in an editor that cannot ask', async () => {
    await start(PLAIN);
    expect(await reason(prepare('"manual"'))).toBe(warning);
    expect(await reason(rename('"manual"', 'begin'))).toBe(warning);
    expect(await reason(rename('"Set"', 'Keep'))).toContain('answered');
  });
});

it('what cannot be had is told as a sentence', async () => {
  await start(ASKS);
  expect(await reason(rename('"Set"', 'read'))).toBe('The flow has a step "read" already.');
  expect(await reason(rename('"Set"', 'a?'))).toContain(
    'The designer takes no name with one of the characters',
  );
  expect(await reason(rename('"total"', ''))).toContain('cannot have an empty one');
  expect(await reason(prepare('"$connections"', 2))).toContain('The platform fills in');
  expect(await rename('"Set"', 'Set')).toBeNull();
});

it('a client without document versions gets plain changes', async () => {
  await start({ workspace: {}, textDocument: {} });
  expect(client.initializeResult.capabilities.renameProvider).toBe(true);
  const edit = await rename('"Set"', 'Keep');
  expect(Object.keys(edit!.changes!)).toEqual([uri]);
  await client.apply(uri, edit!);
  expect(client.text(uri)).toContain("outputs('Keep')");
});
