// A language client without an editor. It speaks LSP to a server in this process, or to the built one over stdio.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analyzer } from '../../server/src/core/index.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { nodeRuntime } from '../../server/src/node/start.ts';
import { freshBundle } from './bundles.ts';

/** What a full-grown editor can do; tests take things away. */
export const FULL_CAPABILITIES: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      versionSupport: true,
      dataSupport: true,
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      honorsChangeAnnotations: true,
    },
  },
  window: { workDoneProgress: true },
};

export interface StartOptions {
  readonly folders?: readonly string[];
  /** For a client that knows one folder only. */
  readonly rootUri?: string;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Answer to `workspace/configuration`. */
  readonly settings?: Record<string, unknown>;
  /** Called with the connection before it listens. */
  readonly prepare?: (connection: ProtocolConnection) => void;
  /** The built server as a process of its own, over stdio: for what only that can show, as each start takes long. */
  readonly built?: boolean;
  /** For the server of this process: in place of its own. */
  readonly analyzer?: Analyzer;
  /** To another server. */
  readonly connection?: ProtocolConnection;
}

/** A server of this process, from the sources; its messages go through streams as text, as over stdio. */
function serverHere(analyzer: Analyzer | undefined): ProtocolConnection {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  startServer(connection, nodeRuntime, analyzer);
  return createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
}

async function builtServer(): Promise<{ child: ChildProcess; connection: ProtocolConnection }> {
  const child = spawn(process.execPath, [await freshBundle('server.js'), '--stdio']);
  const [reader, writer] = [new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)];
  return { child, connection: createProtocolConnection(reader, writer) };
}

