// `ignore` of lockkeeper.config.json and the baseline in the editor.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import type { IgnoreResult, Status } from '../../server/src/protocol.ts';
import { FAKES } from '../harness/fakes.ts';
import { flowText, inOrder, type StepJson } from '../harness/flowBuilder.ts';
import { codes, FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import { applyAll, literalFlow, onDisk, touched, variable, writeSolution } from './solutionFixtures.ts';

const CONFIG = 'lockkeeper.config.json';
const BASELINE = 'lockkeeper.baseline.json';
const RULE = 'secret-read-unsecured';
const FLOW = 'Workflows/Orders 1.json';
const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;
const HINT = 4;

let folder: TempFolder;
let client: LspClient;

beforeEach(() => {
  folder = new TempFolder();
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(options: StartOptions = {}): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri], ...options });
}

const changed = (uri: string, type: number): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
const settle = (): Promise<Status> => client.request('lockkeeper/rescan', {});
const config = (...ignore: object[]): string => JSON.stringify({ ignore }, null, 2);
const entry = (more: object = {}): object => ({ rule: RULE, reason: 'Only a test', ...more });

describe('ignore', () => {
  it('leaves findings out, of open and closed files, and out of the status', async () => {
    const here = folder.write(FLOW, flow());
    const there = folder.write('Workflows/Other.json', flow());
    folder.write(CONFIG, config(entry({ file: FLOW })));
    await start();
    const status = await settle();
    expect(client.shown(here)).toEqual([]);
    expect(codes(client.shown(there))).toEqual([RULE]);
    expect(status).toMatchObject({ errors: 1, warnings: 0 });
    await client.open(here, flow());
    expect((await client.current(here)).diagnostics).toEqual([]);
    expect(await client.codeActions(here, client.rangeOf(here, 'Get_secret'))).toEqual([]);
  });

  it('follows the config as it is typed', async () => {
    const uri = folder.write(FLOW, flow());
    const file = folder.write(CONFIG, '{}');
    await start();
    await settle();
    expect(client.shown(uri)).toHaveLength(1);
    await client.open(file, '{}');
    await client.change(file, config(entry()));
    await client.diagnostics(uri, (found) => found.length === 0);
    await client.change(file, config(entry({ pointer: '/nowhere' })));
    await client.diagnostics(uri, (found) => found.length === 1);
  });

  const told = (found: readonly Diagnostic[]): unknown[] =>
    found.map(({ code, severity, range }) => [code, severity, range.start.line]);

  it('tells entries that have expired, lack their reason or leave nothing out, in the config', async () => {
    folder.write(FLOW, flow());
    const file = folder.write(
      CONFIG,
      config(
        entry({ expires: '2020-01-01' }),
        entry({ reason: 'TODO: say why this is fine' }),
        entry({ file: 'elsewhere/**' }),
        entry({ rule: 'hardcoded-id' }),
      ),
    );
    await start();
    await settle();
    const { diagnostics } = await client.diagnostics(file, (found) => found.length === 3);
    expect(told(diagnostics)).toEqual([
      ['ignore-expired', 2, 5],
      ['ignore-without-reason', 2, 9],
      ['ignore-unused', 2, 12],
    ]);
    expect(diagnostics[0]?.codeDescription?.href).toContain('ignore-expired');
    const page = await client.request('lockkeeper/rulePage', { ruleId: 'ignore-expired' });
    expect(page).toMatchObject({ markdown: expect.stringContaining('# Entries of "ignore"') });
  });

  it('tells an entry as unused once what it hid is gone, and no longer when it is back', async () => {
    const uri = folder.write(FLOW, flow());
    const file = folder.write(CONFIG, config(entry()));
    await start();
    await settle();
    await client.open(uri, flow());
    await client.current(uri);
    await client.change(uri, flow({ secured: ['Get_secret'] }));
    const { diagnostics } = await client.diagnostics(file, (found) => found.length === 1);
    expect(codes(diagnostics)).toEqual(['ignore-unused']);
    await client.change(uri, flow());
    await client.diagnostics(file, (found) => found.length === 0);
    folder.delete(FLOW);
    await client.close(uri);
    await changed(uri, DELETED);
    await client.diagnostics(file, (found) => found.length === 1);
  });

  it('judges no entry of a config above the workspace, of which it sees a part only', async () => {
    folder.write('.git/HEAD', '');
    const uri = folder.write('part/Workflows/Flow.json', flow());
    folder.write('other/Workflows/Flow.json', flow());
    const file = folder.write(
      CONFIG,
      config(
        entry({ file: 'other/**' }),
        entry({ file: 'part/Workflows/*.json' }),
        entry({ expires: '2020-01-01' }),
      ),
    );
    await start({ folders: [folder.uriOf('part')] });
    await settle();
    expect(client.shown(uri)).toEqual([]);
    const { diagnostics } = await client.diagnostics(file, (found) => found.length > 0);
    expect(codes(diagnostics)).toEqual(['ignore-expired']);
  });
});

