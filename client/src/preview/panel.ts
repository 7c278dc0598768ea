import { commands, Disposable, Range, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { noticeText } from '../../../server/src/core/text/shown.ts';
import { inform } from '../notify/index.ts';
import { type RepairTarget, type RunPreviewResult, request } from '../protocol.ts';
import { newNonce, pageHtml } from '../webview/shell.ts';
import { isFromPage, type ToPage } from './messages.ts';

/** How long nobody types before the preview follows. */
const PAUSE_MS = 400;

type Shown = Extract<RunPreviewResult, { kind: 'preview' }>;

/** The preview of one file. */
export class PreviewPanel {
  readonly #client: BaseLanguageClient;
  readonly #uri: Uri;
  readonly #panel: WebviewPanel;
  readonly #disposable: Disposable;
  #message: ToPage | undefined;
  /** Title of the chosen repair: its place in the list may change with the text. */
  #repair: string | undefined;
  #shown: Shown | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** Of the last request: an answer that comes late is dropped. */
  #asked = 0;

  constructor(client: BaseLanguageClient, extension: Uri, uri: Uri, onClose: () => void) {
    this.#client = client;
    this.#uri = uri;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/(?:-[0-9a-f-]{36})?\.json$/i, '');
    const dist = Uri.joinPath(extension, 'dist');
    this.#panel = window.createWebviewPanel(
      'lockkeeper.preview',
      noticeText(`Run history: ${name}`),
      ViewColumn.Beside,
      { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: false },
    );
    const { webview } = this.#panel;
    const script = webview.asWebviewUri(Uri.joinPath(dist, 'preview.js'));
    webview.html = pageHtml('Run history', script.toString(), newNonce());
    this.#disposable = Disposable.from(
      webview.onDidReceiveMessage((message) => this.receive(message)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri.toString()) this.#follow();
      }),
    );
    this.#panel.onDidDispose(() => {
      clearTimeout(this.#waiting);
      this.#disposable.dispose();
      onClose();
    });
    void this.#refresh();
  }

  /** For tests: what the page is, and what it was told last. */
  get shown(): { readonly html: string; readonly message: unknown } {
    return { html: this.#panel.webview.html, message: this.#message };
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async receive(message: unknown): Promise<void> {
    if (!isFromPage(message)) return;
    switch (message.type) {
      case 'ready':
        // A page that was hidden is made anew.
        if (this.#message !== undefined) await this.#panel.webview.postMessage(this.#message);
        break;
      case 'open':
        await this.#open(message.start, message.end);
        break;
      case 'repair':
        this.#repair = this.#shown?.repairs[message.index]?.title;
        await this.#refresh();
        break;
      case 'apply':
        await this.#apply();
        break;
      case 'explain':
        await commands.executeCommand('lockkeeper.explainRule', 'secret-read-unsecured');
    }
  }

  #follow(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#refresh(), PAUSE_MS);
  }

  async #refresh(): Promise<void> {
    const asked = ++this.#asked;
    let result = await this.#ask(undefined);
    let repair = -1;
    if (result.kind === 'preview' && this.#repair !== undefined) {
      repair = result.repairs.findIndex(({ title }) => title === this.#repair);
      const chosen = result.repairs[repair];
      if (chosen !== undefined) result = await this.#ask(chosen.target);
    }
    if (asked !== this.#asked) return;
    if (result.kind === 'refused') {
      this.#shown = undefined;
      this.#tell({ type: 'failed', reason: result.reason });
      return;
    }
    if (repair === -1) this.#repair = undefined;
    this.#shown = result;
    this.#tell({ type: 'show', result, repair });
  }

  #tell(message: ToPage): void {
    this.#message = message;
    void this.#panel.webview.postMessage(message);
  }

  async #ask(repair: RepairTarget | undefined): Promise<RunPreviewResult> {
    try {
      // The server knows what is open; nobody need see it.
      const document = await workspace.openTextDocument(this.#uri);
      const uri = this.#client.code2ProtocolConverter.asUri(document.uri);
      return await request(this.#client, 'lockkeeper/runPreview', {
        uri,
        ...(repair === undefined ? {} : { repair }),
      });
    } catch {
      return { kind: 'refused', reason: 'The file is gone, or the language server does not answer.' };
    }
  }

  async #open(start: number, end: number): Promise<void> {
    try {
      const document = await workspace.openTextDocument(this.#uri);
      const selection = new Range(document.positionAt(start), document.positionAt(end));
      const beside = window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn;
      await window.showTextDocument(document, { selection, viewColumn: beside ?? ViewColumn.One });
    } catch {
      inform('this file is gone.');
    }
  }

  /** As every repair that needs a look: shown whole, then applied whole or not at all. */
  async #apply(): Promise<void> {
    const chosen = this.#shown?.repairs.find(({ title }) => title === this.#repair);
    if (chosen === undefined) return;
    const applied = await commands.executeCommand('lockkeeper.reviewRepair', chosen.target);
    if (applied !== true) return;
    this.#repair = undefined;
    await this.#refresh();
  }
}
