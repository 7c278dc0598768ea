// Files that are not open: scan, progress, changes on disk, several folders.

import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, ProtocolConnection } from 'vscode-languageserver/node';
import type { Status } from '../../server/src/protocol.ts';
import { codes, FULL_CAPABILITIES, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { flow, METADATA, OTHER_JSON } from './fixtures.ts';

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

let folder: TempFolder;
let client: LspClient;
let statuses: Status[];

beforeEach(() => {
  folder = new TempFolder();
  statuses = [];
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(options: StartOptions = {}): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    initializationOptions: { status: true },
    ...options,
    prepare(connection) {
      connection.onNotification('lockkeeper/status', (status: Status) => {
        statuses.push(status);
      });
      options.prepare?.(connection);
    },
  });
}

const ready = (): Promise<void> => client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
const changed = (...changes: [uri: string, type: number][]): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', {
    changes: changes.map(([uri, type]) => ({ uri, type })),
  });

function onProgress(
  connection: ProtocolConnection,
  listener: (token: unknown, value: { kind: string; cancellable?: boolean }) => void,
): void {
  connection.onNotification('$/progress', (params: { token: unknown; value: { kind: string } }) =>
    listener(params.token, params.value),
  );
}

describe('scan', () => {
  it('finds flows by content in any folder and tells the counts', async () => {
    const leaking = folder.write('Workflows/Leaking.json', flow());
    folder.write('Workflows/Clean.json', flow({ secured: ['Get_secret'] }));
    const deep = folder.write('a/b/c/somewhere.JSON', flow({ reads: ['A', 'B'] }));
    folder.write('package.json', OTHER_JSON);
    folder.write('node_modules/x/flow.json', flow());
    await start();
    await ready();
    expect(codes(client.shown(leaking))).toEqual(['secret-read-unsecured']);
    expect(client.shown(deep)).toHaveLength(2);
    expect(client.published.map((params) => params.uri).sort()).toEqual([deep, leaking].sort());
    expect(client.published.every((params) => params.version === undefined)).toBe(true);
    expect(statuses.at(-1)).toMatchObject({ flows: 3, errors: 3, warnings: 0, limitCount: 0, failures: [] });
  });

  it('shows its progress', async () => {
    for (let n = 0; n < 60; n++) folder.write(`Workflows/Flow${n}.json`, flow());
    const progress: { kind: string; cancellable?: boolean }[] = [];
    await start({ prepare: (connection) => onProgress(connection, (_, value) => progress.push(value)) });
    await ready();
    await client.until(() => progress.at(-1)?.kind === 'end', 'end of the progress');
    expect(progress[0]).toMatchObject({ kind: 'begin', cancellable: true });
    expect(progress.filter((value) => value.kind === 'end')).toHaveLength(1);
    expect(progress.slice(1, -1).every((value) => value.kind === 'report')).toBe(true);
  });

  it('can be cancelled, and started again', async () => {
    const count = 300;
    for (let n = 0; n < count; n++) folder.write(`Workflows/Flow${n}.json`, flow());
    let first: unknown;
    await start({
      prepare: (connection) =>
        onProgress(connection, (token, value) => {
          if (value.kind !== 'begin' || first !== undefined) return;
          first = token;
          void connection.sendNotification('window/workDoneProgress/cancel', { token });
        }),
    });
    await ready();
    expect(statuses.at(-1)?.flows).toBeLessThan(count);
    const status = await client.request<Status>('lockkeeper/rescan', {});
    expect(status).toMatchObject({ state: 'ready', flows: count });
  });

  it('is replaced by a newer one', async () => {
    for (let n = 0; n < 100; n++) folder.write(`Workflows/Flow${n}.json`, flow());
    await start();
    const scans = [1, 2, 3].map(() => client.request<Status>('lockkeeper/rescan', {}));
    for (const status of await Promise.all(scans))
      expect(status).toMatchObject({ state: 'ready', flows: 100 });
    expect(client.published).toHaveLength(100);
  });

  it('waits neither for progress nor for settings of a client that can do little', async () => {
    const uri = folder.write('Workflows/Leaking.json', flow());
    await start({ capabilities: {} as ClientCapabilities });
    await client.diagnostics(uri, (found) => found.length === 1);
  });

  it('starts from rootUri where the client has no folders', async () => {
    const uri = folder.write('Workflows/Leaking.json', flow());
    await start({ rootUri: folder.uri });
    await client.diagnostics(uri, (found) => found.length === 1);
  });

  it('reads texts in the encodings that Windows tools write', async () => {
    const bom = folder.write('Workflows/Bom.json', `\uFEFF${flow()}`);
    const utf16 = folder.write('Workflows/Utf16.json', Buffer.from(`\uFEFF${flow()}`, 'utf16le'));
    const crlf = folder.write('Workflows/Crlf.json', flow().replaceAll('\n', '\r\n'));
    await start();
    await ready();
    const ranges = [bom, utf16, crlf].map((uri) => client.shown(uri)[0]?.range);
    expect(ranges[0]).toBeDefined();
    expect(ranges[1]).toEqual(ranges[0]);
    expect(ranges[2]).toEqual(ranges[0]);
  });

  it('looks at each real file once, whatever links lead to it, and comes out of circles', async () => {
    folder.write('Workflows/Own.json', flow());
    folder.write('real/Flow.txt', flow());
    symlinkSync(folder.path, path.join(folder.path, 'circle'));
    symlinkSync('Workflows', path.join(folder.path, 'again'));
    symlinkSync('real/Flow.txt', path.join(folder.path, 'Linked.json'));
    symlinkSync('real/Flow.txt', path.join(folder.path, 'LinkedAgain.json'));
    await start();
    await ready();
    expect(statuses.at(-1)).toMatchObject({ flows: 2, limitCount: 0 });
  });

  it('tells which files it left out, and goes on with the others', async () => {
    const big = folder.write('elsewhere/Big.json', `${flow()}${' '.repeat(300_000)}`);
    const leaking = folder.write('Workflows/Leaking.json', flow());
    const binary = folder.write(
      'elsewhere/Binary.json',
      new Uint8Array(5000).map((_, at) => at % 256),
    );
    await start({ settings: { maxFileSize: 0.2 } });
    await ready();
    expect(client.shown(leaking)).toHaveLength(1);
    expect(client.shown(big)).toEqual([]);
    expect(statuses.at(-1)).toMatchObject({ flows: 1, limitCount: 2 });
    expect(statuses.at(-1)?.limits).toMatchObject([
      { kind: 'fileTooLarge', uri: big, maxSize: 209715.2 },
      { kind: 'unreadable', uri: binary },
    ]);
  });

  it('does not publish an unchanged file again', async () => {
    folder.write('Workflows/Leaking.json', flow());
    await start();
    await ready();
    const before = client.published.length;
    await client.request('lockkeeper/rescan', {});
    expect(client.published.length).toBe(before);
  });
});

