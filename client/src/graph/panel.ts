import {
  commands,
  Disposable,
  languages,
  Range,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { vscodeTexts } from '../l10n/host.ts';
import * as l10n from '../l10n/index.ts';
import { type FlowGraph, type FlowGraphResult, type FlowPageTarget, request } from '../protocol.ts';
import { newNonce, pageHtml } from '../webview/shell.ts';
import { type FromPage, fromPage, type ToPage } from './messages.ts';

/** How long nobody types before the picture follows. */
const PAUSE_MS = 300;

/** One file as a picture, in a panel. Follows the open text, and the cursor in it. */
export class FlowPanel {
  readonly file: Uri;
  readonly #panel: WebviewPanel;
  readonly #client: BaseLanguageClient;
  readonly #disposable: Disposable;
  #flows: readonly FlowGraph[] = [];
  /** Of the text that the graphs were made of. */
  #version = -1;
  #sent = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReady = false;
  /** The place in the text that was asked for, until it is marked. */
  #wanted: number | undefined;
  /** What the page shows, for an export. */
  #shown: Extract<FromPage, { type: 'shown' }> = { type: 'shown', flow: 0, folded: [], secret: -1 };
  /** What the page said it has drawn; for tests. */
  drawn: Extract<FromPage, { type: 'drawn' }> | undefined;

  constructor(
    panel: WebviewPanel,
    file: Uri,
    client: BaseLanguageClient,
    extension: Uri,
    onClose: () => void,
  ) {
    this.file = file;
    this.#panel = panel;
    this.#client = client;
    const isFile = (uri: Uri): boolean => uri.toString() === file.toString();
    const { webview } = panel;
    this.#disposable = Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      workspace.onDidChangeTextDocument(({ document }) => isFile(document.uri) && this.#soon()),
      // Other files decide what this one shows as well: a new check is told by its findings.
      languages.onDidChangeDiagnostics(({ uris }) => uris.some(isFile) && this.#soon()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (isFile(textEditor.document.uri)) this.#mark(textEditor.document, textEditor.selection.active);
      }),
      // A page that nobody sees is thrown away, and says so when it is back.
      panel.onDidChangeViewState(() => {
        this.#isReady &&= panel.visible;
      }),
      panel.onDidDispose(() => {
        this.#disposable.dispose();
        clearTimeout(this.#timer);
        onClose();
      }),
    );
    const script = Uri.joinPath(extension, 'dist', 'graph.js');
    webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
    webview.html = pageHtml(l10n.t('Flow'), webview.asWebviewUri(script).toString(), newNonce(), vscodeTexts);
  }

  get html(): string {
    return this.#panel.webview.html;
  }

  get flows(): readonly FlowGraph[] {
    return this.#flows;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  /** What an export shows: the flow, its folded containers and the secret that is picked. */
  get shown(): { readonly flow: number; readonly folded: readonly number[]; readonly secret: number } {
    return this.#shown;
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Marks the step around a UTF-16 offset, as soon as it is drawn. */
  show(at: number): void {
    this.#wanted = at;
    if (this.#flows.length > 0) this.#markWanted();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** A message of the page. */
  receive(message: unknown): void {
    const said = fromPage(message);
    switch (said?.type) {
      case 'ready':
        this.#isReady = true;
        this.#sent = '';
        void this.#refresh();
        break;
      case 'drawn':
        this.drawn = said;
        break;
      case 'shown':
        this.#shown = said;
        break;
      case 'open':
        void this.#open(said);
        break;
      case 'preview':
        void this.#preview(said);
        break;
    }
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), PAUSE_MS);
  }

  /** What cannot be read for the moment, as it is while somebody types, leaves the last picture standing. */
  async #refresh(): Promise<void> {
    if (!this.#isReady) return;
    const result = await this.#ask();
    if (result.kind === 'refused') {
      if (this.#flows.length === 0) this.#post({ type: 'refused', reason: result.reason });
      return;
    }
    this.#flows = result.flows;
    const text = JSON.stringify(result.flows);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#post({ type: 'graphs', uri: this.file.toString(), flows: result.flows });
    const editor = this.#editor();
    if (this.#wanted !== undefined) this.#markWanted();
    else if (editor !== undefined) this.#mark(editor.document, editor.selection.active);
  }

  #markWanted(): void {
    const at = this.#wanted;
    if (at === undefined || !this.#isReady) return;
    this.#wanted = undefined;
    this.#markAt(at);
  }

  async #ask(): Promise<FlowGraphResult> {
    try {
      // The server knows open texts.
      const document = await workspace.openTextDocument(this.file);
      const { version } = document;
      const uri = this.#client.code2ProtocolConverter.asUri(this.file);
      const result = await request(this.#client, 'lockkeeper/flowGraph', { uri });
      if (result.kind === 'flows') this.#version = version;
      return result;
    } catch {
      return {
        kind: 'refused',
        reason: l10n.t('The file cannot be read, or the language server does not answer.'),
      };
    }
  }

  #editor() {
    return window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.file.toString());
  }

  /** The innermost step around the cursor: each step comes after the ones that it stands in. */
  #mark(document: TextDocument, position: Range['start']): void {
    if (document.version === this.#version) this.#markAt(document.offsetAt(position));
  }

  #markAt(at: number): void {
    for (const [flow, { steps }] of this.#flows.entries()) {
      const step = steps.findLastIndex(({ span: [start, end] }) => start <= at && at <= end);
      if (step >= 0) this.#post({ type: 'mark', flow, step });
    }
  }

  async #open({ flow, step, focus }: Extract<FromPage, { type: 'open' }>): Promise<void> {
    const pointer = this.#flows[flow]?.steps[step]?.pointer;
    if (pointer === undefined) return;
    const document = await workspace.openTextDocument(this.file);
    // Somebody typed since: where the step stands now.
    if (document.version !== this.#version) await this.#refresh();
    const found = this.#flows[flow]?.steps.find((one) => one.pointer === pointer);
    if (found === undefined || document.version !== this.#version) return;
    const [start, end] = found.nameSpan;
    const range = new Range(document.positionAt(Math.min(start + 1, end)), document.positionAt(start + 1));
    const column = this.#editor()?.viewColumn;
    const editor = await window.showTextDocument(document, {
      selection: range,
      preserveFocus: !focus,
      ...(column === undefined ? {} : { viewColumn: column }),
    });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async #preview({ flow, step }: Extract<FromPage, { type: 'preview' }>): Promise<void> {
    const at = this.#flows[flow]?.steps[step]?.nameSpan[0];
    const target: FlowPageTarget = { flow: this.file.toString(), ...(at === undefined ? {} : { at }) };
    await commands.executeCommand('lockkeeper.previewRunHistory', target);
  }

  #post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }
}
