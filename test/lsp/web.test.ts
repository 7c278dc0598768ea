// The web worker bundle, in a context that has what a worker has and nothing of node. Files come from the client.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, Script } from 'node:vm';
import { expect, it } from 'vitest';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type CompletionList,
  createProtocolConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type ProtocolConnection,
  type SignatureHelp,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { ReadFileParams, ReadFileResult, ReadFolderResult, Status } from '../../server/src/protocol.ts';
import { freshBundle } from '../harness/bundles.ts';
import { codes, LspClient, TempFolder } from '../harness/lspClient.ts';
import { unnamed } from '../harness/titles.ts';
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

const DIST = 'https://extension.invalid/dist';

/** `onClose`: the worker ended itself. `loaded` gets the names of the scripts that it loads. */
async function startWorker(
  onClose: () => void = () => undefined,
  loaded: string[] = [],
): Promise<ProtocolConnection> {
  const dist = path.dirname(await freshBundle('server.web.js'));
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
    // As the client names it, where the other scripts lie; VS Code puts its own name before.
    name: `Host -> ${DIST}`,
    importScripts: (address: string) => {
      expect(path.posix.dirname(address)).toBe(DIST);
      loaded.push(path.posix.basename(address));
      run(path.posix.basename(address));
    },
    postMessage: (message: Message) => {
      const copy = structuredClone(message);
      setImmediate(() => reader.deliver?.(copy));
    },
  };
  scope.self = scope;
  const context = createContext(scope);
  const run = (name: string): void => {
    const file = path.join(dist, name);
    new Script(readFileSync(file, 'utf8'), { filename: file }).runInContext(context);
  };
  run('server.web.js');
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

type Entry = Extract<ReadFolderResult, { kind: 'entries' }>['entries'][number];

/** A file system of the client: answers the requests for files. `links`: URIs of symbolic links. */
class VirtualFiles {
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #links: ReadonlySet<string>;
  readonly folders: string[] = [];
  readonly looked: string[] = [];

  constructor(files: Readonly<Record<string, string | Uint8Array>>, links: readonly string[] = []) {
    this.#files = new Map(
      Object.entries(files).map(([uri, content]) => [
        uri,
        typeof content === 'string' ? Buffer.from(content) : content,
      ]),
    );
    this.#links = new Set(links);
  }

  answer(connection: ProtocolConnection): void {
    connection.onRequest('lockkeeper/files/folder', ({ uri }: { uri: string }): unknown => this.#folder(uri));
    connection.onRequest('lockkeeper/files/read', (params: ReadFileParams): unknown => this.#read(params));
    connection.onRequest('lockkeeper/files/exists', ({ uri }: { uri: string }) => {
      this.looked.push(uri);
      return { exists: this.#files.has(uri) };
    });
  }

  #folder(uri: string): ReadFolderResult {
    this.folders.push(uri);
    const entries = new Map<string, Entry>();
    for (const one of [...this.#files.keys(), ...this.#links]) {
      if (!one.startsWith(`${uri}/`)) continue;
      const [name, ...rest] = one.slice(uri.length + 1).split('/');
      const kind = rest.length > 0 ? 'folder' : this.#links.has(one) ? 'link' : 'file';
      entries.set(name!, { name: name!, kind });
    }
    return entries.size === 0
      ? { kind: 'unreadable', reason: 'permission denied' }
      : { kind: 'entries', entries: [...entries.values()] };
  }

  #read({ uri, maxSize }: ReadFileParams): ReadFileResult {
    if (this.#links.has(uri)) return { kind: 'unreadable', reason: 'symbolic links are not followed here' };
    const content = this.#files.get(uri);
    if (content === undefined) return { kind: 'missing' };
    if (content.length > maxSize) return { kind: 'tooLarge', size: content.length };
    return { kind: 'content', base64: Buffer.from(content).toString('base64') };
  }
}

it('checks a virtual workspace through the client', async () => {
  const statuses: Status[] = [];
  const files = new VirtualFiles(FILES);
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
      files.answer(connection);
    },
  });
  await client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
  expect(files.folders).toEqual([FOLDER, `${FOLDER}/Workflows`]);
  const leaking = `${FOLDER}/Workflows/Leaking.json`;
  expect(codes(client.shown(leaking))).toEqual(['secret-read-unsecured']);
  expect(client.shown(leaking)[0]?.severity).toBe(2);
  expect(statuses.at(-1)).toMatchObject({ flows: 2, warnings: 1, limitCount: 0 });

  await client.open(leaking, flow());
  const range = client.rangeOf(leaking, 'Get_secret');
  const start = client.positionOf(leaking, "body('Get_secret'");
  const at = {
    textDocument: { uri: leaking },
    position: { line: start.line, character: start.character + "body('".length },
  };
  expect(await client.request('textDocument/definition', at)).toEqual([{ uri: leaking, range }]);
  const list = await client.request<CompletionList>('textDocument/completion', at);
  expect(list.items.map(({ label }) => label)).toEqual(['Get_secret']);
  const help = await client.request<SignatureHelp>('textDocument/signatureHelp', at);
  expect(help.signatures[0]?.label).toContain('body(');
  const renamed = await client.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'Secret' });
  const [change] = renamed.documentChanges as TextDocumentEdit[];
  expect(change!.edits.map((edit) => 'newText' in edit && edit.newText)).toContain('"Secret"');
  const actions = await client.codeActions(leaking, client.rangeOf(leaking, '"Get_secret"'));
  const fix = await client.resolve(actions[0]!);
  await client.apply(leaking, fix.edit!);
  expect((await client.current(leaking)).diagnostics).toEqual([]);
  await client.request('shutdown', undefined);
  await client.notify('exit', undefined);
  await client.until(() => closed, 'the end of the worker');
});

