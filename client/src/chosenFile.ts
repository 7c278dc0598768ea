import { type Tab, TabInputText, Uri, window } from 'vscode';

/**
 * The file that a command is about. `target`: what a menu gives, the URI of a file or a row of a source control view; from the palette
 * the active editor counts, of a comparison its right side. `noFiles`: schemes of documents that stand for a version of a file.
 */
export function chosenFile(target: unknown, noFiles: ReadonlySet<string>): Uri | undefined {
  return uriOf(target) ?? activeFile(window.tabGroups.activeTabGroup.activeTab, noFiles);
}

function uriOf(target: unknown): Uri | undefined {
  if (target instanceof Uri) return target;
  const { resourceUri } = (target ?? {}) as { readonly resourceUri?: unknown };
  return resourceUri instanceof Uri ? resourceUri : undefined;
}

function activeFile(tab: Tab | undefined, noFiles: ReadonlySet<string>): Uri | undefined {
  const uri = tab?.input instanceof TabInputText ? tab.input.uri : window.activeTextEditor?.document.uri;
  return uri === undefined || noFiles.has(uri.scheme) ? undefined : uri;
}
