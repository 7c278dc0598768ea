import { type Connection, Emitter, type Event, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriKey } from './uris.ts';

/** The texts that are open in the editor. They win over what is on disk until they are closed. */
export interface OpenDocuments {
  /** By key (see `uriKey`). */
  get(key: string): TextDocument | undefined;
  has(key: string): boolean;
  /** As the client spells it; the key of a file that is not open. */
  uriOf(key: string): string;
  keys(): string[];
  /** Opened or changed; the event is the key. */
  readonly onChange: Event<string>;
  readonly onClose: Event<string>;
}

export function listenToDocuments(connection: Connection): OpenDocuments {
  const documents = new TextDocuments(TextDocument);
  const uris = new Map<string, string>();
  const changed = new Emitter<string>();
  const closed = new Emitter<string>();
  documents.onDidOpen(({ document }) => uris.set(uriKey(document.uri), document.uri));
  documents.onDidChangeContent(({ document }) => changed.fire(uriKey(document.uri)));
  documents.onDidClose(({ document }) => {
    const key = uriKey(document.uri);
    uris.delete(key);
    closed.fire(key);
  });
  documents.listen(connection);
  const get = (key: string): TextDocument | undefined => {
    const uri = uris.get(key);
    return uri === undefined ? undefined : documents.get(uri);
  };
  return {
    get,
    has: (key) => uris.has(key),
    uriOf: (key) => uris.get(key) ?? key,
    keys: () => [...uris.keys()],
    onChange: changed.event,
    onClose: closed.event,
  };
}
