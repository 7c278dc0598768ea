import { commands, Disposable, type Event, Uri, type WebviewPanel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { vscodeTexts } from '../l10n/host.ts';
import * as l10n from '../l10n/index.ts';
import { type OverviewPlace, request, type SafeRepairsTarget, type WorkspaceOverview } from '../protocol.ts';
import { showPlace } from '../views/actions.ts';
import { newNonce, pageHtml } from '../webview/shell.ts';
import { type Deed, type FromPage, fromPage, type ToPage } from './messages.ts';

/** Several changes come together. */
const PAUSE_MS = 300;

const ALL: SafeRepairsTarget = { row: null, options: {} };

const DEEDS: Readonly<Record<Deed, () => Thenable<unknown>>> = {
  report: () => commands.executeCommand('lockkeeper.securityReport', 'html'),
  repair: () => commands.executeCommand('lockkeeper.reviewRepair', ALL),
  checklist: () => commands.executeCommand('lockkeeper.checklist.focus'),
  baseline: () => commands.executeCommand('lockkeeper.writeBaseline'),
};

interface Placed {
  readonly place: OverviewPlace;
}

/** The state of the workspace on one page. Follows what the checklist follows. */
export class OverviewPanel {
  readonly #panel: WebviewPanel;
  readonly #client: BaseLanguageClient;
  readonly #disposable: Disposable;
  #overview: WorkspaceOverview | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sent = '';
  /** What the page said it has drawn; for tests. */
  drawn: Extract<FromPage, { type: 'drawn' }> | undefined;

  /** `changed`: findings, flows or solutions say something else. */
  constructor(
    panel: WebviewPanel,
    client: BaseLanguageClient,
    extension: Uri,
    changed: Event<unknown>,
    onClose: () => void,
  ) {
    this.#panel = panel;
    this.#client = client;
    const { webview } = panel;
    this.#disposable = Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      changed(() => this.#soon()),
      panel.onDidDispose(() => {
        this.#disposable.dispose();
        clearTimeout(this.#timer);
        onClose();
      }),
    );
    const dist = Uri.joinPath(extension, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const script = webview.asWebviewUri(Uri.joinPath(dist, 'overview.js'));
    webview.html = pageHtml(l10n.t('Overview'), script.toString(), newNonce(), vscodeTexts);
  }

  get html(): string {
    return this.#panel.webview.html;
  }

  /** What the page was told last; for tests. */
  get overview(): WorkspaceOverview | undefined {
    return this.#overview;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** A message of the page. */
  async receive(message: unknown): Promise<void> {
    const said = fromPage(message);
    switch (said?.type) {
      case 'ready':
        // A page that was hidden is made anew.
        this.#sent = '';
        await this.#refresh();
        break;
      case 'drawn':
        this.drawn = said;
        break;
      case 'step':
        await this.#open((one) => one?.next[said.step]);
        break;
      case 'flow':
        await this.#open((one) => one?.solutions[said.solution]?.worst[said.flow]);
        break;
      case 'do':
        await DEEDS[said.deed]();
    }
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), PAUSE_MS);
  }

  async #refresh(): Promise<void> {
    const overview = await this.#ask();
    if (overview === undefined) {
      this.#post({ type: 'failed', reason: l10n.t('The language server does not answer.') });
      return;
    }
    this.#overview = overview;
    this.#post({ type: 'overview', overview });
  }

  async #ask(): Promise<WorkspaceOverview | undefined> {
    try {
      return (await request(this.#client, 'lockkeeper/overview', {})) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Text may have moved without the overview telling anything else: where the thing stands now. */
  async #open(find: (overview: WorkspaceOverview | undefined) => Placed | undefined): Promise<void> {
    const shown = find(this.#overview);
    if (shown === undefined) return;
    const now = find(await this.#ask());
    const isSame = now !== undefined && said(now) === said(shown);
    await showPlace(this.#client, (isSame ? now : shown).place, true);
  }

  #post(message: ToPage): void {
    const text = JSON.stringify(message);
    if (text === this.#sent) return;
    this.#sent = text;
    void this.#panel.webview.postMessage(message);
  }
}

/** All but where in its file it stands. */
function said(one: Placed): string {
  return JSON.stringify({ ...one, place: one.place.uri });
}
