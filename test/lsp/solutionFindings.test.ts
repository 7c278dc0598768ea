// Findings in the files of a solution beside its flows: shown where they stand, explained, repaired, and taken away again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic, Hover, Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FixWorkspaceResult, Status } from '../../server/src/protocol.ts';
import { codes, FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import {
  applyAll,
  changesOf,
  KEY,
  MANIFEST,
  ORDERS,
  OTHER,
  onDisk,
  touched,
  variable,
  writeSolution,
} from './solutionFixtures.ts';

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;
const [VARIABLE, VARIABLE_TEXT] = variable(KEY, 'abc_ApiKey');
const SETTINGS = 'deploymentSettings.json';
const IN_VARIABLE = 'secret-in-environment-variable';
const IN_SETTINGS = 'secret-in-deployment-settings';
const TURN = 'Turn "abc_ApiKey" into a secret variable';

const settings = (value: string): string =>
  JSON.stringify({ EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: value }] }, null, 2);

let folder: TempFolder;
let client: LspClient;
let statuses: Status[];
let inVariable: string;
let inSettings: string;

beforeEach(() => {
  folder = new TempFolder();
  statuses = [];
  writeSolution(folder);
  inVariable = folder.write(VARIABLE, VARIABLE_TEXT);
  inSettings = folder.write(SETTINGS, settings(KEY));
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(options: StartOptions = {}): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    initializationOptions: { status: true, commandLinks: true },
    ...options,
    prepare: (connection) =>
      connection.onNotification('lockkeeper/status', (status: Status) => {
        statuses.push(status);
      }),
  });
  await client.request('lockkeeper/rescan', {});
}

const watched = (...changes: [name: string, type: number][]): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', {
    changes: changes.map(([name, type]) => ({ uri: folder.uriOf(name), type })),
  });
const gone = (found: readonly Diagnostic[]): boolean => found.length === 0;
const cut = (text: string, range: Range): string => TextDocument.create('x:', 'xml', 1, text).getText(range);
const at = (uri: string, needle: string): Promise<CodeAction[]> => {
  const position = client.positionOf(uri, needle);
  return client.codeActions(uri, { start: position, end: position });
};
const titles = (actions: readonly CodeAction[]): string[] => actions.map((one) => one.title);
async function turn(): Promise<CodeAction> {
  const found = (await at(inVariable, KEY)).find((one) => one.title === TURN);
  if (found === undefined) throw new Error('the fix is not offered');
  return found;
}

