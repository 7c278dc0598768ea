import { type Connection, DidChangeWatchedFilesNotification, type Disposable } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import type { ClientFeatures } from './capabilities.ts';
import type { Log } from './runSafe.ts';

/** Has the client tell of single files that the watchers of the workspace do not reach, where it can do that. */
export class FileWatch {
  readonly #connection: Connection;
  readonly #enabled: boolean;
  readonly #log: Log;
  #wanted = '';
  #registered: Disposable | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(connection: Connection, client: ClientFeatures, log: Log) {
    this.#connection = connection;
    this.#enabled = client.relativePatterns;
    this.#log = log;
  }

  /** Replaces the files that are watched, by key. They need not be there. */
  set(keys: Iterable<string>): void {
    const files = [...new Set(keys)].sort();
    const wanted = files.join('\n');
    if (!this.#enabled || wanted === this.#wanted) return;
    this.#wanted = wanted;
    // One after the other, so that none is left behind.
    this.#last = this.#last.then(() => (wanted === this.#wanted ? this.#register(files) : undefined));
  }

  async #register(files: readonly string[]): Promise<void> {
    const before = this.#registered;
    try {
      const watchers = files.map((key) => {
        const name = Utils.basename(URI.parse(key));
        // What is special in a glob is better matched by all than by none: whoever is told looks at the name.
        const pattern = /[*?{}[\]\\]/.test(name) ? '*' : name;
        const folder = Utils.dirname(URI.parse(key)).toString();
        // Of a drive, only the root with its slash is a folder.
        const baseUri = /%3A$/i.test(folder) ? `${folder}/` : folder;
        return { globPattern: { baseUri, pattern } };
      });
      this.#registered =
        watchers.length === 0
          ? undefined
          : await this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      before?.dispose();
    } catch (error) {
      this.#log.warn(`The client does not watch files outside of its folders: ${String(error)}`);
    }
  }
}
