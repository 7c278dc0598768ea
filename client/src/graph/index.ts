// "Show Flow": a flow as a picture beside its text.

import { commands, Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { noticeText } from '../../../server/src/core/text/shown.ts';
import { chosenFile, chosenOffset } from '../chosenFile.ts';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { request } from '../protocol.ts';
import { pageColumn } from '../webview/column.ts';
import { FlowPanel } from './panel.ts';

const VIEW = 'lockkeeper.flow';
/** What exports put behind a flow's name. */
const ID = /(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\.json$/i;
export interface Graph extends Disposable {
  /** The panels that are open; for tests. */
  readonly panels: () => readonly FlowPanel[];
}

export function registerGraph({ extensionUri }: ExtensionContext, client: BaseLanguageClient): Graph {
  const panels = new Map<string, FlowPanel>();
  const adopt = (panel: ConstructorParameters<typeof FlowPanel>[0], file: Uri): void => {
    const key = file.toString();
    panels.set(key, new FlowPanel(panel, file, client, extensionUri, () => panels.delete(key)));
  };
  const show = (target: unknown): void => {
    const file = chosenFile(target);
    if (file === undefined) {
      inform(l10n.t('open the file of a flow first.'));
      return;
    }
    const known = panels.get(file.toString());
    if (known !== undefined) known.reveal();
    else {
      const title = noticeText(l10n.t('Flow: {0}', nameOf(file)));
      const where = { viewColumn: pageColumn(), preserveFocus: true };
      adopt(window.createWebviewPanel(VIEW, title, where), file);
    }
    const at = chosenOffset(target);
    if (at !== undefined) panels.get(file.toString())?.show(at);
  };
  const active = (): FlowPanel | undefined =>
    [...panels.values()].find(({ isActive }) => isActive) ??
    (panels.size === 1 ? [...panels.values()][0] : undefined);
  const registered = Disposable.from(
    commands.registerCommand('lockkeeper.showFlow', show),
    commands.registerCommand('lockkeeper.saveFlowPicture', () => exported(client, active(), 'svg')),
    commands.registerCommand('lockkeeper.flowAsMermaid', () => exported(client, active(), 'mermaid')),
    window.registerWebviewPanelSerializer(VIEW, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const { uri } = (state ?? {}) as { readonly uri?: unknown };
        if (typeof uri === 'string') adopt(panel, Uri.parse(uri));
        else panel.dispose();
      },
    }),
  );
  return {
    panels: () => [...panels.values()],
    dispose: () => {
      for (const panel of panels.values()) panel.dispose();
      registered.dispose();
    },
  };
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
  const name = nameOf(panel.file);
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(panel.file, '..', `${name}.svg`),
    filters: { [l10n.t('SVG picture')]: ['svg'] },
  });
  if (target !== undefined) await workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(ID, '');
}
