import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { type PeekAddress, request } from '../protocol.ts';

/** Scheme of the documents. */
export const SCHEME = 'lockkeeper-expression';
/** Ends the names of the documents: it tells their language. */
const EXTENSION = '.flowexpression';

/** How long nobody types in a flow before what is shown of it follows. */
const PAUSE_MS = 300;

/** The query names the place, so that a window that was closed brings the document back. `name`: of the file of the flow. */
export function addressOf(place: PeekAddress, name: string): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${name}${EXTENSION}`, query: JSON.stringify(place) });
}

/** Undefined for an address that is none of ours: anybody may write one. */
export function placeOf({ query }: Uri): PeekAddress | undefined {
  try {
    const { uri, pointer, hole } = JSON.parse(query) as Partial<Record<keyof PeekAddress, unknown>>;
    if (typeof uri !== 'string' || typeof pointer !== 'string') return undefined;
    return { uri, pointer, hole: typeof hole === 'number' ? hole : null };
  } catch {
    return undefined;
  }
}

interface Opened {
  /** The string of the flow as it was last read or written. */
  source: string;
  mtime: number;
  size: number;
}

/** The expressions that are edited, as files: reading lays out, writing edits the flow. */
export class PeekFiles implements FileSystemProvider {
  readonly #client: BaseLanguageClient;
  readonly #opened = new Map<string, Opened>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #disposable: Disposable;
  readonly onDidChangeFile = this.#changed.event;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#disposable = Disposable.from(
      this.#changed,
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === SCHEME || this.#opened.size === 0) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#follow(document.uri), PAUSE_MS);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#opened.delete(uri.toString())),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposable.dispose();
  }

  /**
   * The string that a document was read from; undefined where there is none. VS Code may keep a document that it told us was closed,
   * and show it again without reading it.
   */
  async sourceOf(uri: Uri): Promise<string | undefined> {
    return (await this.#openedAt(uri))?.source;
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { mtime, size } = this.#opened.get(uri.toString()) ?? (await this.#readAt(uri)).opened;
    return { type: FileType.File, ctime: 0, mtime, size };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return (await this.#readAt(uri)).bytes;
  }

  /** A text that cannot go back stays in its editor, unsaved: VS Code shows why. */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const place = placeOf(uri);
    const opened = await this.#openedAt(uri);
    if (place === undefined || opened === undefined)
      throw FileSystemError.FileNotFound(l10n.t('This address names no expression.'));
    const flow = await this.#openFlow(place);
    const text = new TextDecoder().decode(content);
    const { source } = opened;
    const result = await request(this.#client, 'lockkeeper/peek/save', { ...place, source, text });
    if (result.kind === 'refused') throw FileSystemError.Unavailable(result.reason);
    if (result.edit !== null) {
      const edit = await this.#client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
      if (flow === undefined || !(await workspace.applyEdit(edit)))
        throw FileSystemError.Unavailable(l10n.t('the flow has changed meanwhile. Save again.'));
    }
    opened.source = result.source;
    opened.mtime = Math.max(Date.now(), opened.mtime + 1);
    opened.size = content.length;
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }
  readDirectory(): [] {
    return [];
  }
  createDirectory(): never {
    throw FileSystemError.NoPermissions();
  }
  delete(): never {
    throw FileSystemError.NoPermissions();
  }
  rename(): never {
    throw FileSystemError.NoPermissions();
  }

  /** The server answers about open texts. */
  async #openFlow({ uri }: PeekAddress) {
    try {
      return await workspace.openTextDocument(this.#client.protocol2CodeConverter.asUri(uri));
    } catch {
      return undefined;
    }
  }

  async #openedAt(uri: Uri): Promise<Opened | undefined> {
    const known = this.#opened.get(uri.toString());
    if (known !== undefined) return known;
    return await this.#readAt(uri).then(
      ({ opened }) => opened,
      () => undefined,
    );
  }

  /** @throws FileSystemError where the address names no expression of a flow */
  async #readAt(uri: Uri): Promise<{ bytes: Uint8Array; opened: Opened }> {
    const place = placeOf(uri);
    if (place === undefined) throw FileSystemError.FileNotFound(l10n.t('This address names no expression.'));
    const result = await this.#read(place);
    if (result.kind === 'refused') throw FileSystemError.FileNotFound(result.reason);
    const bytes = new TextEncoder().encode(result.text);
    const mtime = this.#opened.get(uri.toString())?.mtime ?? Date.now();
    const opened = { source: result.source, mtime, size: bytes.length };
    this.#opened.set(uri.toString(), opened);
    return { bytes, opened };
  }

  async #read(place: PeekAddress) {
    await this.#openFlow(place);
    try {
      return await request(this.#client, 'lockkeeper/peek/read', place);
    } catch {
      return { kind: 'refused' as const, reason: l10n.t('The language server does not answer.') };
    }
  }

  /** Documents that nobody has touched show the flow as it is now; others keep what was typed. */
  async #follow(flow: Uri): Promise<void> {
    for (const { uri, isDirty } of workspace.textDocuments) {
      const opened = uri.scheme === SCHEME && !isDirty ? this.#opened.get(uri.toString()) : undefined;
      const place = placeOf(uri);
      if (opened === undefined || place === undefined) continue;
      if (this.#client.protocol2CodeConverter.asUri(place.uri).toString() !== flow.toString()) continue;
      const now = await this.#read(place);
      if (now.kind === 'refused' || now.source === opened.source) continue;
      opened.mtime = Math.max(Date.now(), opened.mtime + 1);
      this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
    }
  }
}
