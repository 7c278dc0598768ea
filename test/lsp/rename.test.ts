// Rename of an environment variable: where, what the edit says, and why not.
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, Range, RenameFile, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { RepairResult } from '../../server/src/protocol.ts';
import { codes, FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { unnamed } from '../harness/titles.ts';
import {
  applyAll,
  KEY as KEY_VALUE,
  literalFlow,
  MANIFEST,
  OTHER,
  onDisk,
  pathOf,
  SITE,
  variable,
  writeSolution,
} from './solutionFixtures.ts';

const CAPABILITIES: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: {
    ...FULL_CAPABILITIES.textDocument,
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
  },
};
const SECOND = 'src/Workflows/Second-0A1B2C3D-1111-2222-3333-444455558888.json';
const KEY = 'Site (abc_Site)';

let folder: TempFolder;
let client: LspClient;
let orders: string;
let second: string;
let definition: string;

/** The flow of the other tests, with the site in a variable. */
function flow(): string {
  const model = JSON.parse(literalFlow());
  model.properties.definition.parameters[KEY] = {
    defaultValue: SITE,
    type: 'String',
    metadata: { schemaName: 'abc_Site', description: '' },
  };
  model.properties.definition.actions = {
    Keep_site: { runAfter: {}, type: 'Compose', inputs: `@concat(parameters('${KEY}'), '/list')` },
  };
  return JSON.stringify(model, null, 2);
}

beforeEach(() => {
  folder = new TempFolder();
  orders = writeSolution(folder);
  folder.write(orders.slice(folder.uri.length + 1), flow());
  second = folder.write(SECOND, flow().replaceAll('\n', '\r\n'));
  const [file, text] = variable(SITE);
  definition = folder.write(file, text);
  folder.write(
    MANIFEST,
    `\uFEFF${onDisk(folder.uriOf(MANIFEST)).replace('    </RootComponents>', '      <RootComponent type="380" schemaName="abc_Site" behavior="0" />\n    </RootComponents>')}`,
  );
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(capabilities = CAPABILITIES): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri], capabilities });
  await client.request('lockkeeper/rescan', {});
  await client.open(orders, flow());
  await client.current(orders);
}

const at = (uri: string, needle: string, behind = 1) => {
  const { line, character } = client.positionOf(uri, needle);
  return { textDocument: { uri }, position: { line, character: character + behind } };
};
const prepare = (uri: string, needle: string, behind?: number) =>
  client.request<{ range: Range; placeholder: string } | null>(
    'textDocument/prepareRename',
    at(uri, needle, behind),
  );
const rename = (uri: string, needle: string, newName: string) =>
  client.request<WorkspaceEdit | null>('textDocument/rename', { ...at(uri, needle), newName });
const reason = async (asked: Promise<unknown>): Promise<string> => {
  try {
    return `answered ${JSON.stringify(await asked)}`;
  } catch (error) {
    return (error as Error).message;
  }
};
const operation = (edit: WorkspaceEdit | null): RenameFile | undefined =>
  edit?.documentChanges?.find((one): one is RenameFile => 'kind' in one && one.kind === 'rename');