export class LspClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess | undefined;
  readonly registrations: string[] = [];
  readonly log: string[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  settings: Record<string, unknown>;
  initializeResult!: InitializeResult;
  readonly #texts = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();

  private constructor(
    connection: ProtocolConnection,
    child: ChildProcess | undefined,
    settings: Record<string, unknown>,
  ) {
    this.connection = connection;
    this.process = child;
    this.settings = settings;
  }

  /** Starts the server and goes through `initialize` and `initialized`. */
  static async start(options: StartOptions = {}): Promise<LspClient> {
    const built = options.built ? await builtServer() : undefined;
    const child = built?.child;
    const connection = built?.connection ?? options.connection ?? serverHere(options.analyzer);
    const client = new LspClient(connection, child, options.settings ?? {});
    client.#listen();
    options.prepare?.(connection);
    connection.listen();
    client.initializeResult = await connection.sendRequest<InitializeResult>('initialize', {
      // The server ends with the process it names: its own is not to be watched.
      processId: child === undefined ? null : process.pid,
      rootUri: options.rootUri ?? null,
      capabilities: options.capabilities ?? FULL_CAPABILITIES,
      initializationOptions: options.initializationOptions,
      workspaceFolders:
        options.rootUri === undefined
          ? (options.folders ?? []).map((uri) => ({ uri, name: path.posix.basename(uri) }))
          : null,
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  #listen(): void {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      for (const wake of this.#waiting) wake();
    });
    connection.onNotification('window/logMessage', (params: { message: string }) => {
      this.log.push(params.message);
    });
    connection.onRequest('workspace/configuration', (params: { items: { section?: string }[] }) =>
      params.items.map(() => this.settings),
    );
    connection.onRequest('client/registerCapability', (params: { registrations: { method: string }[] }) => {
      this.registrations.push(...params.registrations.map((registration) => registration.method));
      return null;
    });
    connection.onRequest('window/workDoneProgress/create', () => null);
    // A message of the dying server that does not fit any more is no failure of the test.
    connection.onError(() => undefined);
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  open(uri: string, text: string, version = 1, languageId = 'json'): Promise<void> {
    this.#texts.set(uri, TextDocument.create(uri, languageId, version, text));
    return this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  /** Replaces a part of the text, or all of it when there is no range. */
  change(uri: string, text: string, range?: Range): Promise<void> {
    const document = this.#document(uri);
    const contentChanges = [range === undefined ? { text } : { range, text }];
    const version = document.version + 1;
    this.#texts.set(uri, TextDocument.update(document, contentChanges, version));
    return this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    return this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  version(uri: string): number {
    return this.#document(uri).version;
  }

  /** What the editor would show for a file now. */
  shown(uri: string): readonly Diagnostic[] {
    return this.published.findLast((params) => params.uri === uri)?.diagnostics ?? [];
  }

  /** Waits until the newest publication for a file fits; fails with what is shown instead. */
  async diagnostics(
    uri: string,
    fits: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean = () => true,
    timeout = 15_000,
  ): Promise<PublishDiagnosticsParams> {
    const find = (): PublishDiagnosticsParams | undefined => {
      const newest = this.published.findLast((params) => params.uri === uri);
      return newest !== undefined && fits(newest.diagnostics, newest.version) ? newest : undefined;
    };
    return this.#until(
      find,
      timeout,
      () => `diagnostics of ${uri}; shown: ${JSON.stringify(this.shown(uri).map(brief))}`,
    );
  }

  /** Waits for the publication of the current version of an open file. */
  current(uri: string): Promise<PublishDiagnosticsParams> {
    const { version } = this.#document(uri);
    return this.diagnostics(uri, (_, published) => published === version);
  }

  async codeActions(uri: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    const context = only === undefined ? { diagnostics: [] } : { diagnostics: [], only };
    return this.request('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.request('codeAction/resolve', action);
  }

  /** Applies an edit to an open file, as an editor would: refuses edits of another version. */
  async apply(uri: string, edit: WorkspaceEdit): Promise<void> {
    const document = this.#document(uri);
    const changes = edit.documentChanges as TextDocumentEdit[] | undefined;
    const versioned = changes?.find((change) => change.textDocument.uri === uri);
    if (versioned !== undefined && versioned.textDocument.version !== document.version) {
      throw new Error(
        `edit is for version ${versioned.textDocument.version}, the text has ${document.version}`,
      );
    }
    const edits = (versioned?.edits ?? edit.changes?.[uri] ?? []) as { range: Range; newText: string }[];
    await this.change(uri, TextDocument.applyEdits(document, edits));
  }

  /** Position of the first character of a piece of the text. */
  positionOf(uri: string, needle: string): { line: number; character: number } {
    const offset = this.text(uri).indexOf(needle);
    if (offset < 0) throw new Error(`the text does not hold ${needle}`);
    return this.#document(uri).positionAt(offset);
  }

  rangeOf(uri: string, needle: string): Range {
    const start = this.positionOf(uri, needle);
    return { start, end: { line: start.line, character: start.character + needle.length } };
  }

  /** Waits for `condition`, looked at now and after each publication and log line. */
  async until(condition: () => boolean, what: string, timeout = 15_000): Promise<void> {
    await this.#until(
      () => (condition() ? true : undefined),
      timeout,
      () => what,
    );
  }

  /** `shutdown`, and `exit` for a process, whose exit code is the answer. In this process `exit` would end the tests. */
  async stop(): Promise<number | null> {
    await this.request('shutdown', undefined);
    const code = this.process === undefined ? null : await this.#exit(this.process);
    this.connection.dispose();
    return code;
  }

  async #exit(child: ChildProcess): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => {
      if (child.exitCode !== null) resolve(child.exitCode);
      else child.once('exit', resolve);
    });
    await this.notify('exit', undefined);
    return ended;
  }

  #document(uri: string): TextDocument {
    const document = this.#texts.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  #until<T>(find: () => T | undefined, timeout: number, what: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        clearInterval(poll);
        this.#waiting.delete(look);
      };
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        finish();
        resolve(found);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`waited in vain for ${what()}\nlog: ${this.log.slice(-5).join('\n')}`));
      }, timeout);
      const poll = setInterval(look, 50);
      this.#waiting.add(look);
      look();
    });
  }
}

/** Rule id and the start of the range. */
export function brief(diagnostic: Diagnostic): string {
  return `${diagnostic.code} ${diagnostic.range.start.line}:${diagnostic.range.start.character}`;
}

export const codes = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map((one) => String(one.code)).sort();

/** A folder on disk for one test. */
export class TempFolder {
  readonly path = realpathSync(mkdtempSync(path.join(tmpdir(), 'lockkeeper-lsp-')));

  get uri(): string {
    return pathToFileURL(this.path).toString();
  }

  uriOf(name: string): string {
    return pathToFileURL(path.join(this.path, name)).toString();
  }

  /** Writes a file with its folders; returns its URI. */
  write(name: string, content: string | Uint8Array): string {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return this.uriOf(name);
  }

  delete(name: string): void {
    rmSync(path.join(this.path, name), { recursive: true, force: true });
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
