import type { Event } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { type ConnectionMap, type ConnectionMapResult, request } from '../protocol.ts';
import { showPlace } from '../views/actions.ts';
import { type PageKind, PagePanel, type PanelParts } from '../webview/panel.ts';
import { type FromPage, fromPage, type ToPage } from './messages.ts';

export const KIND: PageKind<FromPage> = {
  view: 'lockkeeper.connectionsPicture',
  script: 'connections.js',
  title: l10n.t('Connections'),
  fromPage,
};

/** What stands behind the flows of one solution, by its id, in a panel. Follows what the trees follow. */
export class ConnectionsPanel extends PagePanel<ToPage, FromPage> {
  /** `changes`: flows, solutions, owners or findings say something else. */
  constructor(parts: PanelParts, changes: readonly Event<unknown>[]) {
    super(parts, KIND);
    this.listen(...changes.map((event) => event(() => this.soon())));
  }

  get map(): ConnectionMap | undefined {
    return this.lastUpdate?.type === 'map' ? this.lastUpdate.map : undefined;
  }

  /** The map, where somebody has asked for it already. */
  take(map: ConnectionMap): void {
    this.title = l10n.t('Connections: {0}', map.name);
    this.give({ type: 'map', map });
  }

  protected async ask(): Promise<ToPage | undefined> {
    const result = await this.#ask();
    if (result.kind === 'choose') return undefined;
    if (result.kind === 'refused') return { type: 'refused', reason: result.reason };
    return { type: 'map', map: result.map };
  }

  protected act(message: FromPage): Promise<void> | undefined {
    return message.type === 'open' ? this.#open(message) : undefined;
  }

  async #ask(): Promise<ConnectionMapResult> {
    try {
      return await request(this.client, 'lockkeeper/connectionMap', { solution: this.shows });
    } catch {
      return { kind: 'refused', reason: l10n.t('The language server does not answer.') };
    }
  }

  /** Text may have moved without the map telling anything else: where the card stands now. */
  async #open({ card, focus }: Extract<FromPage, { type: 'open' }>): Promise<void> {
    const key = this.map?.cards[card]?.key;
    if (key === undefined) return;
    const now = await this.#ask();
    const cards = (now.kind === 'map' ? now.map : this.map)?.cards ?? [];
    const place = cards.find((one) => one.key === key)?.place;
    if (place !== undefined) await showPlace(this.client, place, focus);
  }
}
