// Settings of the editor and lockkeeper.config.json.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;
const CONFIG = 'lockkeeper.config.json';

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
const settle = (): Promise<unknown> => client.request('lockkeeper/rescan', {});
/** A rule setting whose severity tells which config was read. */
const setting = (severity: string): string => `{ "rules": { "secret-read-unsecured": "${severity}" } }`;
const severities = (uri: string): unknown[] => client.shown(uri).map((one) => one.severity);

describe('settings of the editor', () => {
  it('change severities, for open and closed files', async () => {
    const closed = folder.write('Workflows/Closed.json', flow());
    const open = folder.write('Workflows/Open.json', flow());
    await start();
    await settle();
    await client.open(open, flow());
    await client.current(open);
    expect(severities(open)).toEqual([1]);

    client.settings = { rules: { 'secret-read-unsecured': 'info' } };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    for (const uri of [open, closed]) await client.diagnostics(uri, (found) => found[0]?.severity === 3);

    client.settings = { rules: { 'secret-read-unsecured': 'off' } };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    for (const uri of [open, closed]) await client.diagnostics(uri, (found) => found.length === 0);
  });

  it('switch everything off and on', async () => {
    const uri = folder.write('Workflows/Flow.json', flow());
    await start({ settings: { enable: false } });
    await settle();
    expect(client.shown(uri)).toEqual([]);
    client.settings = { enable: true };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.diagnostics(uri, (found) => found.length === 1);
    await client.open(uri, flow());
    await client.current(uri);
    client.settings = { enable: false };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.diagnostics(uri, (found) => found.length === 0);
    expect(await client.codeActions(uri, client.rangeOf(uri, 'Get_secret'))).toEqual([]);
  });

  it('leave out files by glob', async () => {
    const kept = folder.write('src/Workflows/Kept.json', flow());
    const left = folder.write('archive/Workflows/Left.json', flow());
    await start({ settings: { exclude: ['archive/**'] } });
    await settle();
    expect(client.shown(kept)).toHaveLength(1);
    expect(client.shown(left)).toEqual([]);
    await client.open(left, flow());
    expect(await client.codeActions(left, client.rangeOf(left, 'Get_secret'))).toEqual([]);
  });

  it('come with the notification where the client does not answer', async () => {
    const uri = folder.write('Workflows/Flow.json', flow());
    await start({
      capabilities: {},
      initializationOptions: { settings: { rules: { 'secret-read-unsecured': 'off' } } },
    });
    await settle();
    expect(client.shown(uri)).toEqual([]);
    await client.notify('workspace/didChangeConfiguration', {
      settings: { lockkeeper: { rules: { 'secret-read-unsecured': 'warning' } } },
    });
    await client.diagnostics(uri, (found) => found[0]?.severity === 2);
  });

  it.each([
    [null],
    [7],
    [{ rules: 'x', include: 7, exclude: [3], maxFileSize: 'big', profile: {} }],
    [{ maxFileSize: -1 }],
  ])('of a wrong form (%j) count as defaults', async (settings) => {
    const uri = folder.write('Workflows/Flow.json', flow());
    await start({ settings: settings as unknown as Record<string, unknown> });
    await settle();
    expect(client.shown(uri)).toHaveLength(1);
  });
});

describe('lockkeeper.config.json', () => {
  it('decides instead of the settings', async () => {
    folder.write(CONFIG, '{ "rules": { "secret-read-unsecured": "hint" } }');
    const uri = folder.write('Workflows/Flow.json', flow());
    await start({ settings: { rules: { 'secret-read-unsecured': 'off' }, exclude: ['**'] } });
    await settle();
    expect(severities(uri)).toEqual([4]);
  });

  it('shows its problems where they are, until they are gone', async () => {
    const config = folder.write(CONFIG, '{\n  "rules": { "secret-red-unsecured": "off" }\n}');
    folder.write('Workflows/Flow.json', flow());
    await start();
    await settle();
    const [problem] = client.shown(config);
    expect(problem).toMatchObject({ severity: 2, source: 'Lockkeeper' });
    expect(problem?.range.start).toEqual({ line: 1, character: 13 });
    expect(problem?.message).toContain('secret-read-unsecured');
    folder.write(CONFIG, '{}');
    await changed(config, CHANGED);
    await client.diagnostics(config, (found) => found.length === 0);
  });

  it('works as soon as it appears and until it goes', async () => {
    const uri = folder.write('Workflows/Flow.json', flow());
    await start();
    await settle();
    expect(severities(uri)).toEqual([1]);
    const config = folder.write(CONFIG, '{ "exclude": ["Workflows/**"] }');
    await changed(config, CREATED);
    await client.diagnostics(uri, (found) => found.length === 0);
    folder.delete(CONFIG);
    await changed(config, DELETED);
    await client.diagnostics(uri, (found) => found.length === 1);
  });

  it('counts as it stands in the editor, before it is saved', async () => {
    const config = folder.write(CONFIG, '{}');
    const uri = folder.write('Workflows/Flow.json', flow());
    await start();
    await settle();
    await client.open(config, '{}');
    await client.change(config, '{ "rules": { "secret-read-unsecured": "warning" } }');
    await client.diagnostics(uri, (found) => found[0]?.severity === 2);
    await client.change(config, '{ "rules": { "secret-read-uns');
    await client.diagnostics(config, (found) => found.length > 0);
    await client.close(config);
    await client.diagnostics(config, (found) => found.length === 0);
    await client.diagnostics(uri, (found) => found[0]?.severity === 1);
  });

  it('holds for its own folder only', async () => {
    const second = new TempFolder();
    second.write(CONFIG, '{ "rules": { "secret-read-unsecured": "off" } }');
    const here = folder.write('Workflows/Flow.json', flow());
    const there = second.write('Workflows/Flow.json', flow());
    await start({ folders: [folder.uri, second.uri] });
    await settle();
    expect(client.shown(here)).toHaveLength(1);
    expect(client.shown(there)).toEqual([]);
    second.dispose();
  });
});