describe('changes on disk', () => {
  it('are followed: created, changed, deleted', async () => {
    await start();
    await ready();
    const uri = folder.write('Workflows/New.json', flow());
    await changed([uri, CREATED]);
    await client.diagnostics(uri, (found) => found.length === 1);
    folder.write('Workflows/New.json', flow({ reads: ['A', 'B'] }));
    await changed([uri, CHANGED]);
    await client.diagnostics(uri, (found) => found.length === 2);
    folder.delete('Workflows/New.json');
    await changed([uri, DELETED]);
    await client.diagnostics(uri, (found) => found.length === 0);
    await client.until(() => statuses.at(-1)?.flows === 0, 'no flow counted');
  });

  it('are followed when a whole folder goes', async () => {
    const one = folder.write('solution/Workflows/One.json', flow());
    const two = folder.write('solution/Workflows/Two.json', flow());
    const other = folder.write('solution2/Workflows/Other.json', flow());
    await start();
    await ready();
    folder.delete('solution');
    await changed([folder.uriOf('solution'), DELETED]);
    await client.diagnostics(one, (found) => found.length === 0);
    await client.diagnostics(two, (found) => found.length === 0);
    expect(client.shown(other)).toHaveLength(1);
  });

  it('do not touch an open file until it is closed', async () => {
    const uri = folder.write('Workflows/Flow.json', flow({ reads: ['A', 'B'] }));
    await start();
    await ready();
    expect(client.shown(uri)).toHaveLength(2);
    await client.open(uri, flow());
    expect((await client.current(uri)).diagnostics).toHaveLength(1);
    await changed([uri, CHANGED]);
    await client.change(uri, flow({ reads: ['A', 'B', 'C'] }));
    expect((await client.current(uri)).diagnostics).toHaveLength(3);
    await client.close(uri);
    const { version } = await client.diagnostics(uri, (found) => found.length === 2);
    expect(version).toBeUndefined();
    // Opened again with the text and version as before: told again.
    await client.open(uri, flow({ reads: ['A', 'B'] }));
    await client.current(uri);
  });

  it('an open file outside of all folders has no diagnostics after it is closed', async () => {
    await start();
    const uri = 'file:///elsewhere/Flow.json';
    await client.open(uri, flow());
    await client.current(uri);
    await client.close(uri);
    await client.diagnostics(uri, (found) => found.length === 0);
  });

  it('a metadata file decides whether a broken file counts', async () => {
    const uri = folder.write('Workflows/Broken.json', '{ "properties": { } }');
    await start();
    await ready();
    expect(statuses.at(-1)?.flows).toBe(0);
    const metadata = folder.write('Workflows/Broken.json.data.xml', METADATA);
    await changed([metadata, CREATED]);
    await client.request('lockkeeper/rescan', {});
    expect(client.shown(uri).every((one) => one.source === 'Lockkeeper')).toBe(true);
  });

  it('in ignored folders are none', async () => {
    await start();
    await ready();
    const uri = folder.write('node_modules/pkg/flow.json', flow());
    const seen = folder.write('Workflows/Seen.json', flow());
    await changed([uri, CREATED], [seen, CREATED]);
    await client.diagnostics(seen, (found) => found.length === 1);
    expect(client.shown(uri)).toEqual([]);
  });
});

