import { type TextEditor, Uri, window, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { type PageKind, PagePanel, type PanelParts } from './panel.ts';
import { fileInside } from './restore.ts';

/** What exports put behind a flow's name. */
const ID = /(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\.json$/i;

interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
}

/** A panel that shows one file. Follows the open text, and the cursor in it. */
export abstract class FilePanel<To, From extends { readonly type: string }> extends PagePanel<To, From> {
  readonly file: Uri;
  /** The place in the text that is to be marked, until it is. */
  #wanted: number | undefined;
  /** Of the text that what is shown was made of; -1 before. */
  protected version = -1;

  constructor(parts: PanelParts, kind: PageKind<From>) {
    super(parts, kind);
    this.file = Uri.parse(parts.shows);
    this.listen(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.isFile(document.uri)) this.soon();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (this.isFile(textEditor.document.uri)) this.#markCursor(textEditor);
      }),
    );
  }

  /** Of the file, without what exports put behind it. */
  get name(): string {
    const { path } = this.file;
    return path.slice(path.lastIndexOf('/') + 1).replace(ID, '');
  }

  /** Marks the step around a UTF-16 offset, as soon as it is drawn. */
  show(at: number): void {
    this.#wanted = at;
    this.#mark();
  }

  /** The message that marks the innermost step around a UTF-16 offset; undefined where none is. */
  protected abstract markAt(at: number): To | undefined;

  protected isFile(uri: Uri): boolean {
    return uri.toString() === this.shows;
  }

  protected get editor(): TextEditor | undefined {
    return window.visibleTextEditors.find(({ document }) => this.isFile(document.uri));
  }

  /** Asks the server about the file: it knows what is open, and nobody need see it. */
  protected async about<R extends { readonly kind: string }>(
    request: (uri: string) => Promise<R>,
  ): Promise<R | Refused> {
    const document = await Promise.resolve(workspace.openTextDocument(this.file)).catch(() => undefined);
    if (document === undefined) return refused(l10n.t('The file is gone, or cannot be read.'));
    const { version } = document;
    try {
      const result = await request(this.client.code2ProtocolConverter.asUri(document.uri));
      if (result.kind !== 'refused') this.version = version;
      return result;
    } catch {
      return refused(l10n.t('The language server does not answer.'));
    }
  }

  protected override update(message: To): void {
    super.update(message);
    if (this.#wanted !== undefined) this.#mark();
    else if (this.editor !== undefined) this.#markCursor(this.editor);
  }

  #mark(): void {
    if (this.#wanted === undefined || this.lastUpdate === undefined) return;
    const message = this.markAt(this.#wanted);
    if (message === undefined || this.post(message)) this.#wanted = undefined;
  }

  /** In the text that what is shown was made of; where somebody types, the page follows later. */
  #markCursor({ document, selection }: TextEditor): void {
    if (document.version === this.version) this.show(document.offsetAt(selection.active));
  }
}

function refused(reason: string): Refused {
  return { kind: 'refused', reason };
}

/** For panels that come back: the URI of a file in the workspace, as panels have it; undefined for any other text. */
export function shownFile(text: string): string | undefined {
  return fileInside(
    text,
    (one) => Uri.parse(one, true),
    (uri) => workspace.getWorkspaceFolder(uri),
  )?.toString();
}
