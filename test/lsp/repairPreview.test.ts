// Repairs for a client that shows them itself: a command in place of an edit, and all that the command asks for.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { RepairedFile, RepairResult, RepairTarget } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { unnamed } from '../harness/titles.ts';
import { flow } from './fixtures.ts';
import {
  CUSTOMIZATIONS,
  changesOf,
  KEY,
  literalFlow,
  MANIFEST,
  onDisk,
  SITE,
  variable,
  writeSolution,
} from './solutionFixtures.ts';

const VAULT = 'Read from Azure Key Vault';
const SECRET_VARIABLE = 'Read from a new secret variable';
const NAMED = /^Read "x-api-key" from a new secret variable "[^"]+"$/;
const COMMAND = 'lockkeeper.reviewRepair';

let folder: TempFolder;
let client: LspClient;
let orders: string;

beforeEach(() => {
  folder = new TempFolder();
  orders = writeSolution(folder);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(repairPreview = true): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    initializationOptions: { commandLinks: true, repairPreview },
  });
  await client.request('lockkeeper/rescan', {});
  await client.open(orders, literalFlow());
  await client.current(orders);
}

const at = (uri: string, needle: string, only?: string[]): Promise<CodeAction[]> => {
  const position = client.positionOf(uri, needle);
  return client.codeActions(uri, { start: position, end: position }, only);
};
async function named(actions: Promise<CodeAction[]>, title: string): Promise<CodeAction> {
  const all = await actions;
  const found = all.find((action) => unnamed(action.title) === title);
  if (found === undefined) throw new Error(`no "${title}" among ${all.map((one) => one.title).join(', ')}`);
  return found;
}
const targetOf = (action: CodeAction): RepairTarget => action.command?.arguments?.[0] as RepairTarget;
const repair = (target: unknown): Promise<RepairResult> => client.request('lockkeeper/repair', target);

async function filesOf(action: CodeAction): Promise<readonly RepairedFile[]> {
  const result = await repair(targetOf(action));
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.files;
}
async function reasonOf(action: CodeAction): Promise<string> {
  const result = await repair(targetOf(action));
  return result.kind === 'refused' ? result.reason : 'not refused';
}
const repaired = ({ uri, before, edits }: RepairedFile): string =>
  TextDocument.applyEdits(TextDocument.create(uri, '', 1, before ?? ''), [...edits]);
const nameOf = ({ uri }: RepairedFile): string => uri.slice(uri.lastIndexOf('/') + 1);

