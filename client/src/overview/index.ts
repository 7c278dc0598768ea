// "Show Overview": the state of the workspace on one page.
import { commands, Disposable, type Event, type ExtensionContext, ViewColumn } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { Panels } from '../webview/panels.ts';
import { KIND, OverviewPanel } from './panel.ts';

/** There is one workspace, and one panel. */
const WORKSPACE = '';

export interface Overview extends Disposable {
  readonly panels: Panels<OverviewPanel>;
}

/** `changed`: told when the page may be out of date. */
export function registerOverview(
  { extensionUri: extension }: ExtensionContext,
  client: BaseLanguageClient,
  changed: Event<unknown>,
): Overview {
  const panels = new Panels(
    KIND,
    (panel, shows) => new OverviewPanel({ panel, shows, client, extension }, changed),
    () => WORKSPACE,
  );
  const show = (): unknown => panels.show(WORKSPACE, ViewColumn.Active);
  const registered = Disposable.from(panels, commands.registerCommand('lockkeeper.showOverview', show));
  return { panels, dispose: () => registered.dispose() };
}