describe('findings beside the flows', () => {
  it('are shown after the scan, exact to the character, and counted', async () => {
    await start();
    expect(codes(client.shown(inVariable))).toEqual([IN_VARIABLE]);
    expect(codes(client.shown(inSettings))).toEqual([IN_SETTINGS]);
    expect(cut(VARIABLE_TEXT, client.shown(inVariable)[0]!.range)).toBe(KEY);
    expect(cut(settings(KEY), client.shown(inSettings)[0]!.range)).toBe(KEY);
    expect(client.shown(inVariable)[0]).toMatchObject({
      severity: 1,
      source: 'Lockkeeper',
      codeDescription: { href: expect.stringContaining('explainRule') },
    });
    expect(JSON.stringify(client.published)).not.toContain(KEY);
    // The flow's own secret is the third.
    await client.until(() => statuses.at(-1)?.errors === 3, 'three errors in the status');
  });

  it('follow the text in the editor, with its version, and go with the secret', async () => {
    await start();
    await client.open(inVariable, VARIABLE_TEXT, 3, 'xml');
    await client.diagnostics(inVariable, (found, version) => version === 3 && found.length === 1);
    await client.change(inVariable, `<!-- moved -->\n${VARIABLE_TEXT}`);
    const moved = await client.diagnostics(inVariable, (_, version) => version === 4);
    expect(cut(client.text(inVariable), moved.diagnostics[0]!.range)).toBe(KEY);
    await client.change(inVariable, VARIABLE_TEXT.replace(KEY, ''));
    // What is left is a variable that ought to be a secret one.
    await client.diagnostics(
      inVariable,
      (found) => codes(found).join() === 'environment-variable-should-be-secret',
    );
    await client.close(inVariable);
    await client.diagnostics(inVariable, (found) => codes(found).join() === IN_VARIABLE);
  });

  it('follow what happens on disk', async () => {
    await start();
    folder.write(SETTINGS, `\n${settings(KEY)}`);
    await watched([SETTINGS, CHANGED]);
    await client.diagnostics(inSettings, (found) => found[0]?.range.start.line === 4);
    folder.delete(SETTINGS);
    folder.delete(VARIABLE);
    await watched([SETTINGS, DELETED], [VARIABLE, DELETED]);
    await client.diagnostics(inSettings, gone);
    await client.diagnostics(inVariable, gone);
    // Settings belong to the solution whose variables they name.
    folder.write(VARIABLE, VARIABLE_TEXT);
    folder.write(SETTINGS, settings(KEY));
    await watched([VARIABLE, CREATED], [SETTINGS, CREATED]);
    await client.diagnostics(inSettings, (found) => found.length === 1);
  });

  it('are sent only when they change', async () => {
    await start();
    const count = (): number => client.published.filter(({ uri }) => uri === inVariable).length;
    expect(count()).toBe(1);
    folder.write(MANIFEST, onDisk(folder.uriOf(MANIFEST)).replace('1.0.0.0', '1.0.0.1'));
    await watched([MANIFEST, CHANGED]);
    await client.request('lockkeeper/rescan', {});
    expect(count()).toBe(1);
  });

  it('keep to the config, file by file', async () => {
    folder.write('lockkeeper.config.json', '{ "exclude": ["deploymentSettings.json"] }');
    await start();
    expect(codes(client.shown(inVariable))).toEqual([IN_VARIABLE]);
    expect(client.shown(inSettings)).toEqual([]);
    folder.write('lockkeeper.config.json', `{ "rules": { "${IN_VARIABLE}": "info" } }`);
    await watched(['lockkeeper.config.json', CHANGED]);
    await client.diagnostics(inVariable, (found) => found[0]?.severity === 3);
    await client.diagnostics(inSettings, (found) => found.length === 1);
    client.settings = { enable: false };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.diagnostics(inVariable, gone);
    await client.diagnostics(inSettings, gone);
  });

  it('of a managed copy are told in the unmanaged form', async () => {
    const copy = (name: string): string => name.replace(/^src/, 'managed');
    const managed = onDisk(folder.uriOf(MANIFEST)).replace('<Managed>0', '<Managed>1');
    folder.write(copy(MANIFEST), managed);
    const inCopy = folder.write(copy(VARIABLE), VARIABLE_TEXT);
    await start();
    expect(codes(client.shown(inVariable))).toEqual([IN_VARIABLE]);
    expect(client.shown(inCopy)).toEqual([]);
    expect(codes(client.shown(inSettings))).toEqual([IN_SETTINGS]);
    // On its own it is told.
    folder.delete('src/Other');
    await watched(['src/Other', DELETED]);
    await client.diagnostics(inCopy, (found) => codes(found).join() === IN_VARIABLE);
  });
});

describe('a hover', () => {
  it('over a flagged place says what it means, and nothing elsewhere', async () => {
    await start();
    await client.open(inVariable, VARIABLE_TEXT, 1, 'xml');
    const hover = (needle: string): Promise<Hover | null> =>
      client.request('textDocument/hover', {
        textDocument: { uri: inVariable },
        position: client.positionOf(inVariable, needle),
      });
    const found = await hover(KEY);
    expect(found?.range).toEqual(client.rangeOf(inVariable, KEY));
    expect(JSON.stringify(found?.contents)).toContain('git history');
    expect(JSON.stringify(found)).not.toContain(KEY);
    expect(await hover('<type>')).toBeNull();
  });
});

