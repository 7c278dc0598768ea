// Inlay hints and code lenses: what they say, where, who gets them, and when the client is asked to ask again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeLens, InlayHint, Range } from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { child, flow, METADATA, OTHER_JSON, parent } from './fixtures.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const CHILD = `Workflows/Child-${ID}.json`;
const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
const OPEN = '\u{1F513}';
const CLOSED = '\u{1F512}';
const LENSES = { codeLens: { enable: true } };

/** A client that takes requests to refresh. */
const REFRESHING: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  workspace: {
    ...FULL_CAPABILITIES.workspace,
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
};

let folder: TempFolder;
let client: LspClient;
let refreshed: string[];

beforeEach(() => {
  folder = new TempFolder();
  refreshed = [];
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(options: StartOptions = {}): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    prepare(connection) {
      for (const method of ['workspace/inlayHint/refresh', 'workspace/codeLens/refresh'])
        connection.onRequest(method, () => {
          refreshed.push(method);
          return null;
        });
    },
    ...options,
  });
}

/** Opens a file of the folder once the scan is through, so that all that follows is the test's doing. */
async function openFlow(text: string, name = 'Workflows/Flow.json'): Promise<string> {
  const uri = folder.write(name, text);
  await client.request('lockkeeper/rescan', {});
  await client.open(uri, text);
  return uri;
}

const hints = (uri: string, range = WHOLE): Promise<InlayHint[]> =>
  client.request('textDocument/inlayHint', { textDocument: { uri }, range });
const lenses = (uri: string): Promise<CodeLens[]> =>
  client.request('textDocument/codeLens', { textDocument: { uri } });

async function labels(uri: string, range?: Range): Promise<unknown[]> {
  return (await hints(uri, range)).map(({ label }) => label);
}
async function titles(uri: string): Promise<unknown[]> {
  return (await lenses(uri)).map(({ command }) => command?.title);
}
const changeSettings = (settings: Record<string, unknown>): Promise<void> => {
  client.settings = settings;
  return client.notify('workspace/didChangeConfiguration', { settings: null });
};

it('are announced', async () => {
  await start();
  expect(client.initializeResult.capabilities).toMatchObject({
    inlayHintProvider: true,
    codeLensProvider: {},
  });
});

