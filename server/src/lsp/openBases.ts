import type { Connection } from 'vscode-languageserver';
import type { Project } from '../core/index.ts';
import type { ClientNotifications, ServerRequests } from '../protocol.ts';
import type { Checked } from './checks.ts';
import type { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { SafeRunner } from './runSafe.ts';

interface Options {
  readonly connection: Connection;
  readonly project: Project;
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly safe: SafeRunner;
  /** Whether the client knows older versions. */
  readonly isKnown: boolean;
  /** Has an open file checked again. */
  readonly recheck: (key: string) => void;
}

const METHOD = 'lockkeeper/base' satisfies keyof ServerRequests;
const MOVED = 'lockkeeper/baseMoved' satisfies keyof ClientNotifications;

/**
 * What open flows were in the version that they are compared with, as the client tells it. Asked of flows alone, after their first
 * check, so that nothing waits for it.
 */
export class OpenBases {
  readonly #options: Options;
  /** The newest question for each open flow: an older answer that comes in late is dropped. */
  readonly #asked = new Map<string, number>();
  #ticket = 0;

  constructor(options: Options) {
    this.#options = options;
    const { connection, documents, safe, isKnown } = options;
    if (!isKnown) return;
    documents.onClose((key) => this.#asked.delete(key));
    connection.onNotification(
      MOVED,
      safe.notification<ClientNotifications[typeof MOVED]>('base', () => this.#askAgain()),
    );
  }

  /** An open file was checked: of a flow, the first time, the client is asked. */
  checked({ key, analysis }: Checked): void {
    if (!this.#options.isKnown || this.#asked.has(key) || analysis?.document.kind !== 'flow') return;
    this.#ask(key);
  }

  #askAgain(): void {
    for (const key of [...this.#asked.keys()]) this.#ask(key);
  }

  #ask(key: string): void {
    const ticket = ++this.#ticket;
    this.#asked.set(key, ticket);
    this.#options.safe.background('base', async () => {
      const text = await this.#textOf(key);
      if (this.#asked.get(key) !== ticket) return;
      if (this.#options.project.setBase(key, text)) this.#options.recheck(key);
    });
  }

  async #textOf(key: string): Promise<string | undefined> {
    const { connection, config, documents } = this.#options;
    const { maxFileSize } = await config.of(key);
    const { text } = await connection.sendRequest<ServerRequests[typeof METHOD]['result']>(METHOD, {
      uri: documents.uriOf(key),
    });
    if (typeof text !== 'string' || text.length > maxFileSize) return undefined;
    // Editors keep the mark apart from the text.
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }
}
