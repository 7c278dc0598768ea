import { Disposable, type Event, Uri, type WebviewPanel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { vscodeTexts } from '../l10n/host.ts';
import * as l10n from '../l10n/index.ts';
import { type ConnectionMap, type ConnectionMapResult, request } from '../protocol.ts';
import { showPlace } from '../views/actions.ts';
import { newNonce, pageHtml } from '../webview/shell.ts';
import { type FromPage, fromPage, type ToPage } from './messages.ts';

/** Several trees change together. */
const PAUSE_MS = 300;

/** What stands behind the flows of one solution, in a panel. Follows what the trees follow. */
export class ConnectionsPanel {
  /** Id of the solution. */
  readonly solution: string;
  readonly #panel: WebviewPanel;
  readonly #client: BaseLanguageClient;
  readonly #disposable: Disposable;
  #map: ConnectionMap;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the page said it has drawn; for tests. */
  drawn: Extract<FromPage, { type: 'drawn' }> | undefined;

  constructor(options: {
    readonly panel: WebviewPanel;
    readonly solution: string;
    readonly map: ConnectionMap;
    readonly client: BaseLanguageClient;
    readonly extension: Uri;
    /** Flows, solutions, owners or findings say something else. */
    readonly changes: readonly Event<unknown>[];
    readonly onClose: () => void;
  }) {
    const { panel, solution, map, client, extension, changes, onClose } = options;
    this.solution = solution;
    this.#panel = panel;
    this.#client = client;
    this.#map = map;
    const { webview } = panel;
    this.#disposable = Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      ...changes.map((event) => event(() => this.#soon())),
      panel.onDidDispose(() => {
        this.#disposable.dispose();
        clearTimeout(this.#timer);
        onClose();
      }),
    );
    const script = Uri.joinPath(extension, 'dist', 'connections.js');
    webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
    webview.html = pageHtml(
      l10n.t('Connections'),
      webview.asWebviewUri(script).toString(),
      newNonce(),
      vscodeTexts,
    );
  }

  get html(): string {
    return this.#panel.webview.html;
  }

  get map(): ConnectionMap {
    return this.#map;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** A message of the page. */
  receive(message: unknown): void {
    const said = fromPage(message);
    switch (said?.type) {
      case 'ready':
        this.#post({ type: 'map', map: this.#map });
        break;
      case 'drawn':
        this.drawn = said;
        break;
      case 'open':
        void this.#open(said);
        break;
    }
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), PAUSE_MS);
  }

  async #refresh(): Promise<void> {
    const result = await this.#ask();
    if (result.kind === 'refused') this.#post({ type: 'refused', reason: result.reason });
    if (result.kind !== 'map') return;
    const isSame = JSON.stringify(result.map) === JSON.stringify(this.#map);
    this.#map = result.map;
    if (!isSame) this.#post({ type: 'map', map: result.map });
  }

  async #ask(): Promise<ConnectionMapResult> {
    try {
      return await request(this.#client, 'lockkeeper/connectionMap', { solution: this.solution });
    } catch {
      return { kind: 'refused', reason: l10n.t('The language server does not answer.') };
    }
  }

  /** Text may have moved without the map telling anything else: where the card stands now. */
  async #open({ card, focus }: Extract<FromPage, { type: 'open' }>): Promise<void> {
    const key = this.#map.cards[card]?.key;
    if (key === undefined) return;
    const now = await this.#ask();
    const { cards } = now.kind === 'map' ? now.map : this.#map;
    const place = cards.find((one) => one.key === key)?.place;
    if (place !== undefined) await showPlace(this.#client, place, focus);
  }

  #post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }
}
