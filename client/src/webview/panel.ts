import { Disposable, Uri, type WebviewPanel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { noticeText } from '../../../server/src/core/text/shown.ts';
import { vscodeTexts } from '../l10n/host.ts';
import { newNonce, pageHtml } from './shell.ts';

/** How long nothing changes before a page follows: trees change together, and people type on. */
const PAUSE_MS = 300;

/** What all panels of a kind have in common. */
export interface PageKind<From> {
  /** `viewType` of the panel. The manifest has an event for it, by which VS Code brings panels back. */
  readonly view: string;
  /** File of the page's bundle in `dist`. */
  readonly script: string;
  /** Of the page. */
  readonly title: string;
  /** A message of the page; undefined for anything else. */
  readonly fromPage: (message: unknown) => From | undefined;
}

/** What a panel is made of. */
export interface PanelParts {
  readonly panel: WebviewPanel;
  /** What it shows, by a text that finds it again after a reload of the window. */
  readonly shows: string;
  readonly client: BaseLanguageClient;
  /** Folder of the extension. */
  readonly extension: Uri;
}

interface PageMessage {
  readonly type: string;
}

/** What a page says to have drawn. */
type Drawn<From> = Extract<From, { readonly type: 'drawn' }>;

/**
 * A panel with a page of ours: one script, and nothing else runs or is loaded. A page that nobody sees is thrown away; when it is back
 * it says that it is ready, and gets the last update again.
 */
export abstract class PagePanel<To, From extends PageMessage> implements Disposable {
  readonly shows: string;
  protected readonly client: BaseLanguageClient;
  readonly #panel: WebviewPanel;
  readonly #fromPage: (message: unknown) => From | undefined;
  readonly #listening: Disposable[] = [];
  #last: To | undefined;
  #sent = '';
  #isReady = false;
  /** What was sent may be out of date. */
  #isStale = true;
  #asking: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the page said it has drawn; for tests. */
  drawn: Drawn<From> | undefined;

  constructor({ panel, shows, client, extension }: PanelParts, kind: PageKind<From>) {
    this.shows = shows;
    this.client = client;
    this.#panel = panel;
    this.#fromPage = kind.fromPage;
    const { webview } = panel;
    this.listen(
      webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidChangeViewState(() => {
        this.#isReady &&= panel.visible;
      }),
      panel.onDidDispose(() => {
        this.#isReady = false;
        clearTimeout(this.#timer);
        Disposable.from(...this.#listening).dispose();
      }),
    );
    const dist = Uri.joinPath(extension, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.html = pageHtml({
      ...{ title: kind.title, nonce: newNonce(), shows, texts: vscodeTexts },
      script: webview.asWebviewUri(Uri.joinPath(dist, kind.script)).toString(),
    });
  }

  get html(): string {
    return this.#panel.webview.html;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  /** The last update that the page got of what it shows, marks left out. */
  get lastUpdate(): To | undefined {
    return this.#last;
  }

  set title(text: string) {
    this.#panel.title = noticeText(text);
  }

  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** Something of the page; what no page of ours says is passed over. */
  async receive(message: unknown): Promise<void> {
    const received = this.#fromPage(message);
    if (received?.type === 'ready') {
      this.#isReady = true;
      this.#sent = '';
      if (this.#last !== undefined) this.update(this.#last);
      if (this.#isStale) await this.refresh();
    } else if (received?.type === 'drawn') this.drawn = received as Drawn<From>;
    else if (received !== undefined) await this.act(received);
  }

  /** Asks for what is shown, one question at a time; what changes meanwhile is asked for once. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      const message = await this.ask();
      if (message !== undefined && !this.#isStale) this.update(message);
    }
  }

  /** What the page is to show now; undefined leaves what it shows. */
  protected abstract ask(): Promise<To | undefined>;

  /** Does what the reader of the page wants. */
  protected abstract act(message: From): Promise<unknown> | undefined;

  /** Until the panel is closed. */
  protected listen(...listening: readonly Disposable[]): void {
    this.#listening.push(...listening);
  }

  /** What is shown may have changed. A page that nobody sees asks when it is back. */
  protected soon(): void {
    clearTimeout(this.#timer);
    if (this.#isReady) this.#timer = setTimeout(() => void this.refresh(), PAUSE_MS);
    else this.#isStale = true;
  }

  /** Sends the page all of what it shows, if that is something else than before. */
  protected update(message: To): void {
    this.#last = message;
    if (!this.#isReady) return;
    const text = JSON.stringify(message);
    if (text !== this.#sent) this.post(message);
    this.#sent = text;
  }

  /** As `update`, by somebody who has asked already. */
  protected give(message: To): void {
    this.#isStale = false;
    this.update(message);
  }

  /** False while there is no page that listens. */
  protected post(message: To): boolean {
    if (this.#isReady) void this.#panel.webview.postMessage(message);
    return this.#isReady;
  }
}
