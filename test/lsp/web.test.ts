// The web worker bundle, in a context that has what a worker has and nothing of node. Files come from the client.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, Script } from 'node:vm';
import { expect, it } from 'vitest';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import type { ListFilesParams, ReadFileParams, Status } from '../../server/src/protocol.ts';
import { freshBundle } from '../harness/bundles.ts';
import { codes, LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow, OTHER_JSON } from './fixtures.ts';
import {
  CUSTOMIZATIONS,
  KEY,
  literalFlow,
  MANIFEST,
  ORDERS,
  touched,
  writeSolution,
} from './solutionFixtures.ts';

/** Messages are cloned on their way, as between a worker and its page. */
class WorkerReader extends AbstractMessageReader {
  deliver: DataCallback | undefined;
  listen(callback: DataCallback): Disposable {
    this.deliver = callback;
    return { dispose() {} };
  }
}

class WorkerWriter extends AbstractMessageWriter {
  readonly #post: (message: Message) => void;
  constructor(post: (message: Message) => void) {
    super();
    this.#post = post;
  }
  async write(message: Message): Promise<void> {
    this.#post(structuredClone(message));
  }
  end(): void {}
}

/** `onClose`: the worker ended itself. */
async function startWorker(onClose: () => void = () => undefined): Promise<ProtocolConnection> {
  const file = await freshBundle('server.web.js');
  const reader = new WorkerReader();
  const scope: Record<string, unknown> = {
    // What the bundle may use of a worker's global. No process, no require, no Buffer.
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    TextDecoder,
    TextEncoder,
    URL,
    performance,
    console,
    atob,
    btoa,
    queueMicrotask,
    crypto,
    addEventListener: () => undefined,
    close: onClose,
    // Every worker has it, which is how the bundle knows that it is in one.
    importScripts: () => {
      throw new Error('the server is one script');
    },
    postMessage: (message: Message) => {
      const copy = structuredClone(message);
      setImmediate(() => reader.deliver?.(copy));
    },
  };
  scope.self = scope;
  new Script(readFileSync(file, 'utf8'), { filename: file }).runInContext(createContext(scope));
  const writer = new WorkerWriter((data) => {
    setImmediate(() => (scope.onmessage as (event: { data: Message }) => void)({ data }));
  });
  return createProtocolConnection(reader, writer);
}

const FOLDER = 'vscode-vfs://github/contoso/flows';
const FILES: Readonly<Record<string, string>> = {
  [`${FOLDER}/Workflows/Leaking.json`]: flow(),
  [`${FOLDER}/Workflows/Clean.json`]: flow({ secured: ['Get_secret'] }),
  [`${FOLDER}/package.json`]: OTHER_JSON,
  [`${FOLDER}/lockkeeper.config.json`]: '{ "rules": { "secret-read-unsecured": "warning" } }',
};

/** Answer to `lockkeeper/files/read`. */
function readFile(uri: string): { kind: string; base64?: string } {
  const text = FILES[uri];
  if (text === undefined) return { kind: 'missing' };
  return { kind: 'content', base64: Buffer.from(text, 'utf8').toString('base64') };
}

it('checks a virtual workspace through the client', async () => {
  const statuses: Status[] = [];
  const lists: ListFilesParams[] = [];
  let closed = false;
  const client = await LspClient.start({
    connection: await startWorker(() => {
      closed = true;
    }),
    folders: [FOLDER],
    initializationOptions: { status: true, fileAccess: true },
    prepare(connection) {
      connection.onNotification('lockkeeper/status', (status: Status) => {
        statuses.push(status);
      });
      connection.onRequest('lockkeeper/files/list', (params: ListFilesParams) => {
        lists.push(params);
        return { uris: Object.keys(FILES) };
      });
      connection.onRequest('lockkeeper/files/read', ({ uri }: ReadFileParams) => readFile(uri));
    },
  });
  await client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
  expect(lists).toEqual([
    {
      folder: FOLDER,
      endings: ['.json', '.xml', '.yml', '.csv', 'codeowners'],
      ignoredFolders: expect.arrayContaining(['node_modules']),
    },
  ]);
  const leaking = `${FOLDER}/Workflows/Leaking.json`;
  expect(codes(client.shown(leaking))).toEqual(['secret-read-unsecured']);
  expect(client.shown(leaking)[0]?.severity).toBe(2);
  expect(statuses.at(-1)).toMatchObject({ flows: 2, warnings: 1, limitCount: 0 });

  await client.open(leaking, flow());
  const actions = await client.codeActions(leaking, client.rangeOf(leaking, '"Get_secret"'));
  const fix = await client.resolve(actions[0]!);
  await client.apply(leaking, fix.edit!);
  expect((await client.current(leaking)).diagnostics).toEqual([]);
  await client.request('shutdown', undefined);
  await client.notify('exit', undefined);
  await client.until(() => closed, 'the end of the worker');
});

