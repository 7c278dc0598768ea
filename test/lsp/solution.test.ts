// Repairs over several files of a solution: what is offered, what the edits say, and when there is none.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { FixWorkspaceResult, Status } from '../../server/src/protocol.ts';
import { codes, FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { unnamed } from '../harness/titles.ts';
import {
  applyAll,
  CUSTOMIZATIONS,
  changesOf,
  KEY,
  literalFlow,
  MANIFEST,
  onDisk,
  SITE,
  touched,
  variable,
  writeSolution,
} from './solutionFixtures.ts';

const VAULT = 'Read from Azure Key Vault';
const SECRET_VARIABLE = 'Read from a new secret variable';
const NEW = 'Extract to a new environment variable';
const USE_SITE = 'Extract to environment variable "abc_Site"';
const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

let folder: TempFolder;
let client: LspClient;
let statuses: Status[];
let orders: string;

beforeEach(() => {
  folder = new TempFolder();
  statuses = [];
  orders = writeSolution(folder);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

/** Starts the server on the folder, waits for the scan, and opens the flow. */
async function start(capabilities: ClientCapabilities = FULL_CAPABILITIES): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    capabilities,
    initializationOptions: { status: true },
    prepare: (connection) =>
      connection.onNotification('lockkeeper/status', (status: Status) => {
        statuses.push(status);
      }),
  });
  await client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
  await client.open(orders, literalFlow());
  await client.current(orders);
}

const watched = (...changes: [uri: string, type: number][]): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', {
    changes: changes.map(([uri, type]) => ({ uri, type })),
  });

/** URI of the file that an edit makes. */
const newFile = (edit: WorkspaceEdit | undefined): string =>
  changesOf(edit).find((change) => 'kind' in change)?.uri ?? 'no new file';
const titles = (actions: readonly CodeAction[]): string[] => actions.map((action) => unnamed(action.title));
const at = (needle: string, only?: string[]): Promise<CodeAction[]> => {
  const start = client.positionOf(orders, needle);
  return client.codeActions(orders, { start, end: start }, only);
};

async function named(actions: Promise<readonly CodeAction[]>, title: string): Promise<CodeAction> {
  const all = await actions;
  const found = all.find((action) => unnamed(action.title) === title);
  if (found === undefined) throw new Error(`no action "${title}" among ${titles(all).join(', ')}`);
  return found;
}

