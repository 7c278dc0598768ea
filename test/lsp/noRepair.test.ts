// Where nothing is offered, and where an offer turns out to change nothing, people are told why.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CodeAction, ShowMessageParams } from 'vscode-languageserver/node';
import type { Status } from '../../server/src/protocol.ts';
import { FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { CUSTOMIZATIONS, KEY, MANIFEST, onDisk, writeSolution } from './solutionFixtures.ts';

const WHY = 'Why is there no repair?';

let folder: TempFolder;
let client: LspClient;
let orders: string;
let messages: string[];
let scanned: boolean;

beforeEach(() => {
  folder = new TempFolder();
  orders = writeSolution(folder);
  messages = [];
  scanned = false;
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    capabilities: FULL_CAPABILITIES,
    initializationOptions: { status: true },
    prepare: (connection) => {
      connection.onNotification('window/showMessage', ({ message }: ShowMessageParams) => {
        messages.push(message);
      });
      connection.onNotification('lockkeeper/status', ({ state }: Status) => {
        scanned ||= state === 'ready';
      });
    },
  });
  await client.until(() => scanned, 'state ready');
  await client.open(orders, onDisk(orders));
  await client.current(orders);
}

const actionsAt = (needle: string): Promise<CodeAction[]> => {
  const position = client.positionOf(orders, needle);
  return client.request('textDocument/codeAction', {
    textDocument: { uri: orders },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
};

async function told(): Promise<string | undefined> {
  for (let tries = 0; tries < 200 && messages.length === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return messages[0];
}

it('a managed export has an action that says where to repair it', async () => {
  folder.write(MANIFEST, onDisk(folder.uriOf(MANIFEST)).replace('<Managed>0', '<Managed>1'));
  await start();
  const why = (await actionsAt(KEY)).find((action) => action.title === WHY);
  expect(why?.diagnostics?.map((one) => one.code)).toEqual(['hardcoded-secret']);
  expect(why?.disabled).toBeUndefined();
  await client.request('workspace/executeCommand', {
    command: why?.command?.command,
    arguments: why?.command?.arguments,
  });
  expect(await told()).toBe('This is the managed export: repair it in the unmanaged solution.');
});

it('a repair that can be made has none', async () => {
  await start();
  const titles = (await actionsAt(KEY)).map((action) => action.title);
  expect(titles.length).toBeGreaterThan(1);
  expect(titles).not.toContain(WHY);
});

it('an offer that changes nothing any more says so', async () => {
  await start();
  const action = (await actionsAt(KEY)).find((one) => one.title.includes('Azure Key Vault'));
  folder.delete(CUSTOMIZATIONS);
  expect((await client.resolve(action!)).edit).toBeUndefined();
  expect(await told()).toMatch(/^Nothing was changed\. .*Customizations\.xml/);
});