describe('code actions', () => {
  it('repair over several files behind a confirmation, and explain', async () => {
    await start();
    await client.open(inVariable, VARIABLE_TEXT, 5, 'xml');
    const actions = await at(inVariable, KEY);
    expect(titles(actions)).toEqual([
      TURN,
      `Explain: ${IN_VARIABLE}`,
      'Ignore in this file, with a reason',
      `Turn this rule off for this folder: ${IN_VARIABLE}`,
      `Show this rule as a warning in this folder: ${IN_VARIABLE}`,
    ]);
    expect(actions[0]).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: IN_VARIABLE }] });
    expect(await client.codeActions(inVariable, client.rangeOf(inVariable, KEY), ['source'])).toEqual([]);
    expect(await at(inVariable, '<type>')).toEqual([]);
    const { edit } = await client.resolve(actions[0]!);
    expect(touched(edit).sort()).toEqual([`${SETTINGS}@null`, 'environmentvariabledefinition.xml@5']);
    const annotation = Object.values(edit?.changeAnnotations ?? {})[0];
    expect(annotation).toMatchObject({ label: TURN, needsConfirmation: true });
    expect(annotation?.description).toContain('Key Vault');
    expect(JSON.stringify(edit)).not.toContain(KEY);
    await applyAll(client, [inVariable], edit!);
    await watched([SETTINGS, CHANGED]);
    await client.diagnostics(inVariable, gone);
    await client.diagnostics(inSettings, gone);
    expect(client.text(inVariable)).toContain('<type>100000005</type>');
    expect(onDisk(inSettings)).not.toContain(KEY);
  });

  it('are offered in settings files as well', async () => {
    await start();
    await client.open(inSettings, settings(KEY), 1);
    const actions = await at(inSettings, KEY);
    expect(titles(actions)).toEqual([
      expect.stringContaining('"abc_ApiKey"'),
      TURN,
      `Explain: ${IN_SETTINGS}`,
      'Ignore here, with a reason',
      `Turn this rule off for this folder: ${IN_SETTINGS}`,
      `Show this rule as a warning in this folder: ${IN_SETTINGS}`,
    ]);
    const { edit } = await client.resolve(actions[0]!);
    await applyAll(client, [inSettings], edit!);
    expect(client.text(inSettings)).toBe(settings(''));
    await client.diagnostics(inSettings, gone);
  });

  it('have no edit for a text that has passed, nor when another file changed unseen', async () => {
    await start();
    await client.open(inVariable, VARIABLE_TEXT, 1, 'xml');
    const action = await turn();
    folder.write(SETTINGS, `\n${settings(KEY)}`);
    expect((await client.resolve(action)).edit).toBeUndefined();
    let again: CodeAction['edit'];
    for (let tries = 0; again === undefined && tries < 100; tries++)
      again = (await client.resolve(await turn())).edit;
    const late = await turn();
    await client.change(inVariable, `\n${VARIABLE_TEXT}`);
    expect((await client.resolve(late)).edit).toBeUndefined();
    // What was typed last counts at once, settled or not.
    const { edit } = await client.resolve(await turn());
    expect(touched(edit)).toContain('environmentvariabledefinition.xml@2');
    await applyAll(client, [inVariable], edit!);
    expect(client.text(inVariable)).toMatch(/^\n<environmentvariabledefinition/);
  });

  it('have their edits at once for a client that cannot resolve; one file only without versioned edits', async () => {
    const eager = structuredClone(FULL_CAPABILITIES);
    delete eager.textDocument!.codeAction!.resolveSupport;
    delete eager.workspace!.workspaceEdit;
    await start({ capabilities: eager });
    await client.open(inSettings, settings(KEY), 1);
    const [first, ...others] = await at(inSettings, KEY);
    expect(Object.keys(first?.edit?.changes ?? {})).toEqual([inSettings]);
    expect(titles(others)).toEqual([`Explain: ${IN_SETTINGS}`]);
    expect(changesOf(first?.edit)).toEqual([]);
  });
});

