import type { RunPreviewResult } from '../../../server/src/protocol.ts';

/** What the page of a preview is told. `repair`: index of the chosen one in the list; -1 for none. */
export type ToPage =
  | {
      readonly type: 'show';
      readonly result: Extract<RunPreviewResult, { kind: 'preview' }>;
      readonly repair: number;
    }
  | { readonly type: 'failed'; readonly reason: string };

/** What the page tells. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly start: number; readonly end: number }
  | { readonly type: 'repair'; readonly index: number }
  | { readonly type: 'apply' }
  | { readonly type: 'explain' };

/** Whatever comes from a page is looked at before it counts. */
export function isFromPage(value: unknown): value is FromPage {
  const { type, start, end, index } = (value ?? {}) as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'apply':
    case 'explain':
      return true;
    case 'open':
      return Number.isSafeInteger(start) && Number.isSafeInteger(end);
    case 'repair':
      return Number.isSafeInteger(index);
    default:
      return false;
  }
}