describe('several folders', () => {
  it('come and go', async () => {
    const second = new TempFolder();
    const one = folder.write('Workflows/One.json', flow());
    const two = second.write('Workflows/Two.json', flow());
    await start();
    await ready();
    expect(client.shown(one)).toHaveLength(1);
    expect(client.shown(two)).toEqual([]);

    const change = (added: string[], removed: string[]): Promise<void> =>
      client.notify('workspace/didChangeWorkspaceFolders', {
        event: {
          added: added.map((uri) => ({ uri, name: 'x' })),
          removed: removed.map((uri) => ({ uri, name: 'x' })),
        },
      });
    await change([second.uri], []);
    await client.diagnostics(two, (found) => found.length === 1);
    await change([], [folder.uri]);
    await client.diagnostics(one, (found) => found.length === 0);
    expect(client.shown(two)).toHaveLength(1);
    await client.until(() => statuses.at(-1)?.flows === 1, 'one flow counted');
    second.dispose();
  });
});

describe('fix workspace', () => {
  it('gathers the safe fixes of all files, open texts first, behind a confirmation', async () => {
    const closed = folder.write('Workflows/Closed.json', flow());
    const open = folder.write('Workflows/Open.json', flow({ secured: ['Get_secret'] }));
    const clean = folder.write('Workflows/Clean.json', flow({ secured: ['Get_secret'] }));
    await start();
    await ready();
    await client.open(open, flow({ reads: ['A', 'B'] }), 5);
    await client.current(open);
    type Change = {
      textDocument: { uri: string; version: number | null };
      edits: { annotationId?: string }[];
    };
    const result = await client.request<{
      edit: { documentChanges: Change[]; changeAnnotations: unknown };
      files: number;
    }>('lockkeeper/fixWorkspace', {});
    expect(result).toMatchObject({ files: 2, findings: 3 });
    const changes = new Map(result.edit.documentChanges.map((change) => [change.textDocument.uri, change]));
    expect([...changes.keys()].sort()).toEqual([closed, open].sort());
    expect(changes.has(clean)).toBe(false);
    expect(changes.get(open)?.textDocument.version).toBe(5);
    expect(changes.get(closed)?.textDocument.version).toBeNull();
    const { edits } = changes.get(closed)!;
    expect(edits.length).toBeGreaterThan(0);
    expect(edits.every((edit) => edit.annotationId === 'secret-read-unsecured')).toBe(true);
    expect(result.edit.changeAnnotations).toEqual({
      'secret-read-unsecured': {
        label: 'secret-read-unsecured: 3 findings',
        description: 'Closed: Get secret; Open: A, B',
        needsConfirmation: true,
      },
    });
  });

  it('says when there is nothing', async () => {
    folder.write('Workflows/Clean.json', flow({ secured: ['Get_secret'] }));
    await start();
    await ready();
    expect(await client.request('lockkeeper/fixWorkspace', {})).toEqual({
      edit: null,
      files: 0,
      findings: 0,
    });
  });

  it('is a server command for other editors', async () => {
    const uri = folder.write('Workflows/Closed.json', flow());
    const applied: unknown[] = [];
    await start({
      prepare: (connection) =>
        connection.onRequest('workspace/applyEdit', (params: { edit: unknown }) => {
          applied.push(params.edit);
          return { applied: true };
        }),
    });
    await ready();
    await client.request('workspace/executeCommand', { command: 'lockkeeper.fixWorkspace', arguments: [] });
    expect(JSON.stringify(applied)).toContain(uri);
  });
});

it('a client without any registration still hears about files it opens', async () => {
  const uri = folder.write('Workflows/Flow.json', flow());
  const capabilities = structuredClone(FULL_CAPABILITIES);
  delete capabilities.workspace!.didChangeWatchedFiles;
  delete capabilities.workspace!.didChangeConfiguration;
  await start({ capabilities });
  await ready();
  expect(client.registrations).not.toContain('workspace/didChangeWatchedFiles');
  await client.open(uri, flow({ secured: ['Get_secret'] }));
  expect((await client.current(uri)).diagnostics).toEqual([]);
});