it('repairs over several files of a virtual workspace', async () => {
  const onDisk = new TempFolder();
  writeSolution(onDisk);
  const files = new Map<string, Buffer>();
  for (const name of [ORDERS, MANIFEST, CUSTOMIZATIONS])
    files.set(`${FOLDER}/${name}`, readFileSync(path.join(onDisk.path, name)));
  onDisk.dispose();
  const statuses: Status[] = [];
  const client = await LspClient.start({
    connection: await startWorker(),
    folders: [FOLDER],
    initializationOptions: { status: true, fileAccess: true },
    prepare(connection) {
      connection.onNotification('lockkeeper/status', (status: Status) => {
        statuses.push(status);
      });
      connection.onRequest('lockkeeper/files/list', () => ({ uris: [...files.keys()] }));
      connection.onRequest(
        'lockkeeper/files/read',
        ({ uri }: ReadFileParams): ReturnType<typeof readFile> => {
          const content = files.get(uri);
          return content === undefined
            ? { kind: 'missing' }
            : { kind: 'content', base64: content.toString('base64') };
        },
      );
    },
  });
  await client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
  const uri = `${FOLDER}/${ORDERS}`;
  await client.open(uri, literalFlow());
  await client.current(uri);
  const actions = await client.codeActions(uri, client.rangeOf(uri, KEY));
  const action = actions.find((one) => one.title === 'Read from secret environment variable');
  const { edit } = await client.resolve(action!);
  expect(touched(edit)).toEqual([
    'create environmentvariabledefinition.xml',
    'environmentvariabledefinition.xml@null',
    'Solution.xml@null',
    'Customizations.xml@null',
    `${ORDERS.slice(ORDERS.lastIndexOf('/') + 1)}@1`,
  ]);
  await client.stop();
});

it('goes on when the client cannot list or read', async () => {
  const client = await LspClient.start({
    connection: await startWorker(),
    folders: [FOLDER],
    initializationOptions: { fileAccess: true },
    prepare(connection) {
      connection.onRequest('lockkeeper/files/list', () => {
        throw new Error('offline');
      });
    },
  });
  const uri = `${FOLDER}/Workflows/Open.json`;
  await client.open(uri, flow());
  expect((await client.current(uri)).diagnostics).toHaveLength(1);
  await client.stop();
});

it('looks for the config above the folder through the client, up to the repository', async () => {
  const asked: string[] = [];
  const client = await LspClient.start({
    connection: await startWorker(),
    folders: [`${FOLDER}/Workflows`],
    initializationOptions: { fileAccess: true },
    prepare(connection) {
      connection.onRequest('lockkeeper/files/list', () => ({ uris: [`${FOLDER}/Workflows/Leaking.json`] }));
      connection.onRequest('lockkeeper/files/read', ({ uri }: ReadFileParams) => readFile(uri));
      connection.onRequest('lockkeeper/files/exists', ({ uri }: { uri: string }) => {
        asked.push(uri);
        return { exists: false };
      });
    },
  });
  await client.diagnostics(`${FOLDER}/Workflows/Leaking.json`, (found) => found[0]?.severity === 2);
  expect(asked).toEqual([`${FOLDER}/Workflows/.git`]);
  await client.stop();
});