/** The baseline of the whole folder, as the command line writes it. */
function baselineOf(...uris: string[]): string {
  const findings = uris.flatMap((uri) =>
    client.shown(uri).map(({ data, code }) => ({
      file: decodeURIComponent(uri.slice(folder.uri.length + 1)),
      rule: code,
      fingerprint: (data as { fingerprint: string }).fingerprint,
    })),
  );
  return JSON.stringify({ version: 1, findings });
}

describe('the baseline', () => {
  it('turns what it knows into hints that no status counts, and follows the file', async () => {
    const known = folder.write(FLOW, flow());
    await start();
    expect(await settle()).toMatchObject({ errors: 1 });
    const baseline = baselineOf(known);
    const fresh = folder.write('Workflows/New.json', flow());
    await changed(fresh, CREATED);
    await client.diagnostics(fresh, (found) => found.length === 1);

    const file = folder.write(BASELINE, baseline);
    await changed(file, CREATED);
    const { diagnostics } = await client.diagnostics(known, (found) => found[0]?.severity === HINT);
    expect(diagnostics[0]?.message).toMatch(/\nIt is in the baseline: known, and not counted\.$/);
    expect(client.shown(fresh)[0]?.severity).toBe(1);
    expect(await settle()).toMatchObject({ errors: 1, infos: 0 });

    // Still there, and still to be repaired.
    await client.open(known, flow());
    await client.current(known);
    const actions = await client.codeActions(known, client.rangeOf(known, 'Get_secret'));
    expect(actions.map((one) => one.title)).toContain('Secure outputs of "Get_secret"');

    folder.delete(BASELINE);
    await changed(file, DELETED);
    await client.diagnostics(known, (found) => found[0]?.severity === 1);
  });

  it('counts as it stands in the editor, and tells where it is damaged', async () => {
    const uri = folder.write(FLOW, flow());
    await start();
    await settle();
    const good = baselineOf(uri);
    const file = folder.write(BASELINE, good);
    await changed(file, CREATED);
    await client.diagnostics(uri, (found) => found[0]?.severity === HINT);
    await client.open(file, good);
    await client.change(file, `<<<<<<< ours\n${good}`);
    const { diagnostics } = await client.diagnostics(file, (found) => found.length === 1);
    expect(diagnostics[0]).toMatchObject({
      severity: 2,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } },
      message: expect.stringContaining('unsolved merge conflict'),
    });
    await client.diagnostics(uri, (found) => found[0]?.severity === 1);
    await client.close(file);
    await client.diagnostics(file, (found) => found.length === 0);
    await client.diagnostics(uri, (found) => found[0]?.severity === HINT);
  });

  it('lies beside the config, also further up', async () => {
    folder.write('.git/HEAD', '');
    const uri = folder.write('part/Workflows/Flow.json', flow());
    folder.write(CONFIG, '{}');
    const watched: string[] = [];
    const capabilities = structuredClone(FULL_CAPABILITIES);
    capabilities.workspace!.didChangeWatchedFiles!.relativePatternSupport = true;
    await start({
      folders: [folder.uriOf('part')],
      capabilities,
      prepare: (connection) =>
        connection.onRequest('client/registerCapability', (params: unknown) => {
          watched.push(JSON.stringify(params));
          return null;
        }),
    });
    await settle();
    await client.until(() => watched.at(-1)?.includes(BASELINE) === true, 'a watcher of the baseline');
    folder.write(BASELINE, baselineOf(uri));
    await settle();
    expect(client.shown(uri)[0]?.severity).toBe(HINT);
    await changed(folder.write(BASELINE, '{"version": 1, "findings": []}'), CHANGED);
    await client.diagnostics(uri, (found) => found[0]?.severity === 1);
  });
});

