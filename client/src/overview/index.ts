// "Show Overview": the state of the workspace on one page.
import { commands, type Disposable, type Event, type ExtensionContext, ViewColumn, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { OverviewPanel } from './panel.ts';

const VIEW = 'lockkeeper.overview';

export interface Overview extends Disposable {
  /** The panel, if it is open; for tests. */
  readonly panel: () => OverviewPanel | undefined;
}

/** `changed`: told when the page may be out of date. */
export function registerOverview(
  { extensionUri }: ExtensionContext,
  client: BaseLanguageClient,
  changed: Event<unknown>,
): Overview {
  let open: OverviewPanel | undefined;
  const registered = commands.registerCommand('lockkeeper.showOverview', () => {
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const panel = window.createWebviewPanel(VIEW, l10n.t('Lockkeeper Overview'), ViewColumn.Active);
    open = new OverviewPanel(panel, client, extensionUri, changed, () => {
      open = undefined;
    });
  });
  return {
    panel: () => open,
    dispose: () => {
      open?.dispose();
      registered.dispose();
    },
  };
}
