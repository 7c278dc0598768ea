import { commands, type Event } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { type OverviewPlace, request, type SafeRepairsTarget, type WorkspaceOverview } from '../protocol.ts';
import { showPlace } from '../views/actions.ts';
import { type PageKind, PagePanel, type PanelParts } from '../webview/panel.ts';
import { type Deed, type FromPage, fromPage, type ToPage } from './messages.ts';

export const KIND: PageKind<FromPage> = {
  view: 'lockkeeper.overview',
  script: 'overview.js',
  title: l10n.t('Overview'),
  fromPage,
};

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
export class OverviewPanel extends PagePanel<ToPage, FromPage> {
  /** `changed`: findings, flows or solutions say something else. */
  constructor(parts: PanelParts, changed: Event<unknown>) {
    super(parts, KIND);
    this.title = l10n.t('Lockkeeper Overview');
    this.listen(changed(() => this.soon()));
  }

  /** What the page was told last. */
  get overview(): WorkspaceOverview | undefined {
    return this.told?.type === 'overview' ? this.told.overview : undefined;
  }

  protected async ask(): Promise<ToPage> {
    const overview = await this.#ask();
    return overview === undefined
      ? { type: 'failed', reason: l10n.t('The language server does not answer.') }
      : { type: 'overview', overview };
  }

  protected async act(said: FromPage): Promise<void> {
    if (said.type === 'step') await this.#open((one) => one?.next[said.step]);
    if (said.type === 'flow') await this.#open((one) => one?.solutions[said.solution]?.worst[said.flow]);
    if (said.type === 'do') await DEEDS[said.deed]();
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
    const isSame = now !== undefined && told(now) === told(shown);
    await showPlace(this.client, (isSame ? now : shown).place, true);
  }
}

/** All but where in its file it stands. */
function told(one: Placed): string {
  return JSON.stringify({ ...one, place: one.place.uri });
}