describe('inlay hints', () => {
  it('show an open lock where a secret is shown, at the end of the line, and follow the text', async () => {
    await start();
    const uri = await openFlow(flow());
    const found = await hints(uri);
    expect(found.map(({ label }) => label)).toEqual([
      `${OPEN} outputs show a secret`,
      `${OPEN} inputs show a secret`,
    ]);
    const line = client.rangeOf(uri, '"Get_secret": {');
    expect(found[0]?.position).toEqual(line.end);
    expect(found[0]?.tooltip).toMatchObject({ kind: 'markdown' });
    expect(JSON.stringify(found[0]?.tooltip)).toContain('The lightbulb on');

    await client.change(uri, flow({ secured: ['Get_secret'] }));
    expect(await labels(uri)).toEqual([`${CLOSED} outputs secured`, `${CLOSED} inputs hidden`]);
  });

  it('are given for the asked lines only', async () => {
    await start();
    const uri = await openFlow(flow());
    const { start: from } = client.rangeOf(uri, '"Call_service": {');
    expect(await labels(uri, { start: from, end: WHOLE.end })).toEqual([`${OPEN} inputs show a secret`]);
    expect(await labels(uri, { start: WHOLE.start, end: { line: 1, character: 0 } })).toEqual([]);
  });

  it('have plain texts for a client without Markdown', async () => {
    const { hover: _, ...textDocument } = FULL_CAPABILITIES.textDocument!;
    await start({ capabilities: { ...FULL_CAPABILITIES, textDocument } });
    const uri = await openFlow(flow());
    const [first] = await hints(uri);
    const tooltip = first?.tooltip as { kind: string; value: string };
    expect(tooltip.kind).toBe('plaintext');
    expect(tooltip.value).toContain('the secret that "Get_secret" reads from Azure Key Vault');
    expect(tooltip.value).not.toMatch(/&#\d|\*\*/);
  });

  it('are none where nothing is secret, in other files, and in files that are not open', async () => {
    await start();
    expect(await hints(await openFlow(flow({ reads: [] })))).toEqual([]);
    expect(await hints(await openFlow(OTHER_JSON, 'package.json'))).toEqual([]);
    expect(await hints(await openFlow(METADATA, 'Workflows/Flow.json.data.xml'))).toEqual([]);
    expect(await hints(folder.write('Workflows/Closed.json', flow()))).toEqual([]);
  });

  it('can be switched off and on', async () => {
    await start({ settings: { inlayHints: { enable: false } }, capabilities: REFRESHING });
    const uri = await openFlow(flow());
    expect(await hints(uri)).toEqual([]);
    refreshed.length = 0;
    await changeSettings({});
    await client.until(() => refreshed.includes('workspace/inlayHint/refresh'), 'a refresh');
    expect(await labels(uri)).toHaveLength(2);
    await changeSettings({ enable: false });
    expect(await hints(uri)).toEqual([]);
  });

  it('take malformed settings for the default', async () => {
    await start({ settings: { inlayHints: 'no', codeLens: 1 } });
    const uri = await openFlow(flow());
    expect(await labels(uri)).toHaveLength(2);
    expect(await lenses(uri)).toEqual([]);
  });
});

describe('code lenses', () => {
  it('say nothing that a lock in the text says', async () => {
    const capabilities: ClientCapabilities = {
      ...FULL_CAPABILITIES,
      textDocument: { ...FULL_CAPABILITIES.textDocument, inlayHint: {} },
    };
    const isHistory = ({ command }: CodeLens): boolean => /show a secret|secured|hidden/.test(command!.title);
    await start({ capabilities, settings: LENSES });
    const uri = await openFlow(flow());
    expect((await hints(uri)).length).toBeGreaterThan(0);
    const beside = await lenses(uri);
    expect(beside.length).toBeGreaterThan(0);
    expect(beside.filter(isHistory)).toEqual([]);
    await client.stop();

    // Without locks it is told above the step.
    await start({ capabilities, settings: { ...LENSES, inlayHints: { enable: false } } });
    expect((await lenses(await openFlow(flow()))).filter(isHistory).length).toBeGreaterThan(0);
  });

  it('are off by default', async () => {
    await start();
    expect(await lenses(await openFlow(flow()))).toEqual([]);
  });

  it('tell connection, run history and findings; without our commands as mere text', async () => {
    await start({ settings: LENSES });
    const uri = await openFlow(flow());
    expect(await titles(uri)).toEqual([
      'Starts on a schedule',
      "Azure Key Vault · runs as the maker's connection · outputs show a secret",
      '1 error',
      'inputs show a secret',
    ]);
    const found = await lenses(uri);
    expect(found.map(({ command }) => command?.command)).toEqual(['', '', '', '']);
    expect(found[1]?.range).toEqual(client.rangeOf(uri, '"Get_secret"'));
  });

  it('show the connection reference and the finding at a click', async () => {
    await start({ settings: LENSES, initializationOptions: { commandLinks: true } });
    const uri = await openFlow(flow());
    const [trigger, connection, findings] = (await lenses(uri)).map(({ command }) => command);
    const at = client.positionOf(uri, '"Get_secret"');
    expect(trigger).toEqual({ title: 'Starts on a schedule', command: '' });
    expect(connection).toMatchObject({
      command: 'lockkeeper.showPlaces',
      arguments: [uri, at, [client.rangeOf(uri, '"shared_keyvault"')]],
    });
    expect(findings).toMatchObject({
      command: 'lockkeeper.showPlaces',
      arguments: [uri, at, [client.rangeOf(uri, '"Get_secret"')]],
    });
  });

  it('lead from the trigger to the pages of the flow, where the client has some', async () => {
    await start({ settings: LENSES, initializationOptions: { flowPages: true } });
    const uri = await openFlow(flow());
    const pages = (await lenses(uri)).filter(({ command }) => command?.command !== '');
    const range = client.rangeOf(uri, '"Every_day"');
    const target = { flow: uri, at: flow().indexOf('"Every_day"') };
    expect(pages).toEqual([
      {
        range,
        command: {
          ...{ title: 'Preview run history', command: 'lockkeeper.previewRunHistory' },
          arguments: [target],
        },
      },
      { range, command: { title: 'Show flow', command: 'lockkeeper.showFlow', arguments: [target] } },
    ]);
  });

  it('can be switched on and off', async () => {
    await start({ capabilities: REFRESHING });
    const uri = await openFlow(flow());
    refreshed.length = 0;
    await changeSettings(LENSES);
    await client.until(() => refreshed.includes('workspace/codeLens/refresh'), 'a refresh');
    expect(await titles(uri)).toContain('1 error');
    await changeSettings({});
    expect(await lenses(uri)).toEqual([]);
  });
});

describe('refresh', () => {
  it('comes when the answer of a child flow changes', async () => {
    await start({ capabilities: REFRESHING });
    const caller = await openFlow(parent(ID), 'Workflows/A_parent.json');
    expect(await labels(caller)).toEqual([]);
    refreshed.length = 0;
    const uri = folder.write(CHILD, child(ID));
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
    await client.until(() => refreshed.length > 0, 'a refresh');
    expect(await labels(caller)).toEqual([`${OPEN} outputs show a secret`, `${OPEN} inputs show a secret`]);
  });

  it('does not come while a text is typed: the client asks by itself', async () => {
    await start({ capabilities: REFRESHING });
    const uri = await openFlow(flow());
    await client.current(uri);
    await hints(uri);
    // What the opening brought about has come by now.
    await new Promise((resolve) => setTimeout(resolve, 200));
    refreshed.length = 0;
    for (const reads of [['Get_a'], ['Get_b'], ['Get_c']]) {
      await client.change(uri, flow({ reads }));
      await client.current(uri);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(refreshed).toEqual([]);
  });

  it('is not sent to a client that does not take it', async () => {
    await start();
    const uri = await openFlow(flow());
    await changeSettings(LENSES);
    await client.until(() => client.shown(uri).length > 0, 'diagnostics');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(refreshed).toEqual([]);
    expect(await titles(uri)).toContain('1 error');
  });
});
