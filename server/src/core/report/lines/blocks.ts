import type { ChangeGraph } from '../../changes/index.ts';
import type { Line } from './inline.ts';

/** One entry of a list, with what belongs below it. */
export interface Item {
  readonly line: Line;
  readonly below?: readonly Item[];
}

/** What a report is made of: each writer has its form for each kind. */
export type Block =
  /** `level`: 3 when left out, for a report that is a part of a page of others. */
  | { readonly kind: 'heading'; readonly line: Line; readonly level?: 1 | 2 | 3 }
  | { readonly kind: 'paragraph'; readonly line: Line }
  /** Small print at the end. */
  | { readonly kind: 'footer'; readonly lines: readonly Line[] }
  /** What a reviewer must not miss. */
  | { readonly kind: 'warning'; readonly items: readonly Line[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly kind: 'graph'; readonly graph: ChangeGraph }
  /** Closed until somebody opens it. */
  | { readonly kind: 'details'; readonly summary: Line; readonly blocks: readonly Block[] };
