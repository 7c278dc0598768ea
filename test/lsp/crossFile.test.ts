// What one flow answers decides what another one leaks: results follow, in open and closed files.

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { child, flow, isRead, parent, passes, takesText } from './fixtures.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const CHILD = `Workflows/Child-${ID.toUpperCase()}.json`;

let folder: TempFolder;
let client: LspClient;
beforeEach(() => {
  folder = new TempFolder();
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const leaks = (found: readonly { code?: string | number }[]): boolean => found.filter(isRead).length === 1;
const harmless = (found: readonly { code?: string | number }[]): boolean => found.filter(isRead).length === 0;

it('a caller on disk follows its child in the editor', async () => {
  const childUri = folder.write(CHILD, child(ID));
  // Checked before its child: the name comes first.
  const caller = folder.write('Workflows/A_parent.json', parent(ID));
  client = await LspClient.start({ folders: [folder.uri] });
  await client.diagnostics(caller, leaks);
  await client.open(childUri, child(ID));
  await client.change(childUri, flow({ reads: [] }));
  await client.diagnostics(caller, harmless);
  await client.close(childUri);
  await client.diagnostics(caller, leaks);
});

it('an open caller follows its child on disk', async () => {
  const caller = folder.write('Workflows/A_parent.json', parent(ID));
  client = await LspClient.start({ folders: [folder.uri] });
  await client.open(caller, parent(ID));
  await client.diagnostics(caller, harmless);
  const childUri = folder.write(CHILD, child(ID));
  const watched = (type: number): Promise<void> =>
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: childUri, type }] });
  await watched(1);
  await client.diagnostics(caller, leaks);
  folder.delete(CHILD);
  await watched(3);
  await client.diagnostics(caller, harmless);
});

it('a child flow is told of a secret that its parent passes, as long as it does', async () => {
  // Its name says nothing; checked before its parent.
  const childUri = folder.write(CHILD, takesText());
  const caller = folder.write('Workflows/Parent.json', passes(ID, "@body('Get_secret')?['value']"));
  client = await LspClient.start({ folders: [folder.uri] });
  const takes = (found: readonly Diagnostic[]): boolean =>
    found.some(({ code, message }) => code === 'secret-in-trigger' && String(message).includes('"Note"'));
  await client.diagnostics(childUri, takes);
  await client.open(caller, passes(ID, "@body('Get_secret')?['value']"));
  await client.change(caller, passes(ID, 'A note'));
  await client.diagnostics(childUri, (found) => found.length === 0);
  await client.close(caller);
  await client.diagnostics(childUri, takes);
});

it('two flows that call each other come to rest', async () => {
  const other = '0a1b2c3d-1111-2222-3333-444455557777';
  folder.write(CHILD, parent(other));
  folder.write(`Workflows/Other-${other}.json`, parent(ID));
  client = await LspClient.start({ folders: [folder.uri] });
  await client.request('lockkeeper/rescan', {});
  expect(client.published.length).toBeLessThan(20);
});