describe('the quick fix', () => {
  const TITLE = 'Ignore here, with a reason';
  const inConfig = (file: string): { ignore: Record<string, string>[] } & Record<string, unknown> =>
    JSON.parse(onDisk(file));

  async function open(uri: string, text = flow()): Promise<CodeAction[]> {
    await client.open(uri, text);
    await client.current(uri);
    const actions = await client.codeActions(uri, client.rangeOf(uri, 'Get_secret'));
    const own = actions.find((one) => one.title === TITLE);
    expect(own).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: RULE }] });
    expect(own).not.toHaveProperty('isPreferred');
    return actions;
  }

  it('names what is around all places of a finding with several, and is offered at each of them', async () => {
    const call = (uri: string): StepJson => ({
      type: 'Http',
      inputs: { uri, authentication: { type: 'Basic', username: 'u', password: "@parameters('p')" } },
    });
    const text = flowText({
      actions: inOrder({
        First: call('https://graph.microsoft.com/v1.0/users'),
        Second: call('https://graph.microsoft.com/v1.0/groups'),
      }),
    });
    const rule = 'prefer-managed-authentication';
    const uri = folder.write(FLOW, text);
    const file = folder.write(CONFIG, JSON.stringify({ rules: { [rule]: 'info' } }));
    await start();
    await settle();
    await client.open(uri, text);
    const found = (await client.current(uri)).diagnostics.filter(({ code }) => code === rule);
    expect(found).toHaveLength(1);
    const second = found[0]!.relatedInformation![0]!.location.range;
    const actions = await client.codeActions(uri, second);
    const action = actions.find(
      ({ title, diagnostics }) => title.startsWith(TITLE) && diagnostics?.[0]?.code === rule,
    )!;
    const { edit } = await client.resolve(action);
    await applyAll(client, [], edit!);
    expect(inConfig(file).ignore).toEqual([
      expect.objectContaining({ rule, pointer: '/properties/definition/actions/**' }),
    ]);
  });

  it('adds an entry for the place, whose reason is still to be written', async () => {
    const uri = folder.write(FLOW, flow());
    const text = '{\n  // ours\n  "ignore": [\n    { "rule": "hardcoded-id", "reason": "x" },\n  ],\n}\n';
    const file = folder.write(CONFIG, text);
    await start();
    await settle();
    const action = (await open(uri)).find((one) => one.title.startsWith(TITLE))!;
    expect(action.edit).toBeUndefined();
    const { edit } = await client.resolve(action);
    expect(touched(edit)).toEqual([`${CONFIG}@null`]);
    await applyAll(client, [], edit!);
    expect(onDisk(file)).toBe(
      text.replace(
        '"x" },\n',
        `"x" },\n    { "rule": "${RULE}", "file": "${FLOW}", "pointer": "/properties/definition/actions/Get_secret", "reason": "TODO: say why this is fine" },\n`,
      ),
    );
    await changed(file, CHANGED);
    await client.diagnostics(file, (found) => codes(found).includes('ignore-without-reason'));
    expect(client.shown(uri)).toHaveLength(1);

    folder.write(CONFIG, onDisk(file).replace('TODO: say why this is fine', 'Only a test'));
    await changed(file, CHANGED);
    await client.diagnostics(uri, (found) => found.length === 0);
  });

  it('changes the text in the editor, of the version that is open', async () => {
    const uri = folder.write(FLOW, flow());
    const file = folder.write(CONFIG, '{}');
    await start();
    await settle();
    await client.open(file, '{ "profile": "default" }');
    const action = (await open(uri)).find((one) => one.title.startsWith(TITLE))!;
    const { edit } = await client.resolve(action);
    expect(touched(edit)).toEqual([`${CONFIG}@1`]);
    await client.apply(file, edit!);
    expect(client.text(file)).toMatch(/^\{ "profile": "default", "ignore": \[\{ "rule": /);
    // A config with a mistake takes nothing.
    await client.change(file, '{ "profile": ');
    await client.diagnostics(file, (found) => found.length > 0);
    expect((await client.resolve(action)).edit).toBeUndefined();
    await client.change(uri, ` ${flow()}`);
    await client.change(file, '{}');
    expect((await client.resolve(action)).edit).toBeUndefined();
  });

  it('makes the config where there is none, with what the settings say', async () => {
    const uri = folder.write(FLOW, flow());
    await start({ settings: { profile: 'pedantic', rules: { 'insecure-url': 'off' }, exclude: ['old/**'] } });
    await settle();
    const action = (await open(uri)).find((one) => one.title.startsWith(TITLE))!;
    const { edit } = await client.resolve(action);
    expect(touched(edit)).toEqual([`create ${CONFIG}`, `${CONFIG}@null`]);
    await applyAll(client, [], edit!);
    expect(inConfig(folder.uriOf(CONFIG))).toMatchObject({
      profile: 'pedantic',
      rules: { 'insecure-url': 'off' },
      exclude: ['old/**'],
      ignore: [{ rule: RULE, file: FLOW }],
    });
  });

  it('writes into the config further up, with the path from there', async () => {
    folder.write('.git/HEAD', '');
    const uri = folder.write('part/Workflows/Flow.json', flow());
    const file = folder.write(CONFIG, '{}');
    await start({ folders: [folder.uriOf('part')] });
    await settle();
    const { edit } = await client.resolve((await open(uri)).find((one) => one.title.startsWith(TITLE))!);
    await applyAll(client, [], edit!);
    expect(inConfig(file).ignore[0]).toMatchObject({ file: 'part/Workflows/Flow.json' });
  });

  it('carries the edit at once for a client that cannot resolve, and is a command of our own', async () => {
    const uri = folder.write(FLOW, flow());
    const file = folder.write(CONFIG, '{}');
    const capabilities = structuredClone(FULL_CAPABILITIES);
    delete capabilities.textDocument!.codeAction!.resolveSupport;
    await start({ capabilities });
    await settle();
    expect((await open(uri)).find((one) => one.title.startsWith(TITLE))!.edit?.documentChanges).toHaveLength(
      1,
    );
    await client.stop();

    await start({ initializationOptions: { ignoreCommand: true } });
    await settle();
    const action = (await open(uri)).find((one) => one.title.startsWith(TITLE))!;
    expect(action.command?.command).toBe('lockkeeper.ignoreFinding');
    const [target] = action.command?.arguments ?? [];
    const result = await client.request<IgnoreResult>('lockkeeper/ignore', { target, reason: 'Only a test' });
    if (result.kind !== 'edit') throw new Error(result.reason);
    expect(result.config).toBe(file);
    await applyAll(client, [], result.edit);
    await changed(file, CHANGED);
    await client.diagnostics(uri, (found) => found.length === 0);
    for (const odd of [null, {}, { uri: 7 }, { ...target, version: 99 }, { ...target, fingerprint: 'x' }])
      expect(await client.request('lockkeeper/ignore', { target: odd, reason: 'r' })).toMatchObject({
        kind: 'refused',
      });
  });

  it('is not offered where nothing could be written', async () => {
    const uri = folder.write(FLOW, flow());
    await start({ folders: [] });
    await client.open(uri, flow());
    await client.current(uri);
    const titles = async (): Promise<string[]> =>
      (await client.codeActions(uri, client.rangeOf(uri, 'Get_secret'))).map((one) => one.title);
    expect(await titles()).not.toContain(TITLE);
    expect(await titles()).toContain('Secure outputs of "Get_secret"');
  });

  it('never writes a secret into the config', async () => {
    const key = FAKES.hex32!;
    const model = JSON.parse(literalFlow());
    const { Send_order } = model.properties.definition.actions;
    Send_order.inputs.headers = { [key]: 'x', 'x-api-key': key };
    Send_order.inputs.body = {};
    const text = JSON.stringify(model, null, 2);
    const uri = folder.write(FLOW, text);
    const file = folder.write(CONFIG, '{ "rules": { "hardcoded-secret": ["error", {}] } }');
    await start();
    await settle();
    await client.open(uri, text);
    await client.current(uri);
    for (const { range } of client.shown(uri)) {
      const actions = await client.codeActions(uri, range);
      const action = actions.findLast((one) => one.title.startsWith(TITLE))!;
      const { edit } = await client.resolve(action);
      expect(JSON.stringify(edit)).not.toContain(key);
      await applyAll(client, [], edit!);
    }
    expect(onDisk(file)).not.toContain(key);
  });

  it('is offered in files beside the flows', async () => {
    writeSolution(folder);
    const variableUri = folder.write(...variable(FAKES.hex32!, 'abc_ApiKey'));
    const file = folder.write(CONFIG, '{}');
    await start();
    await settle();
    const shown = client.shown(variableUri);
    expect(shown.length).toBeGreaterThan(0);
    await client.open(variableUri, onDisk(variableUri), 1, 'xml');
    await client.diagnostics(variableUri, (_, version) => version === 1);
    const actions = await client.codeActions(variableUri, shown[0]!.range);
    const action = actions.find((one) => one.title.startsWith('Ignore in this file, with a reason'))!;
    const { edit } = await client.resolve(action);
    await applyAll(client, [], edit!);
    expect(inConfig(file).ignore[0]).toEqual({
      rule: action.diagnostics?.[0]?.code,
      file: variable('', 'abc_ApiKey')[0],
      reason: 'TODO: say why this is fine',
    });
    folder.write(CONFIG, onDisk(file).replace('TODO: say why this is fine', 'Only a test'));
    await changed(file, CHANGED);
    await client.diagnostics(variableUri, (found) => found.length === shown.length - 1);
  });
});
