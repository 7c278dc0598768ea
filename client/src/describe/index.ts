// "Describe Flow": what a flow is, as a Markdown document beside it.

import { commands, Disposable, EventEmitter, Uri, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFile } from '../chosenFile.ts';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { type DescribeResult, request } from '../protocol.ts';

/** Scheme of the pages. Documents of a content provider cannot be written. */
const SCHEME = 'lockkeeper-describe';

export function registerDescribe(client: BaseLanguageClient): Disposable {
  const changed = new EventEmitter<Uri>();
  return Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      async provideTextDocumentContent({ query }) {
        const result = await describe(client, Uri.parse(query));
        return result.kind === 'page' ? result.markdown : result.reason;
      },
    }),
    commands.registerCommand('lockkeeper.describeFlow', (target?: unknown) => show(client, changed, target)),
  );
}

/** `target`: what a menu gives, the URI of a file. From the palette the active editor counts. */
async function show(client: BaseLanguageClient, changed: EventEmitter<Uri>, target: unknown): Promise<void> {
  const file = chosenFile(target);
  if (file === undefined) {
    inform(l10n.t('open the file of a flow first.'));
    return;
  }
  const result = await describe(client, file);
  if (result.kind === 'refused') {
    inform(result.reason);
    return;
  }
  // The query names the file, so that a window that was closed brings the page back.
  const uri = Uri.from({ scheme: SCHEME, path: `${file.path}.md`, query: file.toString() });
  // A page that is shown already is written anew.
  changed.fire(uri);
  const page = await workspace.openTextDocument(uri);
  await window.showTextDocument(page, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: false });
}

async function describe(client: BaseLanguageClient, file: Uri): Promise<DescribeResult> {
  try {
    // Open text wins, and the server describes what is open.
    await workspace.openTextDocument(file);
  } catch {
    return { kind: 'refused', reason: l10n.t('This file cannot be read.') };
  }
  const { asUri } = client.code2ProtocolConverter;
  const folder = workspace.getWorkspaceFolder(file)?.uri;
  try {
    const root = folder === undefined ? null : asUri(folder);
    return await request(client, 'lockkeeper/describe', { uri: asUri(file), root });
  } catch {
    return { kind: 'refused', reason: l10n.t('The language server does not answer.') };
  }
}
