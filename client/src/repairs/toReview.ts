// Renames that others should know of: which they are, and what they change. No VS Code in here.
import type { Middleware, RenameFile, TextEdit, WorkspaceEdit } from 'vscode-languageclient';
import { toConfirm, withoutAnnotations } from './annotations.ts';

const RENAME = 'textDocument/rename';

/** An edit with which VS Code's own rename ends, without a word. */
const NOTHING: WorkspaceEdit = { documentChanges: [] };

/** A rename that is made whole or not at all. */
export interface RenameToReview {
  readonly title: string;
  /** What it does, and what is left to do. */
  readonly note: string;
  /** Each once. `version`: of the text that the edits are for; null for the one on disk. */
  readonly files: readonly {
    readonly uri: string;
    readonly version: number | null;
    readonly edits: readonly TextEdit[];
  }[];
  /** Files or folders that get another address behind the edits. */
  readonly moves: readonly Pick<RenameFile, 'oldUri' | 'newUri'>[];
  /** All of it, for VS Code to make without another question. */
  readonly edit: WorkspaceEdit;
}

/**
 * Keeps renames that are to be confirmed from VS Code, whose preview has a box for each change and none of them ticked: what is
 * applied there may be nothing, or half of the flows. `review` gets them, and whoever asked for the rename an empty edit.
 */
export function keepsRenames(review: (rename: RenameToReview) => void): Pick<Middleware, 'sendRequest'> {
  return {
    async sendRequest(type, param, token, next) {
      const answer = await next(type, param, token);
      if ((typeof type === 'string' ? type : type.method) !== RENAME) return answer;
      const rename = renameToReview(answer as WorkspaceEdit | null);
      if (rename === undefined || token?.isCancellationRequested === true) return answer;
      // Later: VS Code waits for the answer, and gives up when another editor comes up before it.
      setTimeout(() => review(rename), 0);
      return NOTHING as typeof answer;
    },
  };
}

/** Undefined for an edit that is not to be confirmed, or does more than change texts and move files. */
function renameToReview(edit: WorkspaceEdit | null): RenameToReview | undefined {
  const annotation = edit === null ? undefined : toConfirm(edit);
  if (edit === null || annotation === undefined) return undefined;
  const files: RenameToReview['files'][number][] = [];
  const moves: RenameFile[] = [];
  for (const change of edit.documentChanges ?? []) {
    if ('edits' in change) {
      const edits = change.edits.filter((one) => 'newText' in one);
      if (edits.length < change.edits.length) return undefined;
      const { uri, version } = change.textDocument;
      files.push({ uri, version, edits });
    } else if (change.kind === 'rename') moves.push(change);
    else return undefined;
  }
  const { label, description = '' } = annotation;
  return { title: label, note: description, files, moves, edit: withoutAnnotations(edit) };
}