/** The actions at a place, once the server has heard of something. */
async function offered(needle: string, title: string, only?: string[]): Promise<CodeAction> {
  let all: CodeAction[] = [];
  for (let tries = 0; tries < 100; tries++) {
    all = await at(needle, only);
    const found = all.find((action) => unnamed(action.title) === title);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for "${title}"; there was: ${titles(all).join(', ')}`);
}

/** Until the server has read all files of a repair, the flow names what it does not know yet. */
async function nothingLeft(): Promise<void> {
  await client.current(orders);
  await expect.poll(() => codes(client.shown(orders)), { timeout: 10_000 }).toEqual([]);
}

describe('a secret in an unpacked solution', () => {
  it('is read from Key Vault: the flow and its connection reference in one edit, behind a confirmation', async () => {
    await start();
    expect(codes(client.shown(orders))).toContain('hardcoded-secret');
    const before = onDisk(folder.uriOf(CUSTOMIZATIONS));
    const { edit } = await client.resolve(await named(at(KEY), VAULT));
    expect(touched(edit).sort()).toEqual([
      'Customizations.xml@null',
      'Orders-0A1B2C3D-1111-2222-3333-444455556666.json@1',
    ]);
    const [annotation, ...others] = Object.values(edit!.changeAnnotations ?? {});
    expect(others).toEqual([]);
    expect(annotation).toMatchObject({
      label: 'Read "x-api-key" from Azure Key Vault',
      needsConfirmation: true,
    });
    expect(annotation?.description).toMatch(/vault/i);
    expect(JSON.stringify(edit)).not.toContain(KEY);
    for (const change of changesOf(edit) as TextDocumentEdit[])
      expect(change.edits.every((one) => 'annotationId' in one)).toBe(true);

    await applyAll(client, [orders], edit!);
    await watched([folder.uriOf(CUSTOMIZATIONS), CHANGED]);
    await nothingLeft();
    expect(client.text(orders)).not.toContain(KEY);
    const after = onDisk(folder.uriOf(CUSTOMIZATIONS));
    const reference = /connectionReferenceLogicalName": "(abc_[^"]+)"/.exec(client.text(orders))?.[1];
    expect(after).toContain(`connectionreferencelogicalname="${reference}"`);
    // What is added has the file's own line ends, and nothing else changed.
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(after.replace(/ {4}<connectionreference [\s\S]*<\/connectionreference>\r\n/, '')).toBe(before);
  });

  it('is read from a secret variable: the new file comes first, and carries no value', async () => {
    await start();
    const { edit } = await client.resolve(await named(at(KEY), SECRET_VARIABLE));
    const [create, text] = changesOf(edit);
    const uri = newFile(edit);
    const name = /\/src\/environmentvariabledefinitions\/(abc_\w+)\/environmentvariabledefinition\.xml$/.exec(
      uri,
    )?.[1];
    expect(name, uri).toBeDefined();
    expect(create).toMatchObject({
      kind: 'create',
      uri,
      options: { overwrite: false, ignoreIfExists: false },
      annotationId: 'lockkeeper',
    });
    expect(text).toMatchObject({ textDocument: { uri, version: null } });
    expect(touched(edit)).toEqual(expect.arrayContaining(['Solution.xml@null', 'Customizations.xml@null']));
    await applyAll(client, [orders], edit!);
    await watched([uri, CREATED], [folder.uriOf(MANIFEST), CHANGED], [folder.uriOf(CUSTOMIZATIONS), CHANGED]);
    await nothingLeft();
    const created = onDisk(uri);
    expect(created).toContain(`<environmentvariabledefinition schemaname="${name}">`);
    expect(created).toContain('<type>100000005</type>');
    expect(created).not.toContain('defaultvalue');
    expect(onDisk(folder.uriOf(MANIFEST))).toContain(`<RootComponent type="380" schemaName="${name}"`);
  });

  it('stays out of fix-all and of the workspace fix', async () => {
    await start();
    const whole = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };
    expect(await client.codeActions(orders, whole, ['source.fixAll'])).toEqual([]);
    expect(
      titles(await client.codeActions(orders, whole)).filter((title) => title.startsWith('Fix all')),
    ).toEqual([]);
    expect(await client.request<FixWorkspaceResult>('lockkeeper/fixWorkspace', {})).toEqual({
      edit: null,
      files: 0,
      findings: 0,
    });
  });

  it('has its edits at once for a client that cannot resolve', async () => {
    const capabilities = structuredClone(FULL_CAPABILITIES);
    delete capabilities.textDocument!.codeAction!.resolveSupport;
    await start(capabilities);
    const fix = await named(at(KEY), SECRET_VARIABLE);
    expect(fix.data).toBeUndefined();
    expect(touched(fix.edit)[0]).toBe('create environmentvariabledefinition.xml');
  });
});

describe('no edit, never a guess', () => {
  it('when a file of the solution changed on disk and nobody told; the next try knows it', async () => {
    await start();
    const action = await named(at(KEY), VAULT);
    const shifted = onDisk(folder.uriOf(CUSTOMIZATIONS)).replace(
      '  <Workflows />',
      '  <Entities />\r\n  <Workflows />',
    );
    folder.write(CUSTOMIZATIONS, shifted);
    expect((await client.resolve(action)).edit).toBeUndefined();
    let edit: CodeAction['edit'];
    for (let tries = 0; edit === undefined && tries < 100; tries++)
      edit = (await client.resolve(await named(at(KEY), VAULT))).edit;
    await applyAll(client, [orders], edit!);
    const after = onDisk(folder.uriOf(CUSTOMIZATIONS));
    expect(after.replace(/ {4}<connectionreference [\s\S]*<\/connectionreference>\r\n/, '')).toBe(shifted);
  });

  it('when the new file is there by now', async () => {
    await start();
    const action = await named(at(KEY), SECRET_VARIABLE);
    const { edit } = await client.resolve(action);
    folder.write(newFile(edit).slice(folder.uri.length + 1), '');
    expect((await client.resolve(action)).edit).toBeUndefined();
  });

  it('when a file of the solution is gone', async () => {
    await start();
    const action = await named(at(KEY), VAULT);
    folder.delete(CUSTOMIZATIONS);
    expect((await client.resolve(action)).edit).toBeUndefined();
  });

  it('when the flow has changed', async () => {
    await start();
    const action = await named(at(KEY), VAULT);
    await client.change(orders, ' ', { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } });
    expect((await client.resolve(action)).edit).toBeUndefined();
  });

  it('when the fix at that place is another one by now', async () => {
    folder.write(...variable(SITE));
    await start();
    const action = await named(at(SITE, ['refactor']), USE_SITE);
    const [file] = variable(SITE);
    folder.delete(file);
    await watched([folder.uriOf(file), DELETED]);
    for (let tries = 0; tries < 100 && titles(await at(SITE, ['refactor'])).includes(USE_SITE); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await client.resolve(action)).edit).toBeUndefined();
  });
});

describe('what is typed in a file of the solution and not saved', () => {
  it('counts, with its version and its places', async () => {
    await start();
    const manifest = folder.uriOf(MANIFEST);
    const text = onDisk(manifest);
    await client.open(manifest, text, 7, 'xml');
    const published = client.published.length;
    await client.change(manifest, text.replace('<ImportExportXml', '<!-- a note -->\n<ImportExportXml'));
    const { edit } = await client.resolve(await named(at(KEY), SECRET_VARIABLE));
    const change = changesOf(edit).find((one) => 'textDocument' in one && one.textDocument.uri === manifest);
    expect(change).toMatchObject({ textDocument: { version: 8 } });
    await applyAll(client, [orders, manifest], edit!);
    expect(client.text(manifest)).toMatch(
      /<RootComponents>\n(?: {6}<RootComponent type="(?:29|380)"[^>]*\/>\n){2} {4}<\/RootComponents>/,
    );
    expect(client.text(manifest)).toContain('<!-- a note -->');
    // Nothing is ever shown in such a file.
    await client.current(orders);
    expect(client.published.slice(published).map((one) => one.uri)).not.toContain(manifest);
    expect(client.published.map((one) => one.uri)).not.toContain(manifest);
  });

  it('ends with the editor: then what is on disk counts again', async () => {
    const [file, text] = variable(SITE);
    folder.write(file, text);
    await start();
    const uri = folder.uriOf(file);
    expect(titles(await at(SITE, ['refactor']))).toContain(USE_SITE);
    await client.open(uri, text, 1, 'xml');
    await client.change(uri, text.replace(SITE, 'https://elsewhere.example'));
    expect(titles(await at(SITE, ['refactor']))).not.toContain(USE_SITE);
    await client.close(uri);
    await offered(SITE, USE_SITE, ['refactor']);
  });

  it('gets no answer to hovers and code actions of its own', async () => {
    await start();
    const manifest = folder.uriOf(MANIFEST);
    await client.open(manifest, onDisk(manifest), 1, 'xml');
    const position = client.positionOf(manifest, 'UniqueName');
    expect(
      await client.request('textDocument/hover', { textDocument: { uri: manifest }, position }),
    ).toBeNull();
    expect(await client.codeActions(manifest, { start: position, end: position })).toEqual([]);
    await client.close(manifest);
    expect(client.published.map((one) => one.uri)).not.toContain(manifest);
  });
});

describe('clients that can do less', () => {
  it('without versioned edits get single-file changes only', async () => {
    folder.write(...variable(SITE));
    const capabilities = structuredClone(FULL_CAPABILITIES);
    delete capabilities.workspace!.workspaceEdit;
    await start(capabilities);
    const all = titles(await at(KEY));
    expect(all.filter((title) => [VAULT, SECRET_VARIABLE, NEW].includes(title))).toEqual([]);
    const extract = titles(await at(SITE, ['refactor']));
    expect(extract).toContain(USE_SITE);
    expect(extract.filter((title) => title.startsWith(NEW))).toEqual([]);
    const { edit } = await client.resolve(await named(at(SITE, ['refactor']), USE_SITE));
    expect(Object.keys(edit?.changes ?? {})).toEqual([orders]);
  });

  it('without creation of files get no new files', async () => {
    const capabilities = structuredClone(FULL_CAPABILITIES);
    delete capabilities.workspace!.workspaceEdit!.resourceOperations;
    await start(capabilities);
    const all = titles(await at(KEY));
    expect(all).toContain(VAULT);
    expect(all.filter((title) => [SECRET_VARIABLE, NEW].includes(title))).toEqual([]);
  });
});

describe('refactor.extract', () => {
  const EXTRACT = ['refactor.extract'];

  it('takes a literal into a new variable, in one place or in all', async () => {
    await start();
    const actions = await at(SITE, EXTRACT);
    expect(titles(actions)).toEqual([NEW, `${NEW} in all 3 places`]);
    expect(actions.every((action) => action.kind === 'refactor.extract.lockkeeper')).toBe(true);
    const { edit } = await client.resolve(actions[1]!);
    expect(Object.values(edit?.changeAnnotations ?? {})[0]).toMatchObject({ needsConfirmation: true });
    await applyAll(client, [orders], edit!);
    const text = client.text(orders);
    const model = JSON.parse(text).properties.definition;
    expect(text.split(SITE)).toHaveLength(2);
    const [name, parameter] = Object.entries(model.parameters).at(-1) as [
      string,
      { metadata: { schemaName: string } },
    ];
    expect(parameter).toMatchObject({ type: 'String', defaultValue: SITE });
    const read = `parameters('${name}')`;
    expect(model.actions.Send_order.inputs.body).toEqual({
      site: `@${read}`,
      link: `@{${read}}/list/@{utcNow()}/items`,
    });
    expect(model.actions.Keep_site.inputs).toBe(`@${read}`);
    const created = changesOf(edit).find((change) => 'kind' in change);
    expect(created).toMatchObject({ uri: expect.stringContaining(`/${parameter.metadata.schemaName}/`) });
    expect(onDisk((created as { uri: string }).uri)).toContain(`<defaultvalue>${SITE}</defaultvalue>`);
  });

  it('offers a variable of the solution with that value first, and needs no other file for it', async () => {
    folder.write(...variable(SITE));
    await start();
    const actions = await at(SITE, EXTRACT);
    expect(titles(actions)[0]).toBe(USE_SITE);
    const { edit } = await client.resolve(actions[0]!);
    expect(touched(edit)).toEqual(['Orders-0A1B2C3D-1111-2222-3333-444455556666.json@1']);
  });

  it('takes the part of a text that the cursor is in', async () => {
    await start();
    const actions = await at('/items', EXTRACT);
    const { edit } = await client.resolve(actions[0]!);
    await applyAll(client, [orders], edit!);
    const { link } = JSON.parse(client.text(orders)).properties.definition.actions.Send_order.inputs.body;
    expect(link).toMatch(/^https:.*\/list\/@\{utcNow\(\)\}@\{parameters\('.+'\)\}$/);
  });

  it('reads a secret as a secret, also where it is asked for by kind', async () => {
    await start();
    const asked = titles(await at(KEY, EXTRACT));
    expect(asked).toEqual(expect.arrayContaining([VAULT, SECRET_VARIABLE]));
    const { edit } = await client.resolve(await named(at(KEY, EXTRACT), SECRET_VARIABLE));
    expect(JSON.stringify(edit)).not.toContain(KEY);
    // In the whole list each title stands once: the quick fix says the same.
    const all = titles(await at(KEY));
    expect(all).toEqual([...new Set(all)]);
    expect((await at(KEY)).filter((action) => action.kind === 'refactor.extract.lockkeeper')).toEqual([]);
  });

  it.each([
    ['a setting of the step', 'POST'],
    ['the type of a step', 'Http"'],
    ['a key', 'site"'],
    ['an expression', 'utcNow'],
    ['a trigger', 'Day'],
  ])('has nothing to say about %s', async (_, needle) => {
    await start();
    expect(await at(needle, EXTRACT)).toEqual([]);
  });

  it('has nothing to say about a selection over several values', async () => {
    await start();
    const start_ = client.positionOf(orders, SITE);
    const range = { start: start_, end: { line: start_.line + 1, character: 20 } };
    expect(await client.codeActions(orders, range, EXTRACT)).toEqual([]);
  });

  it('needs a solution that may be edited', async () => {
    folder.write(MANIFEST, onDisk(folder.uriOf(MANIFEST)).replace('<Managed>0', '<Managed>1'));
    await start();
    expect(await at(SITE, EXTRACT)).toEqual([]);
    expect(titles(await at(KEY)).filter((title) => /Key Vault|variable/.test(title))).toEqual([]);
  });
});

describe('changes on disk', () => {
  it('bring and take what can be offered', async () => {
    await start();
    const [file, text] = variable(SITE);
    expect(titles(await at(SITE, ['refactor']))).not.toContain(USE_SITE);
    const uri = folder.write(file, text);
    await watched([uri, CREATED]);
    await offered(SITE, USE_SITE, ['refactor']);
    folder.delete('src/Other');
    await watched([folder.uriOf('src/Other'), DELETED]);
    for (let tries = 0; tries < 100 && (await at(SITE, ['refactor.extract'])).length > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await at(SITE, ['refactor.extract'])).toEqual([]);
  });

  it('tell of a file of the solution that is too large, and of no other', async () => {
    folder.write(CUSTOMIZATIONS, `${onDisk(folder.uriOf(CUSTOMIZATIONS))}${' '.repeat(300_000)}`);
    folder.write('elsewhere/solution.xml', ' '.repeat(300_000));
    client = await LspClient.start({
      folders: [folder.uri],
      settings: { maxFileSize: 0.2 },
      initializationOptions: { status: true },
      prepare: (connection) =>
        connection.onNotification('lockkeeper/status', (status: Status) => {
          statuses.push(status);
        }),
    });
    await client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
    expect(statuses.at(-1)?.limits).toMatchObject([
      { kind: 'fileTooLarge', uri: folder.uriOf(CUSTOMIZATIONS) },
    ]);
    // The rest of the solution is known: what needs that file is left out.
    await client.open(orders, literalFlow());
    await client.current(orders);
    expect(titles(await at(KEY))).not.toContain(VAULT);
    expect(titles(await at(SITE, ['refactor']))).toContain(NEW);
  });
});

it('in a legacy package nothing is offered that its format cannot take', async () => {
  cpSync(
    path.resolve(import.meta.dirname, '../../samples/legacy-package'),
    path.join(folder.path, 'package'),
    {
      recursive: true,
    },
  );
  orders = folder.uriOf('package/Microsoft.Flow/flows/b465b241-b56b-4795-8e71-d01e9fc7f359/definition.json');
  const text = onDisk(orders);
  await start();
  await client.open(orders, text, 2);
  await client.current(orders);
  expect(codes(client.shown(orders))).toContain('signed-url');
  const finding = client.shown(orders).find((one) => one.code === 'signed-url')!;
  const all = titles(await client.codeActions(orders, finding.range));
  expect(all.filter((title) => /Key Vault|variable/.test(title))).toEqual([]);
});