describe('a repair that needs a look', () => {
  it('is a command; its files come with the text they are for, and say what the edit says', async () => {
    await start();
    const action = await named(at(orders, KEY), SECRET_VARIABLE);
    expect(action).toMatchObject({
      kind: 'quickfix',
      command: { title: expect.stringMatching(NAMED), command: COMMAND },
    });
    expect(action.edit ?? action.data).toBeUndefined();
    expect(targetOf(action)).toMatchObject({ uri: orders, version: 1, title: expect.stringMatching(NAMED) });
    expect(JSON.stringify(action)).not.toContain(KEY);

    const result = await repair(targetOf(action));
    expect(result).toMatchObject({ kind: 'repair', title: expect.stringMatching(NAMED) });
    expect((result as { note: string }).note).toMatch(/^[A-Z].*\.$/);
    const files = await filesOf(action);
    expect(files.map(nameOf)).toEqual([
      'environmentvariabledefinition.xml',
      'Solution.xml',
      'Customizations.xml',
      nameOf({ uri: orders, before: null, edits: [] }),
    ]);
    expect(files.map(({ before }) => before)).toEqual([
      null,
      onDisk(folder.uriOf(MANIFEST)),
      onDisk(folder.uriOf(CUSTOMIZATIONS)),
      literalFlow(),
    ]);
    expect(repaired(files[0]!)).toContain('<type>100000005</type>');
    expect(repaired(files[3]!)).not.toContain(KEY);

    // Another client gets the same changes as one edit, behind a confirmation.
    await client.stop();
    await start(false);
    const plain = await named(at(orders, KEY), SECRET_VARIABLE);
    expect(plain.command).toBeUndefined();
    const { edit } = await client.resolve(plain);
    expect(Object.values(edit?.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: true }]);
    const places = changesOf(edit).flatMap((change) =>
      'edits' in change
        ? [[change.textDocument.uri, (change.edits as TextEdit[]).map((one) => one.range)]]
        : [],
    );
    expect(places).toEqual(files.map(({ uri, edits }) => [uri, edits.map((one) => one.range)]));
  });

  it('of a setting that only hides is in no doubt', async () => {
    await start();
    const uri = folder.uriOf('src/Workflows/Hides-5A1B2C3D-1111-2222-3333-444455556666.json');
    await client.open(uri, flow());
    const action = await named(at(uri, '"Get_secret": {'), 'Secure outputs of "Get_secret"');
    const result = await repair(action.data);
    expect(result).toMatchObject({ kind: 'repair', note: 'The flow does what it did.' });
  });

  it('may be a refactoring', async () => {
    await start();
    const action = await named(
      at(orders, SITE, ['refactor.extract']),
      'Extract to a new environment variable',
    );
    expect(action.command?.command).toBe(COMMAND);
    expect((await filesOf(action)).map(({ before }) => before === null)).toEqual([true, false, false]);
  });

  it('may be one in a file beside the flows', async () => {
    const [file, text] = variable(KEY, 'abc_ApiKey');
    const uri = folder.write(file, text);
    await start();
    await client.open(uri, text, 4, 'xml');
    const action = await named(at(uri, KEY), 'Turn "abc_ApiKey" into a secret variable');
    expect(action.command?.command).toBe(COMMAND);
    const [first] = await filesOf(action);
    expect(first).toMatchObject({ uri, before: text });
    expect(repaired(first!)).not.toContain(KEY);
    await client.change(uri, `\n${text}`);
    expect(await reasonOf(action)).toContain('changed since the repair was offered');
  });

  it('may be one of a single place', async () => {
    folder.write(...variable(SITE));
    await start();
    const action = await named(
      at(orders, SITE, ['refactor.extract']),
      'Extract to environment variable "abc_Site"',
    );
    expect(action.command?.command).toBe(COMMAND);
    expect((await filesOf(action)).map(({ uri }) => uri)).toEqual([orders]);
  });
});

it('a safe repair keeps its edit', async () => {
  await start();
  const uri = folder.uriOf('src/Workflows/Vault.json');
  await client.open(uri, flow());
  await client.current(uri);
  const action = await named(at(uri, '"Get_secret"'), 'Secure outputs of "Get_secret"');
  expect(action.command).toBeUndefined();
  expect((await client.resolve(action)).edit).toBeDefined();
});

describe('is refused, with the reason,', () => {
  it('when the flow has changed', async () => {
    await start();
    const action = await named(at(orders, KEY), VAULT);
    await client.change(orders, ' ', { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } });
    expect(await reasonOf(action)).toBe('The file has changed since the repair was offered.');
  });

  it('when a file of the solution has changed', async () => {
    await start();
    const action = await named(at(orders, KEY), VAULT);
    folder.write(CUSTOMIZATIONS, `${onDisk(folder.uriOf(CUSTOMIZATIONS))}\n`);
    expect(await reasonOf(action)).toBe('"Customizations.xml" has changed since it was read.');
  });

  it('when the new file is there by now', async () => {
    await start();
    const action = await named(at(orders, KEY), SECRET_VARIABLE);
    const [created] = await filesOf(action);
    folder.write(created!.uri.slice(folder.uri.length + 1), '');
    expect(await reasonOf(action)).toContain('is there already');
  });

  it('when nobody offered it', async () => {
    await start();
    for (const odd of [
      null,
      {},
      { uri: 7 },
      { uri: orders },
      { uri: orders, version: 1, title: VAULT },
      { uri: orders, version: 1, title: VAULT, fix: 99, ruleId: 'hardcoded-secret', fingerprint: 'x' },
      { uri: orders, version: 1, title: VAULT, fix: 0, ruleId: '__proto__', fingerprint: 'x' },
    ])
      expect(await repair(odd)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/\.$/) });
  });
});
