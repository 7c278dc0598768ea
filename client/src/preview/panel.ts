import { commands, Range, ViewColumn, window, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { type FlowPageTarget, type RepairTarget, type RunPreviewResult, request } from '../protocol.ts';
import { FilePanel } from '../webview/filePanel.ts';
import type { PageKind, PanelParts } from '../webview/panel.ts';
import { placeOfRepair } from './chosen.ts';
import { type FromPage, isFromPage, type ToPage } from './messages.ts';

type Shown = Extract<RunPreviewResult, { kind: 'preview' }>;

export const KIND: PageKind<FromPage> = {
  view: 'lockkeeper.preview',
  script: 'preview.js',
  title: l10n.t('Run history'),
  fromPage: (message) => (isFromPage(message) ? message : undefined),
};

/** The preview of one file. */
export class PreviewPanel extends FilePanel<ToPage, FromPage> {
  /** Title of the chosen repair. */
  #repair: string | undefined;

  /** `repair`: title of the one that was chosen before the window was reloaded. */
  constructor(parts: PanelParts, repair?: string) {
    super(parts, KIND);
    this.#repair = repair;
    this.title = l10n.t('Run history: {0}', this.name);
    void this.refresh();
  }

  get #shown(): Shown | undefined {
    return this.lastUpdate?.type === 'show' ? this.lastUpdate.result : undefined;
  }

  protected async ask(): Promise<ToPage> {
    let result = await this.#ask(undefined);
    let repair = -1;
    if (result.kind === 'preview' && this.#repair !== undefined) {
      repair = placeOfRepair(result, this.#repair);
      const chosen = result.repairs[repair];
      if (chosen !== undefined) result = await this.#ask(chosen.target);
    }
    if (result.kind === 'refused') return { type: 'failed', reason: result.reason };
    if (repair === -1) this.#repair = undefined;
    return { type: 'show', result, repair };
  }

  protected async act(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'picture':
        await this.#picture(message.start);
        break;
      case 'open':
        await this.#open(message.start, message.end);
        break;
      case 'repair':
        this.#repair = this.#shown?.repairs[message.index]?.title;
        await this.refresh();
        break;
      case 'apply':
        await this.#apply();
        break;
      case 'explain':
        await commands.executeCommand('lockkeeper.explainRule', 'secret-read-unsecured');
    }
  }

  /** Each step comes after those that it stands in. */
  protected markAt(at: number): ToPage | undefined {
    for (const [flow, { steps }] of (this.#shown?.flows ?? []).entries()) {
      const step = steps.findLast(({ whole }) => whole.start <= at && at <= whole.end);
      if (step !== undefined) return { type: 'mark', flow, step: step.id };
    }
    return undefined;
  }

  async #picture(at: number): Promise<void> {
    const target: FlowPageTarget = { flow: this.shows, at };
    await commands.executeCommand('lockkeeper.showFlow', target);
  }

  #ask(repair: RepairTarget | undefined): Promise<RunPreviewResult> {
    const more = repair === undefined ? {} : { repair };
    return this.about((uri) => request(this.client, 'lockkeeper/runPreview', { uri, ...more }));
  }

  async #open(start: number, end: number): Promise<void> {
    try {
      const document = await workspace.openTextDocument(this.file);
      const selection = new Range(document.positionAt(start), document.positionAt(end));
      const beside = this.editor?.viewColumn;
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
    await this.refresh();
  }
}
