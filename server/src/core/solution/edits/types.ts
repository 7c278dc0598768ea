import type { TextEdit } from '../../text/textEdit.ts';

/** Edits on a file as the solution model last saw it, or a new file with its whole text (byte order mark included). */
export type FileChange =
  | { readonly uri: string; readonly edits: readonly TextEdit[] }
  | { readonly uri: string; readonly create: string };

/** Why nothing is changed, as a sentence in plain English. */
export interface Refused {
  readonly refused: string;
}

/** An empty list: nothing to do. Never a part of a change: all files or none. */
export type SolutionEdit = readonly FileChange[] | Refused;

export function isRefused(edit: SolutionEdit): edit is Refused {
  return 'refused' in edit;
}
