import { commands, type Event } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { type OverviewPlace, request, type SafeRepairsTarget, type WorkspaceOverview } from '../protocol.ts';
import { showPlace } from '../views/actions.ts';
import { type PageKind, PagePanel, type PanelParts } from '../webview/panel.ts';
import { type FromPage, fromPage, type PageAction, type ToPage } from './messages.ts';

export const KIND: PageKind<FromPage> = {
  view: 'lockkeeper.overview',
  script: 'overview.js',
  title: l10n.t('Overview'),
  fromPage,
};

const ALL: SafeRepairsTarget = { row: null, options: {} };

const DEEDS: Readonly<Record<PageAction, () => Thenable<unknown>>> = {
  report: () => commands.executeCommand('lockkeeper.securityReport', 'html'),
  repair: () => commands.executeCommand('lockkeeper.reviewRepair', ALL),
  checklist: () => commands.executeCommand('lockkeeper.checklist.focus'),
  baseline: () => commands.executeCommand('lockkeeper.writeBaseline'),
};

interface Placed {
  readonly place: OverviewPlace;
}

/** The state of the workspace on one page. Follows what the checklist follows. */
export class OverviewPanel extends PagePanel<ToPage, FromPage> {
  /** `changed`: findings, flows or solutions say something else. */
  constructor(parts: PanelParts, changed: Event<unknown>) {
    super(parts, KIND);
    this.title = l10n.t('Lockkeeper Overview');
    this.listen(changed(() => this.soon()));
  }

  /** What was sent to the page last. */
  get overview(): WorkspaceOverview | undefined {
    return this.lastUpdate?.type === 'overview' ? this.lastUpdate.overview : undefined;
  }

  protected async ask(): Promise<ToPage> {
    const overview = await this.#ask();
    return overview === undefined
      ? { type: 'failed', reason: l10n.t('The language server does not answer.') }
      : { type: 'overview', overview };
  }

  protected async act(message: FromPage): Promise<void> {
    if (message.type === 'step') await this.#open((one) => one?.next[message.step]);
    if (message.type === 'flow')
      await this.#open((one) => one?.solutions[message.solution]?.worst[message.flow]);
    if (message.type === 'do') await DEEDS[message.action]();
  }

  async #ask(): Promise<WorkspaceOverview | undefined> {
    try {
      return (await request(this.client, 'lockkeeper/overview', {})) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Text may have moved without the overview telling anything else: where the thing stands now. */
  async #open(find: (overview: WorkspaceOverview | undefined) => Placed | undefined): Promise<void> {
    const shown = find(this.overview);
    if (shown === undefined) return;
    const now = find(await this.#ask());
    const isSame = now !== undefined && contentOf(now) === contentOf(shown);
    await showPlace(this.client, (isSame ? now : shown).place, true);
  }
}

/** All but where in its file it stands. */
function contentOf(one: Placed): string {
  return JSON.stringify({ ...one, place: one.place.uri });
}