describe('lockkeeper.config.json above the folder', () => {
  const INSIDE = 'solutions/orders';
  let uri: string;

  beforeEach(() => {
    folder.write('.git/HEAD', 'x');
    uri = folder.write(`${INSIDE}/src/Workflows/Flow.json`, flow());
  });

  /** Opens a folder further down in the repository. */
  const openInside = (options: StartOptions = {}): Promise<void> =>
    start({ folders: [folder.uriOf(INSIDE)], ...options });

  it('counts, the nearest first; its globs are relative to where it is', async () => {
    folder.write(CONFIG, `{ "exclude": ["${INSIDE}/src/**"] }`);
    await openInside();
    await settle();
    expect(client.shown(uri)).toEqual([]);
    folder.write(`solutions/${CONFIG}`, setting('hint'));
    await settle();
    expect(severities(uri)).toEqual([4]);
    folder.write(`${INSIDE}/${CONFIG}`, '{ "exclude": ["elsewhere/**"] }');
    await settle();
    expect(severities(uri)).toEqual([1]);
  });

  it('is looked for up to the topmost folder with a file or a folder called .git', async () => {
    folder.write(`solutions/${CONFIG}`, setting('hint'));
    folder.write(`${INSIDE}/.git/HEAD`, 'x');
    await openInside();
    await settle();
    expect(severities(uri)).toEqual([4]);
    folder.delete('.git');
    await settle();
    expect(severities(uri)).toEqual([1]);
    folder.write('solutions/.git', 'gitdir: ../elsewhere');
    await settle();
    expect(severities(uri)).toEqual([4]);
  });

  it('does not count where there is no repository', async () => {
    folder.delete('.git');
    folder.write(CONFIG, setting('info'));
    await openInside();
    await settle();
    expect(severities(uri)).toEqual([1]);
  });

  it('has its problems and those of its policy told, for as long as it counts', async () => {
    const config = folder.write(CONFIG, '{ "policy": { "dlp": "policies/dlp.json" }, "colour": 1 }');
    const policy = folder.write('policies/dlp.json', '{ "connectorGroups": 7 }');
    const nearer = folder.uriOf(`${INSIDE}/${CONFIG}`);
    await openInside();
    await settle();
    expect(client.shown(config)).toHaveLength(1);
    expect(client.shown(policy)).toHaveLength(1);
    folder.write(`${INSIDE}/${CONFIG}`, '{}');
    await changed(nearer, CREATED);
    await client.diagnostics(config, (found) => found.length === 0);
    await client.diagnostics(policy, (found) => found.length === 0);
  });

  it('counts as it stands in the editor', async () => {
    const config = folder.write(CONFIG, setting('hint'));
    await openInside();
    await settle();
    await client.open(config, setting('hint'));
    await client.change(config, setting('warning'));
    await client.diagnostics(uri, (found) => found[0]?.severity === 2);
    await client.close(config);
    await client.diagnostics(uri, (found) => found[0]?.severity === 4);
  });

  it('is shared by folders; one of them may have its own, or go', async () => {
    const other = folder.write('solutions/other/Workflows/Flow.json', flow());
    const config = folder.write(CONFIG, '{ "rules": { "secret-read-unsecured": "hint" }, "colour": 1 }');
    await openInside({ folders: [folder.uriOf(INSIDE), folder.uriOf('solutions/other')] });
    await settle();
    expect([severities(uri), severities(other)]).toEqual([[4], [4]]);
    folder.write(`${INSIDE}/${CONFIG}`, setting('info'));
    await settle();
    expect([severities(uri), severities(other)]).toEqual([[3], [4]]);
    expect(client.shown(config)).toHaveLength(1);
    await client.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: folder.uriOf('solutions/other'), name: 'other' }] },
    });
    await client.diagnostics(config, (found) => found.length === 0);
  });

  describe('is watched', () => {
    interface Watcher {
      readonly globPattern: string | { readonly baseUri: string; readonly pattern: string };
    }
    let watched: Map<string, readonly Watcher[]>;
    const listen = (connection: ProtocolConnection): void => {
      watched = new Map();
      connection.onRequest(
        'client/registerCapability',
        (params: {
          registrations: { id: string; method: string; registerOptions: { watchers: Watcher[] } }[];
        }) => {
          for (const { id, method, registerOptions } of params.registrations)
            if (method === 'workspace/didChangeWatchedFiles') watched.set(id, registerOptions.watchers);
          return null;
        },
      );
      connection.onRequest(
        'client/unregisterCapability',
        (params: { unregisterations: { id: string }[] }) => {
          for (const { id } of params.unregisterations) watched.delete(id);
          return null;
        },
      );
    };
    /** Files outside of the workspace that the client watches now, but baselines (see `ignore.test.ts`). */
    const outside = (): string[] =>
      [...watched.values()]
        .flat()
        .flatMap(({ globPattern }) =>
          typeof globPattern === 'string' ? [] : [`${globPattern.baseUri}/${globPattern.pattern}`],
        )
        .filter((file) => !file.endsWith('/lockkeeper.baseline.json'))
        .sort();
    const until = (files: readonly string[]): Promise<void> =>
      client.until(() => outside().join() === [...files].sort().join(), `watchers of ${files.join()}`);
    const capabilities = structuredClone(FULL_CAPABILITIES);
    capabilities.workspace!.didChangeWatchedFiles!.relativePatternSupport = true;

    it('wherever it may appear, with its policy, by a client that can', async () => {
      await openInside({ capabilities, prepare: listen });
      await settle();
      const above = [folder.uriOf(`solutions/${CONFIG}`), folder.uriOf(CONFIG)];
      await until(above);
      const config = folder.write(CONFIG, '{ "policy": { "dlp": "policies/dlp.json" } }');
      await changed(config, CREATED);
      const policy = folder.uriOf('policies/dlp.json');
      await until([...above, policy]);
      await client.diagnostics(config, (found) => found.length === 1);
      folder.write(
        'policies/dlp.json',
        '{ "displayName": "P", "defaultConnectorsClassification": "Blocked", "connectorGroups": [] }',
      );
      await changed(policy, CREATED);
      await client.diagnostics(uri, (found) => found.some((one) => one.code === 'dlp-policy'));
      const nearer = folder.write(`solutions/${CONFIG}`, setting('hint'));
      await changed(nearer, CREATED);
      await client.diagnostics(uri, (found) => found.map((one) => one.severity).join() === '4');
      await until([nearer]);
      folder.delete(`solutions/${CONFIG}`);
      folder.delete(CONFIG);
      await changed(nearer, DELETED);
      await client.diagnostics(uri, (found) => found.map((one) => one.severity).join() === '1');
      await until(above);
      folder.write(`${INSIDE}/${CONFIG}`, '{}');
      await changed(folder.uriOf(`${INSIDE}/${CONFIG}`), CREATED);
      await until([]);
    });

    it('not by one that cannot: a rescan reads it again', async () => {
      const config = folder.write(CONFIG, setting('hint'));
      await openInside({ prepare: listen });
      await settle();
      folder.write(CONFIG, setting('info'));
      await settle();
      expect(severities(uri)).toEqual([3]);
      expect(outside()).toEqual([]);
      // Who tells of it anyway is heard.
      folder.write(CONFIG, setting('warning'));
      await changed(config, CHANGED);
      await client.diagnostics(uri, (found) => found[0]?.severity === 2);
    });
  });
});

