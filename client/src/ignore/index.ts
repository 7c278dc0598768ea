// What code actions change in the config: "Ignore here, with a reason" asks for the reason; "Turn this rule off" asks for nothing.

import { commands, Disposable, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { input, warn } from '../notify/index.ts';
import { type IgnoreResult, type IgnoreTarget, request, type SetRuleTarget } from '../protocol.ts';

/** The commands of the server's code actions; not in the palette, since they need a finding. */
export function registerIgnore(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    commands.registerCommand('lockkeeper.ignoreFinding', (target: IgnoreTarget, reason?: unknown) =>
      ignoreFinding(client, target, reason),
    ),
    commands.registerCommand('lockkeeper.setRule', (target: SetRuleTarget) => setRule(client, target)),
  );
}

/** `given`: a reason that needs not be asked for. */
async function ignoreFinding(
  client: BaseLanguageClient,
  target: IgnoreTarget,
  given: unknown,
): Promise<void> {
  const reason = typeof given === 'string' ? given : await askReason(target.ruleId);
  if (reason === undefined) return;
  await change(client, await request(client, 'lockkeeper/ignore', { target, reason }));
}

async function setRule(client: BaseLanguageClient, target: SetRuleTarget): Promise<void> {
  await change(client, await request(client, 'lockkeeper/setRule', { target }));
}

/** Changes the config as the server says, and saves it. */
async function change(client: BaseLanguageClient, result: IgnoreResult): Promise<void> {
  if (result.kind === 'refused') {
    warn(result.reason);
    return;
  }
  const uri = Uri.parse(result.config);
  // Whoever has unsaved text there saves it when they are ready.
  const isTheirs = workspace.textDocuments.some(
    (document) => document.uri.toString() === uri.toString() && document.isDirty,
  );
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  if (!(await workspace.applyEdit(edit))) {
    warn(l10n.t('the config has changed meanwhile. Try again.'));
    return;
  }
  if (!isTheirs) await (await workspace.openTextDocument(uri)).save();
}

async function askReason(ruleId: string): Promise<string | undefined> {
  const reason = await input({
    title: l10n.t('Ignore: {0}', ruleId),
    prompt: l10n.t(
      'Why is this fine? The reason is written into lockkeeper.config.json, for those who read it later.',
    ),
    placeHolder: l10n.t('Test system without real data'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? l10n.t('Say why, in a few words.') : undefined),
  });
  return reason?.trim() || undefined;
}
