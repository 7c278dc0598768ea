// "Edit Expression": an expression of a flow over lines in an editor beside it; saving writes it back into its JSON string.

import {
  commands,
  Disposable,
  type DocumentSelector,
  type Position,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inform, pick } from '../notify/index.ts';
import { request } from '../protocol.ts';
import { PeekFeatures } from './features.ts';
import { addressOf, PeekFiles, SCHEME } from './files.ts';
import { registerEditLink } from './hover.ts';
import { COMMAND } from './link.ts';

/** `selector`: documents that may hold flows. */
export function registerPeek(client: BaseLanguageClient, selector: DocumentSelector): Disposable {
  const files = new PeekFiles(client);
  const features = new PeekFeatures(client, files);
  return Disposable.from(
    files,
    features,
    workspace.registerFileSystemProvider(SCHEME, files, { isCaseSensitive: true }),
    registerEditLink(client, selector),
    commands.registerCommand(COMMAND, (uri?: unknown, position?: unknown) =>
      edit(client, features, uri, position),
    ),
  );
}

/** `target` and `at`: what a code action or a link names. From the palette and the menu the cursor of the active editor counts. */
async function edit(
  client: BaseLanguageClient,
  features: PeekFeatures,
  target: unknown,
  at: unknown,
): Promise<void> {
  const editor = window.activeTextEditor;
  const named = typeof target === 'string' && isPosition(at);
  const file = named ? client.protocol2CodeConverter.asUri(target) : editor?.document.uri;
  if (file === undefined || file.scheme === SCHEME) {
    inform(l10n.t('open the file of a flow first.'));
    return;
  }
  // Plain data: what goes to the server of the web host is cloned, and keeps no getters.
  const { line, character } = named ? at : editor!.selection.active;
  const position = { line, character };
  const uri = client.code2ProtocolConverter.asUri(file);
  const found = await request(client, 'lockkeeper/peek/targets', { uri, position });
  if (found.kind === 'refused') {
    inform(found.reason.charAt(0).toLowerCase() + found.reason.slice(1));
    return;
  }
  const hole = await choose(found.targets);
  if (hole === undefined) return;
  features.start();
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const document = await workspace.openTextDocument(addressOf({ uri, pointer: found.pointer, hole }, name));
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
}

interface Target {
  readonly hole: number | null;
  readonly label: string;
}

/** Undefined where nobody chose. */
async function choose(targets: readonly Target[]): Promise<number | null | undefined> {
  const [only] = targets;
  if (only !== undefined && targets.length === 1) return only.hole;
  return await pick(
    l10n.t('Which expression to edit'),
    targets.map(({ hole, label }) => ({ shown: { label }, value: hole })),
  );
}

function isPosition(value: unknown): value is Position {
  const { line, character } = (value ?? {}) as { readonly line?: unknown; readonly character?: unknown };
  return typeof line === 'number' && typeof character === 'number';
}
