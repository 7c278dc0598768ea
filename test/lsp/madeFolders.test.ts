// Folders that come as a whole: the client names the folder, and not what is in it.
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { literalFlow } from './solutionFixtures.ts';

const CREATED = 1;
let folder: TempFolder;
let elsewhere: TempFolder;
let client: LspClient;
let watchers: readonly { readonly globPattern: unknown; readonly kind?: number }[];

const listen = (connection: ProtocolConnection): void => {
  connection.onRequest(
    'client/registerCapability',
    (params: { registrations: { method: string; registerOptions: { watchers: typeof watchers } }[] }) => {
      for (const { method, registerOptions } of params.registrations)
        if (method === 'workspace/didChangeWatchedFiles')
          watchers = [...watchers, ...registerOptions.watchers];
      return null;
    },
  );
};

beforeEach(async () => {
  folder = new TempFolder();
  elsewhere = new TempFolder();
  watchers = [];
  client = await LspClient.start({ folders: [folder.uri], prepare: listen });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
  elsewhere.dispose();
});

const made = (...names: readonly string[]): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', {
    changes: names.map((name) => ({ uri: folder.uriOf(name), type: CREATED })),
  });

it('asks to be told of all that is made', () => {
  const whole = watchers.find(({ globPattern }) => globPattern === '**/*');
  expect((whole?.kind ?? 0) & CREATED).toBe(CREATED);
});

it('checks the flows in a new folder', async () => {
  const flow = folder.write('new/deep/Workflows/Orders.json', literalFlow());
  await made('new', 'new/deep');
  await client.diagnostics(flow, (found) => found.length > 0);
});

it('leaves folders of tools alone, and what is no folder', async () => {
  const left = folder.write('new/node_modules/Workflows/Left.json', literalFlow());
  folder.write('notes.txt', 'nothing');
  const flow = folder.write('next/Workflows/Orders.json', literalFlow());
  await made('notes.txt', 'gone', 'new/node_modules', 'next');
  await client.diagnostics(flow, (found) => found.length > 0);
  expect(client.shown(left)).toEqual([]);
});

it('follows no new link out of the folder', async () => {
  elsewhere.write('Workflows/Away.json', literalFlow());
  mkdirSync(path.join(folder.path, 'in'));
  symlinkSync(elsewhere.path, path.join(folder.path, 'in/away'));
  const flow = folder.write('next/Workflows/Orders.json', literalFlow());
  await made('in/away', 'next');
  await client.diagnostics(flow, (found) => found.length > 0);
  await client.request('lockkeeper/rescan', {});
  expect(client.published.every(({ uri }) => uri === flow)).toBe(true);
});
