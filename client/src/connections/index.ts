// "Show Connections": owners, flows, connections and connectors of a solution as a picture.

import {
  commands,
  Disposable,
  type Event,
  type ExtensionContext,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inform, pick } from '../notify/index.ts';
import { type ConnectionMapResult, request } from '../protocol.ts';
import { Panels } from '../webview/panels.ts';
import { ConnectionsPanel, KIND } from './panel.ts';

type Shown = Extract<ConnectionMapResult, { kind: 'map' }>;

export interface Connections extends Disposable {
  readonly panels: Panels<ConnectionsPanel>;
}

/** `changes`: told when a picture may be out of date. */
export function registerConnections(
  { extensionUri: extension }: ExtensionContext,
  client: BaseLanguageClient,
  changes: readonly Event<unknown>[],
): Connections {
  // The server knows solutions by their ids, and nothing else of an id is asked for.
  const panels = new Panels(
    KIND,
    (panel, shows) => new ConnectionsPanel({ panel, shows, client, extension }, changes),
    (id) => id,
  );
  const show = async (target?: unknown): Promise<void> => {
    const shown = await chosen(client, nameIn(target));
    if (shown !== undefined) panels.show(shown.solution, ViewColumn.Active).take(shown.map);
  };
  const registered = Disposable.from(
    panels,
    commands.registerCommand('lockkeeper.showConnections', show),
    commands.registerCommand('lockkeeper.saveConnectionsPicture', () => saved(client, panels.active)),
  );
  return { panels, dispose: () => registered.dispose() };
}

/** Of the solution that a row of a tree stands for, or that a key binding names. */
function nameIn(target: unknown): string | undefined {
  const { kind, label } = (target ?? {}) as { readonly kind?: unknown; readonly label?: unknown };
  if (kind === 'solution' && typeof label === 'string') return label;
  return typeof target === 'string' ? target : undefined;
}

/** The only solution, the only one of that name, or the one that is picked; undefined for "never mind". */
async function chosen(client: BaseLanguageClient, name: string | undefined): Promise<Shown | undefined> {
  const first = await request(client, 'lockkeeper/connectionMap', { solution: null });
  if (first.kind === 'map') return first;
  if (first.kind === 'refused') {
    inform(first.reason.charAt(0).toLowerCase() + first.reason.slice(1));
    return undefined;
  }
  const [named, ...namesakes] = first.solutions.filter((one) => one.name === name);
  const solution =
    named !== undefined && namesakes.length === 0
      ? named.id
      : await pick(
          l10n.t('Show the connections of which solution?'),
          first.solutions.map((one) => ({ shown: { label: one.name }, value: one.id })),
        );
  if (solution === undefined) return undefined;
  const picked = await request(client, 'lockkeeper/connectionMap', { solution });
  return picked.kind === 'map' ? picked : undefined;
}

/** The picture as a file that is asked for. */
async function saved(client: BaseLanguageClient, panel: ConnectionsPanel | undefined): Promise<void> {
  const map = panel?.map;
  if (panel === undefined || map === undefined) {
    inform(l10n.t('show the connections of a solution first.'));
    return;
  }
  const result = await request(client, 'lockkeeper/connectionPicture', { solution: panel.shows });
  if (result.kind === 'refused') {
    inform(result.reason);
    return;
  }
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `${map.name.replace(/[^\p{L}\p{N} _-]/gu, '_').slice(0, 80)} connections.svg`;
  const target = await window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    filters: { [l10n.t('SVG picture')]: ['svg'] },
  });
  if (target !== undefined) await workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
}
