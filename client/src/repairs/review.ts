// The way of whatever is shown first: preview, question, and one edit over all of its files, or none.
import { type TextEditor, type Uri, type WorkspaceEdit, window, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { warn } from '../notify/index.ts';
import { misfit, taken } from './files.ts';
import type { Preview, RepairPreview } from './preview.ts';

/** What is shown, and the edit that makes it. */
export interface Review {
  readonly shown: Preview;
  readonly edit: () => Promise<WorkspaceEdit>;
  /** Addresses to which the edit moves something. */
  readonly targets?: readonly Uri[];
  /** Where it was asked for: undo is at hand there, also after a click elsewhere. */
  readonly editor: TextEditor | undefined;
}

/** True when all of it was made. False when it was not wanted, or does not fit the files any more, which is said. */
export async function reviewed(preview: RepairPreview, review: Review): Promise<boolean> {
  const { shown, edit, targets = [], editor } = review;
  const why = async (): Promise<string | undefined> => (await misfit(shown.files)) ?? (await taken(targets));
  const early = await why();
  if (early !== undefined) return refused(early);
  if (!(await preview.ask(shown))) return false;
  const late = await why();
  if (late !== undefined) return refused(late);
  const applied = await workspace.applyEdit(await edit(), { isRefactoring: true });
  if (editor !== undefined) await showAgain(editor);
  return applied || refused(l10n.t('A file could not be changed.'));
}

/** Says why nothing was changed, as a sentence. */
export function refused(reason: string): false {
  warn(l10n.t('{0} Nothing was changed: try again.', reason));
  return false;
}

async function showAgain({ document, viewColumn }: TextEditor): Promise<void> {
  if (document.isClosed) return;
  await window.showTextDocument(document, viewColumn === undefined ? {} : { viewColumn });
}