describe('a variable can be renamed', () => {
  it('from where a flow or its definition names it', async () => {
    await start();
    await client.open(definition, onDisk(definition), 1, 'xml');
    expect(await prepare(orders, `"${KEY}"`)).toEqual({
      range: client.rangeOf(orders, KEY),
      placeholder: KEY,
    });
    expect(await prepare(orders, "parameters('", 14)).toMatchObject({ placeholder: KEY });
    expect(await prepare(orders, '"abc_Site"')).toMatchObject({ placeholder: 'abc_Site' });
    expect(await prepare(definition, '"Site"')).toMatchObject({ placeholder: 'Site' });
    expect(await prepare(definition, '"abc_Site"')).toEqual({
      range: client.rangeOf(definition, 'abc_Site'),
      placeholder: 'abc_Site',
    });
    for (const nothing of [prepare(orders, '"Compose"'), prepare(orders, SITE), prepare(definition, SITE)])
      expect(await nothing).toBeNull();
  });

  it('in all files at once, the folder last, behind a confirmation that says what happens in environments', async () => {
    await start();
    const edit = await rename(orders, `"${KEY}"`, 'Orders site');
    const move = operation(edit)!;
    expect(move).toMatchObject({
      oldUri: dirname(definition),
      newUri: dirname(definition).replace('abc_Site', 'abc_OrdersSite'),
      options: { overwrite: false, ignoreIfExists: false },
    });
    expect(edit?.documentChanges?.at(-1)).toBe(move);
    const [annotation] = Object.values(edit?.changeAnnotations ?? {});
    expect(annotation).toMatchObject({
      label: 'Rename "abc_Site" to "Orders site"',
      needsConfirmation: true,
    });
    expect(annotation?.description).toContain('An environment that has "abc_Site" keeps it');
    expect(move.annotationId).toBe(Object.keys(edit!.changeAnnotations!)[0]);

    const others = { documentChanges: edit!.documentChanges!.filter((one) => one !== move) };
    await applyAll(client, [orders], others as WorkspaceEdit);
    mkdirSync(dirname(pathOf(move.newUri)), { recursive: true });
    renameSync(pathOf(move.oldUri), pathOf(move.newUri));
    await client.request('lockkeeper/rescan', {});
    const now = definition.replace('abc_Site', 'abc_OrdersSite');
    expect(onDisk(now)).toContain('schemaname="abc_OrdersSite"');
    expect(onDisk(now)).toContain('<label description="Orders site"');
    expect(onDisk(folder.uriOf(MANIFEST))).toContain('schemaName="abc_OrdersSite"');
    for (const text of [client.text(orders), onDisk(second)]) {
      expect(text).toContain("@concat(parameters('Orders site (abc_OrdersSite)'), '/list')");
      expect(text).not.toContain('abc_Site');
    }
    expect(onDisk(second).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    // The open one is checked by itself, soon after.
    const told = (uri: string): string[] =>
      codes(client.shown(uri)).filter((one) => one.startsWith('environment-variable'));
    await client.until(() => told(orders).length === 0, 'a variable that is known');
    expect(told(second)).toEqual([]);
    expect(await prepare(orders, '"Orders site (abc_OrdersSite)"')).not.toBeNull();
  });

  it('without asking by a client that cannot ask, and with the texts of open editors', async () => {
    const plain = structuredClone(CAPABILITIES);
    delete plain.textDocument!.rename!.honorsChangeAnnotations;
    await start(plain);
    await client.open(second, flow().replace("'/list'", "'/open'"), 7);
    const edit = await rename(orders, `"${KEY}"`, 'abc_Where');
    expect(edit?.changeAnnotations).toBeUndefined();
    const changed = edit!.documentChanges!.flatMap((one) =>
      'textDocument' in one ? [[one.textDocument.uri, one.textDocument.version]] : [],
    );
    expect(changed).toEqual(
      expect.arrayContaining([
        [orders, 1],
        [second, 7],
        [definition, null],
      ]),
    );
  });
});

it('a repair that makes a variable tells our own client where it can be named', async () => {
  client = await LspClient.start({
    folders: [folder.uri],
    capabilities: CAPABILITIES,
    initializationOptions: { repairPreview: true },
  });
  await client.request('lockkeeper/rescan', {});
  const uri = folder.write('src/Workflows/Keys-0A1B2C3D-1111-2222-3333-444455559999.json', literalFlow());
  await client.open(uri, literalFlow());
  await client.current(uri);
  const position = client.positionOf(uri, KEY_VALUE);
  const actions = await client.codeActions(uri, { start: position, end: position });
  const results = new Map<string, RepairResult>();
  const text = client.positionOf(uri, 'https://orders.contoso.example/api');
  const plain = await client.codeActions(uri, { start: text, end: text }, ['refactor.extract']);
  for (const title of [
    'Read from Azure Key Vault',
    'Read from a new secret variable',
    'Extract to a new environment variable',
  ]) {
    const action = [...actions, ...plain].find((one) => unnamed(one.title) === title)!;
    results.set(title, await client.request('lockkeeper/repair', action.command!.arguments![0]));
  }
  const told = [...results].map(([title, result]) => {
    if (result.kind === 'refused') throw new Error(result.reason);
    if (result.rename === undefined) return [title, undefined];
    const flow = result.files.find((file) => file.uri === uri)!;
    const document = TextDocument.create(uri, 'json', 1, flow.before!);
    const after = TextDocument.create(uri, 'json', 2, TextDocument.applyEdits(document, [...flow.edits]));
    const offset = after.offsetAt(result.rename.position);
    return [title, after.getText().slice(offset, after.getText().indexOf('"', offset))];
  });
  expect(told).toEqual([
    ['Read from Azure Key Vault', undefined],
    ['Read from a new secret variable', 'abc_SendOrderXApiKey'],
    ['Extract to a new environment variable', 'Send order URL (abc_SendOrderURL)'],
  ]);
});

describe('a variable cannot be renamed', () => {
  it('in a solution that does not define it, and the reason is told', async () => {
    await start();
    await client.change(orders, flow().replaceAll('abc_Site', 'abc_Else'));
    await client.current(orders);
    expect(await reason(prepare(orders, '"abc_Else"'))).toBe(
      'The solution does not define "abc_Else". Rename it in the solution that does.',
    );
    expect(await reason(rename(orders, '"abc_Else"', 'abc_X'))).toContain('does not define');
  });

  it('by an editor that renames no folders', async () => {
    const capabilities = structuredClone(CAPABILITIES);
    capabilities.workspace!.workspaceEdit!.resourceOperations = ['create'];
    await start(capabilities);
    expect(await reason(prepare(orders, `"${KEY}"`))).toContain('cannot rename folders');
  });

  it('to a name that is taken, or to where a folder is', async () => {
    await start();
    folder.write(...variable('x', 'abc_Other'));
    await client.request('lockkeeper/rescan', {});
    expect(await reason(rename(orders, `"${KEY}"`, 'abc_Other'))).toBe(
      'The solution already has an environment variable "abc_Other".',
    );
    folder.write('src/environmentvariabledefinitions/abc_Left/notes.txt', '');
    expect(existsSync(pathOf(folder.uriOf('src/environmentvariabledefinitions/abc_Left')))).toBe(true);
    expect(await reason(rename(orders, `"${KEY}"`, 'abc_Left'))).toBe('"abc_Left" is there already.');
  });

  it('while a file has changed and nobody told', async () => {
    await start();
    folder.write(MANIFEST, `${onDisk(folder.uriOf(MANIFEST))}\n`);
    expect(await reason(rename(orders, `"${KEY}"`, 'abc_X'))).toContain('has changed since it was read');
  });

  it('while a flow that may use it is damaged', async () => {
    await start();
    folder.write(OTHER, onDisk(second).slice(0, -30));
    expect(await reason(rename(orders, `"${KEY}"`, 'abc_X'))).toMatch(
      /^"Other-.*" is damaged\. Repair it first\.$/,
    );
  });
});
