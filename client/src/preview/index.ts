// "Preview Run History": a flow as the page of a run would show it, before and after a repair, beside its file.
import { commands, Disposable, type ExtensionContext, TabInputText, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { inform } from '../notify/index.ts';
import { PreviewPanel } from './panel.ts';

/** What tests may ask of the previews that are open. */
export interface Previews {
  /** The HTML of the page and the last message that it was sent, for the preview of a file; undefined for none. */
  shown(uri: string): { readonly html: string; readonly message: unknown } | undefined;
  /** As if the page said it. */
  receive(uri: string, message: unknown): Promise<void>;
}

export function registerPreview(
  { extensionUri }: ExtensionContext,
  client: BaseLanguageClient,
): Disposable & { readonly previews: Previews } {
  const panels = new Map<string, PreviewPanel>();
  const open = (target?: unknown): void => {
    const uri = fileOf(target);
    if (uri === undefined) {
      inform('open the file of a flow first.');
      return;
    }
    const key = uri.toString();
    const known = panels.get(key);
    if (known !== undefined) known.reveal();
    else panels.set(key, new PreviewPanel(client, extensionUri, uri, () => panels.delete(key)));
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

/** What a menu gives: the URI of a file, or a row of a tree. From the palette the active editor counts. */
function fileOf(target: unknown): Uri | undefined {
  if (target instanceof Uri) return target;
  const { flow } = (target ?? {}) as { readonly flow?: unknown };
  if (typeof flow === 'string') return Uri.parse(flow);
  const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
  return input instanceof TabInputText ? input.uri : window.activeTextEditor?.document.uri;
}