describe('a new config', () => {
  it('is made from answers, and says what there is to choose from', async () => {
    await start();
    const params = {
      profile: 'pedantic',
      dlp: 'policies/dlp.json',
      hosts: '*.contoso.com, a.example',
      steps: 'sentence',
    };
    const made = await client.request('lockkeeper/newConfig', params);
    expect(made).toMatchObject({ fileName: CONFIG });
    const { text, stepNames } = made as { text: string; stepNames: [string, string][] };
    expect(JSON.parse(text)).toEqual({
      profile: 'pedantic',
      rules: { 'naming-convention': ['info', { steps: 'sentence' }] },
      policy: { dlp: 'policies/dlp.json', allowedHosts: ['*.contoso.com', 'a.example'] },
    });
    expect(stepNames).toContainEqual(['sentence', 'Get_items']);
  });
});

describe('the config of a file', () => {
  it('is named for files and folders, and none where the settings decide', async () => {
    const config = folder.write(`sub/${CONFIG}`, '{}');
    const inside = folder.write('sub/Workflows/Flow.json', flow());
    const outside = folder.write('Workflows/Flow.json', flow());
    await start();
    const configOf = (uri: string) => client.request('lockkeeper/configOf', { uri });
    expect(await configOf(inside)).toEqual({ config });
    expect(await configOf(outside)).toEqual({ config: null });
    expect(await configOf(folder.uri)).toEqual({ config: null });
    const own = folder.write(CONFIG, '{}');
    await changed(own, CREATED);
    expect(await configOf(folder.uri)).toEqual({ config: own });
  });
});
