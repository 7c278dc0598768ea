import { type Tab, TabInputText, Uri, window } from 'vscode';
import type { TreePlace } from './protocol.ts';

/**
 * The flow's file that a command is about, if any. `target`: what a menu gives, the URI of a file, a row of a source control view or
 * of a tree of ours; from the palette the active editor counts, of a comparison its right side. Documents that stand for a version
 * or a part of a file, ours and git's, are no files.
 */
export function chosenFile(target: unknown): Uri | undefined {
  const uri = uriOf(target) ?? activeFile(window.tabGroups.activeTabGroup.activeTab);
  return uri === undefined || /^(?:git|lockkeeper(?:-.*)?)$/.test(uri.scheme) ? undefined : uri;
}

/**
 * Where in that file, as a UTF-16 offset: of a row of a step, and of what the server and pages of ours name. Undefined for the flow
 * as a whole.
 */
export function chosenOffset(target: unknown): number | undefined {
  const { flow, at, kind, place } = (target ?? {}) as {
    readonly [key in 'flow' | 'at' | 'kind']?: unknown;
  } & { readonly place?: TreePlace };
  if (Number.isSafeInteger(at)) return at as number;
  return kind === 'step' && place?.uri === flow ? place?.span?.start : undefined;
}

function uriOf(target: unknown): Uri | undefined {
  if (target instanceof Uri) return target;
  const { resourceUri, flow } = (target ?? {}) as { readonly resourceUri?: unknown; readonly flow?: unknown };
  if (typeof flow === 'string') return Uri.parse(flow);
  return resourceUri instanceof Uri ? resourceUri : undefined;
}

function activeFile(tab: Tab | undefined): Uri | undefined {
  return tab?.input instanceof TabInputText ? tab.input.uri : window.activeTextEditor?.document.uri;
}
