import { ProgressLocation, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { plural } from '../counts.ts';
import * as l10n from '../l10n/index.ts';
import { ask, inform, inProgress, warn } from '../notify/index.ts';
import { request } from '../protocol.ts';
import { withoutAnnotations } from '../repairs/annotations.ts';
import { done } from '../walkthrough/done.ts';

const PREVIEW = l10n.t('Preview');
const APPLY = l10n.t('Apply All');

/** Safe fixes of all flows: shown in VS Code's refactor preview first, or applied at once. */
export async function fixWorkspace(client: BaseLanguageClient): Promise<void> {
  const { edit, files, findings } = await inProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('looking for safe fixes'),
      cancellable: true,
    },
    (token) =>
      request(client, 'lockkeeper/fixWorkspace', {}, token).catch(() => ({
        edit: undefined,
        files: 0,
        findings: 0,
      })),
  );
  // Undefined: cancelled.
  if (edit === undefined) return;
  if (edit === null) {
    inform(l10n.t('there is nothing to fix safely.'));
    return;
  }
  const answer = await ask(
    l10n.t('Lockkeeper can repair {0} in {1} safely.', plural(findings, 'finding'), plural(files, 'file')),
    [PREVIEW, APPLY],
    {
      detail: l10n.t(
        'The preview lists every change with a box in front of it: tick what to take. "Apply All" makes all changes at once; undo takes them back.',
      ),
    },
  );
  if (answer === undefined) return;
  // VS Code opens its preview, and starts it unticked, for edits whose annotation asks for confirmation.
  const wanted = answer === PREVIEW ? edit : withoutAnnotations(edit);
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(wanted);
  const applied = await workspace.applyEdit(converted, { isRefactoring: true });
  if (applied) done('repaired');
  else {
    warn(
      l10n.t(
        'the fixes for {0} were not applied. Files may have changed meanwhile; run the command again.',
        plural(files, 'file'),
      ),
    );
  }
}
