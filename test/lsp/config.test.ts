// Settings of the editor and lockkeeper.config.json.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
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
