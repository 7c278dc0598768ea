import {
  commands,
  Disposable,
  Range,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { noticeText } from '../../../server/src/core/text/shown.ts';
import { vscodeTexts } from '../l10n/host.ts';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { type FlowPageTarget, type RepairTarget, type RunPreviewResult, request } from '../protocol.ts';
import { pageColumn } from '../webview/column.ts';
import { newNonce, pageHtml } from '../webview/shell.ts';
import { type FromPage, isFromPage, type ToPage } from './messages.ts';

/** How long nobody types before the preview follows. */
const PAUSE_MS = 400;

type Shown = Extract<RunPreviewResult, { kind: 'preview' }>;

const editorOf = (uri: Uri): TextEditor | undefined =>
  window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());

/** The preview of one file. Follows the open text, and the cursor in it. */
export class PreviewPanel {
  readonly #client: BaseLanguageClient;
  readonly #uri: Uri;
  readonly #panel: WebviewPanel;
  readonly #disposable: Disposable;
  #message: Exclude<ToPage, { type: 'mark' }> | undefined;
  /** Title of the chosen repair: its place in the list may change with the text. */
  #repair: string | undefined;
  #shown: Shown | undefined;
  #isReady = false;
  /** The place in the text that is to be selected, until it is. */
  #wanted: number | undefined;
  #drawn: FromPage | undefined;
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
      noticeText(l10n.t('Run history: {0}', name)),
      pageColumn(),
      { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: false },
    );
    const { webview } = this.#panel;
    const script = webview.asWebviewUri(Uri.joinPath(dist, 'preview.js'));
    webview.html = pageHtml(l10n.t('Run history'), script.toString(), newNonce(), vscodeTexts);
    this.#disposable = Disposable.from(
      webview.onDidReceiveMessage((message) => this.receive(message)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri.toString()) this.#follow();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.uri.toString() === uri.toString()) this.#markCursor(textEditor);
      }),
      // A page that nobody sees is thrown away, and says so when it is back.
      this.#panel.onDidChangeViewState(() => {
        this.#isReady &&= this.#panel.visible;
      }),
    );
    this.#panel.onDidDispose(() => {
      clearTimeout(this.#waiting);
      this.#disposable.dispose();
      onClose();
    });
    void this.#refresh();
  }

  /** For tests: what the page is, what it was told last of the flow, and what it said to have drawn. */
  get shown(): { readonly html: string; readonly message: unknown; readonly drawn: FromPage | undefined } {
    return { html: this.#panel.webview.html, message: this.#message, drawn: this.#drawn };
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Selects the step around a UTF-16 offset, as soon as it is drawn. */
  show(at: number): void {
    this.#wanted = at;
    this.#mark();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async receive(message: unknown): Promise<void> {
    if (!isFromPage(message)) return;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        if (this.#message !== undefined) this.#tell(this.#message);
        break;
      case 'drawn':
        this.#drawn = message;
        break;
      case 'picture':
        await this.#picture(message.start);
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

  #tell(message: Exclude<ToPage, { type: 'mark' }>): void {
    this.#message = message;
    if (!this.#isReady) return;
    void this.#panel.webview.postMessage(message);
    if (this.#wanted !== undefined) this.#mark();
    else this.#markCursor(editorOf(this.#uri));
  }

  #mark(): void {
    const at = this.#wanted;
    if (at === undefined || !this.#isReady || this.#shown === undefined) return;
    this.#wanted = undefined;
    // The innermost one: each step comes after those that it stands in.
    for (const [flow, { steps }] of this.#shown.flows.entries()) {
      const step = steps.findLast(({ whole }) => whole.start <= at && at <= whole.end);
      const message: ToPage | undefined = step && { type: 'mark', flow, step: step.id };
      if (message !== undefined) void this.#panel.webview.postMessage(message);
    }
  }

  /** Of the text that the preview was made of; where somebody types, it follows later. */
  #markCursor(editor: TextEditor | undefined): void {
    if (editor === undefined || editor.document.version !== this.#shown?.version) return;
    this.#wanted = editor.document.offsetAt(editor.selection.active);
    this.#mark();
  }

  async #picture(at: number): Promise<void> {
    const target: FlowPageTarget = { flow: this.#uri.toString(), at };
    await commands.executeCommand('lockkeeper.showFlow', target);
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
      return { kind: 'refused', reason: l10n.t('The file is gone, or the language server does not answer.') };
    }
  }

  async #open(start: number, end: number): Promise<void> {
    try {
      const document = await workspace.openTextDocument(this.#uri);
      const selection = new Range(document.positionAt(start), document.positionAt(end));
      const beside = editorOf(this.#uri)?.viewColumn;
      await window.showTextDocument(document, { selection, viewColumn: beside ?? ViewColumn.One });
    } catch {
      inform(l10n.t('this file is gone.'));
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
