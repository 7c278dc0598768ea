import { commands, languages, Range, TextEditorRevealType, window, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { type FlowGraph, type FlowPageTarget, request } from '../protocol.ts';
import { FilePanel } from '../webview/filePanel.ts';
import type { PageKind, PanelParts } from '../webview/panel.ts';
import { type FromPage, fromPage, type ToPage } from './messages.ts';

type Message<T extends FromPage['type']> = Extract<FromPage, { type: T }>;

export const KIND: PageKind<FromPage> = {
  view: 'lockkeeper.flow',
  script: 'graph.js',
  title: l10n.t('Flow'),
  fromPage,
};

/** One file as a picture, in a panel. */
export class FlowPanel extends FilePanel<ToPage, FromPage> {
  /** What an export shows: the flow, its folded containers and the secret that is picked. */
  shown: Pick<Message<'shown'>, 'flow' | 'folded' | 'secret'> = { flow: 0, folded: [], secret: -1 };

  constructor(parts: PanelParts) {
    super(parts, KIND);
    this.title = l10n.t('Flow: {0}', this.name);
    // Other files decide what this one shows as well: a new check is told by its findings.
    this.listen(
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => this.isFile(uri))) this.soon();
      }),
    );
    void this.refresh();
  }

  get flows(): readonly FlowGraph[] {
    return this.lastUpdate?.type === 'graphs' ? this.lastUpdate.flows : [];
  }

  /** What cannot be read for the moment, as it is while somebody types, leaves the last picture standing. */
  protected async ask(): Promise<ToPage | undefined> {
    const result = await this.about((uri) => request(this.client, 'lockkeeper/flowGraph', { uri }));
    if (result.kind === 'flows') return { type: 'graphs', flows: result.flows };
    return this.flows.length > 0 ? undefined : { type: 'refused', reason: result.reason };
  }

  protected act(message: FromPage): Promise<unknown> | undefined {
    if (message.type === 'open') return this.#openStep(message);
    if (message.type === 'preview') return this.#preview(message);
    if (message.type === 'shown') this.shown = message;
    return undefined;
  }

  /** Each step comes after the ones that it stands in. */
  protected markAt(at: number): ToPage | undefined {
    for (const [flow, { steps }] of this.flows.entries()) {
      const step = steps.findLastIndex(({ span: [start, end] }) => start <= at && at <= end);
      if (step >= 0) return { type: 'mark', flow, step };
    }
    return undefined;
  }

  async #openStep({ flow, step, focus }: Message<'open'>): Promise<void> {
    const pointer = this.flows[flow]?.steps[step]?.pointer;
    if (pointer === undefined) return;
    const document = await workspace.openTextDocument(this.file);
    // Somebody typed since: where the step stands now.
    if (document.version !== this.version) await this.refresh();
    const found = this.flows[flow]?.steps.find((one) => one.pointer === pointer);
    if (found === undefined || document.version !== this.version) return;
    const [start, end] = found.nameSpan;
    const range = new Range(document.positionAt(Math.min(start + 1, end)), document.positionAt(start + 1));
    const column = this.editor?.viewColumn;
    const editor = await window.showTextDocument(document, {
      selection: range,
      preserveFocus: !focus,
      ...(column === undefined ? {} : { viewColumn: column }),
    });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async #preview({ flow, step }: Message<'preview'>): Promise<void> {
    const at = this.flows[flow]?.steps[step]?.nameSpan[0];
    const target: FlowPageTarget = { flow: this.shows, ...(at === undefined ? {} : { at }) };
    await commands.executeCommand('lockkeeper.previewRunHistory', target);
  }
}
