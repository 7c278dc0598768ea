// Repairs that need a look: shown whole, then applied whole or not at all.

import { commands, Disposable, ProgressLocation, type TextEditor, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inProgress, warn } from '../notify/index.ts';
import { type RepairResult, type RepairTarget, request, type SafeRepairsTarget } from '../protocol.ts';
import { done } from '../walkthrough/done.ts';
import { editOf, misfit } from './files.ts';
import { nameVariable } from './newVariable.ts';
import { RepairPreview } from './preview.ts';
import { TOLD } from './told.ts';

/** The command of the server's code actions and of the checklist, and the two that answer it. */
export function registerRepairs(client: BaseLanguageClient): Disposable {
  const preview = new RepairPreview();
  return Disposable.from(
    preview,
    commands.registerCommand('lockkeeper.reviewRepair', (target: RepairTarget | SafeRepairsTarget) =>
      reviewRepair(client, preview, target),
    ),
    commands.registerCommand(TOLD, () => done('repaired')),
    commands.registerCommand('lockkeeper.applyRepair', () => preview.answer(true)),
    commands.registerCommand('lockkeeper.cancelRepair', () => preview.answer(false)),
  );
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
  const { files } = repair;
  const early = await misfit(files);
  if (early !== undefined) return refused(early);
  const wanted = await preview.ask(repair);
  if (!wanted) return false;
  const late = await misfit(files);
  if (late !== undefined) return refused(late);
  const applied = await workspace.applyEdit(await editOf(client, files), { isRefactoring: true });
  if (editor !== undefined) await showAgain(editor);
  if (!applied) return refused(l10n.t('A file could not be changed.'));
  done('repaired');
  if (repair.rename !== undefined) void nameVariable(client, repair.rename).catch(() => undefined);
  return true;
}

/** Where the repair was asked for: undo is at hand there, also after a click elsewhere. */
async function showAgain({ document, viewColumn }: TextEditor): Promise<void> {
  if (document.isClosed) return;
  await window.showTextDocument(document, viewColumn === undefined ? {} : { viewColumn });
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

function refused(reason: string): false {
  warn(l10n.t('{0} Nothing was changed. Ask for the repair again.', reason));
  return false;
}