it('loads the pages of the rules when one is asked for', async () => {
  const loaded: string[] = [];
  const client = await LspClient.start({
    connection: await startWorker(undefined, loaded),
    folders: [FOLDER],
    initializationOptions: { fileAccess: true },
    prepare: (connection) => new VirtualFiles(FILES).answer(connection),
  });
  expect(loaded).toEqual(['core.js']);
  for (const ruleId of ['signed-url', 'html-injection']) {
    const page = await client.request<{ markdown: string }>('lockkeeper/rulePage', { ruleId });
    expect(page.markdown).toMatch(`# ${ruleId}\n`);
  }
  expect(loaded).toEqual(['core.js', 'pages.js']);
  await client.stop();
});

it('repairs over several files of a virtual workspace', async () => {
  const onDisk = new TempFolder();
  writeSolution(onDisk);
  const files = new VirtualFiles(
    Object.fromEntries(
      [ORDERS, MANIFEST, CUSTOMIZATIONS].map((name) => [
        `${FOLDER}/${name}`,
        readFileSync(path.join(onDisk.path, name)),
      ]),
    ),
  );
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
      files.answer(connection);
    },
  });
  await client.until(() => statuses.at(-1)?.state === 'ready', 'state ready');
  const uri = `${FOLDER}/${ORDERS}`;
  await client.open(uri, literalFlow());
  await client.current(uri);
  const actions = await client.codeActions(uri, client.rangeOf(uri, KEY));
  const action = actions.find((one) => unnamed(one.title) === 'Read from a new secret variable');
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
      connection.onRequest('lockkeeper/files/folder', () => {
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
  const files = new VirtualFiles({ ...FILES, [`${FOLDER}/.git`]: '' });
  const client = await LspClient.start({
    connection: await startWorker(),
    folders: [`${FOLDER}/Workflows`],
    initializationOptions: { fileAccess: true },
    prepare: (connection) => files.answer(connection),
  });
  await client.diagnostics(`${FOLDER}/Workflows/Leaking.json`, (found) => found[0]?.severity === 2);
  const asked = files.looked.filter((uri) => uri.endsWith('/lockkeeper.config.json'));
  expect(asked).toEqual([`${FOLDER}/Workflows/lockkeeper.config.json`, `${FOLDER}/lockkeeper.config.json`]);
  await client.stop();
});

it('walks by the same rules: folders of tools, links, texts and folders that cannot be read', async () => {
  const names = {
    dotted: '.pipeline/Workflows/Flow.json',
    tool: 'node_modules/x/Workflows/Flow.json',
    utf16: 'Workflows/Utf16.json',
    binary: 'Workflows/Binary.json',
    linked: 'Workflows/Linked.json',
  };
  const at = (name: keyof typeof names): string => `${FOLDER}/${names[name]}`;
  const files = new VirtualFiles(
    {
      [at('dotted')]: flow(),
      [at('tool')]: flow(),
      [at('utf16')]: Buffer.from(flow(), 'utf16le'),
      [at('binary')]: Buffer.from('{}\0'),
    },
    [at('linked'), `${FOLDER}/link`],
  );
  const client = await LspClient.start({
    connection: await startWorker(),
    folders: [FOLDER],
    initializationOptions: { fileAccess: true },
    prepare: (connection) => files.answer(connection),
  });
  const status = await client.request<Status>('lockkeeper/rescan', {});
  for (const name of ['dotted', 'utf16'] as const)
    expect(codes(client.shown(at(name))), name).toEqual(['secret-read-unsecured']);
  expect(client.shown(at('tool'))).toEqual([]);
  for (const name of ['binary', 'linked'] as const)
    expect(codes(client.shown(at(name))), name).toEqual(['unreadable-flow']);
  expect(client.shown(at('linked'))[0]?.message).toContain('symbolic links are not followed here');
  expect(status).toMatchObject({ flows: 2, errors: 4, limitCount: 0 });
  expect(client.log.some((line) => line.includes(`${FOLDER}/link`))).toBe(true);
  await client.stop();
});