describe('fix-all', () => {
  const ID = '0a1b2c3d-1111-2222-3333-444455557777';
  const entry = `<RootComponent type="29" id="{${ID}}" behavior="0" />`;
  const workflow = (file: string, id: string): string =>
    `<Workflow WorkflowId="{${id}}" Name="Flow ${id.slice(-4)}">
  <JsonFileName>${file.replace('src', '')}</JsonFileName>
  <Category>5</Category>
  <StateCode>1</StateCode>
</Workflow>`;
  let inData: string;
  let inManifest: string;

  beforeEach(() => {
    folder.write(`${ORDERS}.data.xml`, workflow(ORDERS, ID.replace(/7777$/, '6666')));
    inData = folder.write(`${OTHER}.data.xml`, workflow(OTHER, ID));
    inManifest = folder.uriOf(MANIFEST);
  });
  const fixWorkspace = (): Promise<FixWorkspaceResult> => client.request('lockkeeper/fixWorkspace', {});

  it('over the workspace repairs such files too, behind the same confirmation', async () => {
    await start();
    expect(codes(client.shown(inData))).toEqual(['root-component-missing']);
    const { edit, files, findings } = await fixWorkspace();
    expect(findings).toBeGreaterThan(0);
    expect(files).toBe(1);
    expect(touched(edit!)).toEqual(['Solution.xml@null']);
    expect(JSON.stringify(edit)).toContain('"annotationId":"root-component-missing"');
    // Found in the file of the flow, repaired in the manifest.
    expect(edit?.changeAnnotations).toEqual({
      'root-component-missing': {
        label: 'root-component-missing: 1 finding',
        description: expect.stringMatching(/\.data\.xml$/),
        needsConfirmation: true,
      },
    });
    const before = onDisk(inManifest);
    await applyAll(client, [], edit!);
    const [at] = [before.indexOf('\n    </RootComponents>')];
    expect(onDisk(inManifest)).toBe(`${before.slice(0, at)}\n      ${entry}${before.slice(at!)}`);
    await watched([MANIFEST, CHANGED]);
    await client.diagnostics(inData, gone);
    expect(await fixWorkspace()).toEqual({ edit: null, files: 0, findings: 0 });
  });

  it('over the workspace counts the text in the editor, and leaves what changed unseen on disk', async () => {
    await start();
    const text = onDisk(inManifest);
    folder.write(MANIFEST, `${text}\n`);
    expect(await fixWorkspace()).toEqual({ edit: null, files: 0, findings: 0 });
    await client.open(inManifest, `${text}\n<!-- open -->`, 7, 'xml');
    const { edit } = await fixWorkspace();
    expect(touched(edit!)).toEqual(['Solution.xml@7']);
  });

  it('leaves what the config ignores or does not take part', async () => {
    const ignore = [{ rule: 'root-component-missing', file: '**/*.data.xml', reason: 'left over' }];
    for (const config of [{ ignore }, { exclude: ['**/Solution.xml'] }]) {
      folder.write('lockkeeper.config.json', JSON.stringify(config));
      await start();
      expect(await fixWorkspace()).toEqual({ edit: null, files: 0, findings: 0 });
      await client.stop();
    }
    await start();
  });

  it('of a file changes that file and no other', async () => {
    await start();
    const all = async (uri: string): Promise<CodeAction[]> => {
      const zero = { line: 0, character: 0 };
      return client.codeActions(uri, { start: zero, end: zero }, ['source.fixAll.lockkeeper']);
    };
    await client.open(inData, onDisk(inData), 1, 'xml');
    expect(await all(inData)).toEqual([]);
    await client.open(inManifest, onDisk(inManifest), 2, 'xml');
    const [action, ...others] = await all(inManifest);
    expect(others).toEqual([]);
    expect(action).toMatchObject({ kind: 'source.fixAll.lockkeeper' });
    const { edit } = await client.resolve(action!);
    expect(edit?.changeAnnotations).toBeUndefined();
    await applyAll(client, [inManifest], edit!);
    expect(client.text(inManifest)).toContain(entry);
    expect(await all(inManifest)).toEqual([]);
    await client.diagnostics(inData, gone);
  });
});
