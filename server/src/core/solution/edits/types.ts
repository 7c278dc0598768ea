import type { FileChange } from '../../finding.ts';

export type { FileChange };

/** Why nothing is changed, as a sentence in plain English. */
export interface Refused {
  readonly refused: string;
}

/** An empty list: nothing to do. Never a part of a change: all files or none. */
export type SolutionEdit = readonly FileChange[] | Refused;

export function isRefused(edit: SolutionEdit): edit is Refused {
  return 'refused' in edit;
}
