// Repairs that need a look: shown whole, then applied whole or not at all.

import { commands, Disposable, ProgressLocation, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inProgress } from '../notify/index.ts';
import { type RepairResult, type RepairTarget, request, type SafeRepairsTarget } from '../protocol.ts';
import { done } from '../walkthrough/done.ts';
import { REPAIR_APPLIED } from './appliedCommand.ts';
import { editOf, renamedFiles, saveMoved } from './files.ts';
import { nameVariable } from './newVariable.ts';
import { RepairPreview } from './preview.ts';
import { refused, reviewed } from './review.ts';
import type { RenameToReview } from './toReview.ts';

/** What shows renames, which come from the client and not by a command. */
export interface Repairs extends Disposable {
  reviewRename(rename: RenameToReview): void;
}

/** The command of the server's code actions and of the checklist, and the two that answer it. */
export function registerRepairs(client: BaseLanguageClient): Repairs {
  const preview = new RepairPreview();
  const registered = Disposable.from(
    preview,
    commands.registerCommand('lockkeeper.reviewRepair', (target: RepairTarget | SafeRepairsTarget) =>
      reviewRepair(client, preview, target),
    ),
    commands.registerCommand(REPAIR_APPLIED, () => done('repaired')),
    commands.registerCommand('lockkeeper.applyRepair', () => preview.answer(true)),
    commands.registerCommand('lockkeeper.cancelRepair', () => preview.answer(false)),
  );
  return {
    reviewRename(rename) {
      reviewRename(client, preview, rename).catch(() => refused(l10n.t('The rename cannot be shown.')));
    },
    dispose: () => registered.dispose(),
  };
}

/** True when the repair was applied. */
async function reviewRepair(
  client: BaseLanguageClient,
  preview: RepairPreview,
  target: RepairTarget | SafeRepairsTarget,
): Promise<boolean> {
  const editor = window.activeTextEditor;
  const repair = await ask(client, target);
  if (repair.kind === 'refused') return refused(repair.reason);
  const edit = () => editOf(client, repair.files);
  if (!(await reviewed(preview, { shown: repair, edit, editor }))) return false;
  done('repaired');
  if (repair.rename !== undefined) void nameVariable(client, repair.rename).catch(() => undefined);
  return true;
}

async function reviewRename(
  client: BaseLanguageClient,
  preview: RepairPreview,
  rename: RenameToReview,
): Promise<void> {
  const editor = window.activeTextEditor;
  const files = await renamedFiles(rename);
  if (typeof files === 'string') {
    refused(files);
    return;
  }
  const { title, note, moves } = rename;
  const isMade = await reviewed(preview, {
    shown: { title, note, files },
    edit: () => client.protocol2CodeConverter.asWorkspaceEdit(rename.edit),
    targets: moves.map((move) => Uri.parse(move.newUri)),
    editor,
  });
  if (isMade) await saveMoved(files);
}

function ask(client: BaseLanguageClient, target: RepairTarget | SafeRepairsTarget): Promise<RepairResult> {
  return Promise.resolve(
    inProgress(
      { location: ProgressLocation.Window, title: l10n.t('preparing the repair') },
      async (): Promise<RepairResult> => {
        try {
          return 'row' in target
            ? await request(client, 'lockkeeper/safeRepairs', target)
            : await request(client, 'lockkeeper/repair', target);
        } catch {
          return { kind: 'refused', reason: l10n.t('The language server does not answer.') };
        }
      },
    ),
  );
}
