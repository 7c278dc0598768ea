// "Preview Run History": a flow as the page of a run would show it, before and after a repair, beside its file.

import { commands, Disposable, type ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFile, chosenOffset } from '../chosenFile.ts';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { done } from '../walkthrough/done.ts';
import { pageColumn } from '../webview/column.ts';
import { shownFile } from '../webview/filePanel.ts';
import { Panels } from '../webview/panels.ts';
import { repairFrom } from './chosen.ts';
import { KIND, PreviewPanel } from './panel.ts';

export interface Preview extends Disposable {
  readonly panels: Panels<PreviewPanel>;
}

export function registerPreview(
  { extensionUri: extension }: ExtensionContext,
  client: BaseLanguageClient,
): Preview {
  const panels = new Panels(
    KIND,
    (panel, shows, kept) => new PreviewPanel({ panel, shows, client, extension }, repairFrom(kept)),
    shownFile,
  );
  const open = (target?: unknown): void => {
    const uri = chosenFile(target);
    if (uri === undefined) {
      inform(l10n.t('open the file of a flow first.'));
      return;
    }
    done('previewed');
    const panel = panels.show(uri.toString(), pageColumn());
    const at = chosenOffset(target);
    if (at !== undefined) panel.show(at);
  };
  const registered = Disposable.from(panels, commands.registerCommand('lockkeeper.previewRunHistory', open));
  return { panels, dispose: () => registered.dispose() };
}
