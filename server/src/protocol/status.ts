// How a check stands: what the server tells whenever it changes.

/** Something the server left out; it is told rather than passed over in silence. */
export type Limit =
  | { readonly kind: 'fileTooLarge'; readonly uri: string; readonly size: number; readonly maxSize: number }
  | { readonly kind: 'tooManyFindings'; readonly uri: string; readonly count: number; readonly shown: number }
  | { readonly kind: 'unreadable'; readonly uri: string; readonly reason: string };

/** A configuration that decides about flows; `config` is its path, masked, or null where the editor's settings decide. */
export interface CheckedBy {
  readonly config: string | null;
  readonly profile: 'default' | 'team' | 'pedantic';
}

export interface Status {
  readonly state: 'scanning' | 'ready';
  readonly flows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings that a baseline knows, which are in none of the counts above. */
  readonly known: number;
  /** Solutions that hold one of the flows. */
  readonly solutions: number;
  /** What the flows were checked by. */
  readonly checkedBy: readonly CheckedBy[];
  /** The first few of them. */
  readonly limits: readonly Limit[];
  readonly limitCount: number;
  /** Rules that failed and were left out for a file: a defect of Lockkeeper. */
  readonly failures: readonly { readonly ruleId: string; readonly message: string }[];
}
