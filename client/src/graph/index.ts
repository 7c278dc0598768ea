// "Show Flow": a flow as a picture beside its text.

import { commands, Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFile, chosenOffset } from '../chosenFile.ts';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { request } from '../protocol.ts';
import { pageColumn } from '../webview/column.ts';
import { shownFile } from '../webview/filePanel.ts';
import { Panels } from '../webview/panels.ts';
import { FlowPanel, KIND } from './panel.ts';

export interface Graph extends Disposable {
  readonly panels: Panels<FlowPanel>;
}

export function registerGraph(
  { extensionUri: extension }: ExtensionContext,
  client: BaseLanguageClient,
): Graph {
  const panels = new Panels(
    KIND,
    (panel, shows) => new FlowPanel({ panel, shows, client, extension }),
    shownFile,
  );
  const show = (target: unknown): void => {
    const file = chosenFile(target);
    if (file === undefined) {
      inform(l10n.t('open the file of a flow first.'));
      return;
    }
    const panel = panels.show(file.toString(), pageColumn(), true);
    const at = chosenOffset(target);
    if (at !== undefined) panel.show(at);
  };
  const registered = Disposable.from(
    panels,
    commands.registerCommand('lockkeeper.showFlow', show),
    commands.registerCommand('lockkeeper.saveFlowPicture', () => exported(client, panels.active, 'svg')),
    commands.registerCommand('lockkeeper.flowAsMermaid', () => exported(client, panels.active, 'mermaid')),
  );
  return { panels, dispose: () => registered.dispose() };
}

/** The whole flow as Mermaid text in a new document, or the picture as it is folded in a file that is asked for. */
async function exported(
  client: BaseLanguageClient,
  panel: FlowPanel | undefined,
  form: 'svg' | 'mermaid',
): Promise<void> {
  if (panel === undefined) {
    inform(l10n.t('show a flow first.'));
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(panel.file);
  const result = await request(client, 'lockkeeper/flowPicture', { uri, form, ...panel.shown });
  if (result.kind === 'refused') {
    inform(result.reason);
    return;
  }
  if (form === 'mermaid') {
    const document = await workspace.openTextDocument({ content: result.text, language: 'mermaid' });
    await window.showTextDocument(document);
    return;
  }
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(panel.file, '..', `${panel.name}.svg`),
    filters: { [l10n.t('SVG picture')]: ['svg'] },
  });
  if (target !== undefined) await workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
}
