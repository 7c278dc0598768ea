// "Preview Run History": a flow as the page of a run would show it, before and after a repair, beside its file.

import { commands, Disposable, type ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFile, chosenOffset } from '../chosenFile.ts';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { done } from '../walkthrough/done.ts';
import type { FromPage } from './messages.ts';
import { PreviewPanel } from './panel.ts';

/** What tests may ask of the previews that are open. */
export interface Previews {
  /** Of the preview of a file: its HTML, the last message about the flow, and what the page says to have drawn; undefined for none. */
  shown(
    uri: string,
  ): { readonly html: string; readonly message: unknown; readonly drawn: FromPage | undefined } | undefined;
  /** As if the page said it. */
  receive(uri: string, message: unknown): Promise<void>;
}

export function registerPreview(
  { extensionUri }: ExtensionContext,
  client: BaseLanguageClient,
): Disposable & { readonly previews: Previews } {
  const panels = new Map<string, PreviewPanel>();
  const open = (target?: unknown): void => {
    const uri = chosenFile(target);
    if (uri === undefined) {
      inform(l10n.t('open the file of a flow first.'));
      return;
    }
    done('previewed');
    const key = uri.toString();
    const known = panels.get(key);
    if (known !== undefined) known.reveal();
    else panels.set(key, new PreviewPanel(client, extensionUri, uri, () => panels.delete(key)));
    const at = chosenOffset(target);
    if (at !== undefined) panels.get(key)?.show(at);
  };
  const registered = commands.registerCommand('lockkeeper.previewRunHistory', open);
  return {
    previews: {
      shown: (uri) => panels.get(uri)?.shown,
      receive: async (uri, message) => panels.get(uri)?.receive(message),
    },
    dispose: () => Disposable.from(registered, ...panels.values()).dispose(),
  };
}
