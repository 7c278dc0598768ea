import type { RunPreviewResult } from '../../../server/src/protocol.ts';

/** What the page of a preview is told. `repair`: index of the chosen one in the list; -1 for none. */
export type ToPage =
  | {
      readonly type: 'show';
      readonly result: Extract<RunPreviewResult, { kind: 'preview' }>;
      readonly repair: number;
    }
  /** The cursor stands in a step, or somebody asked for it elsewhere. */
  | { readonly type: 'mark'; readonly flow: number; readonly step: number }
  | { readonly type: 'failed'; readonly reason: string };

/** What the page tells. */
export type FromPage =
  | { readonly type: 'ready' }
  /** What is drawn by now: the id of the step that is selected, -1 for none, and as `repair` above. */
  | { readonly type: 'drawn'; readonly flow: number; readonly step: number; readonly repair: number }
  /** Somebody wants to see the step in the picture of its flow. */
  | { readonly type: 'picture'; readonly start: number }
  | { readonly type: 'open'; readonly start: number; readonly end: number }
  | { readonly type: 'repair'; readonly index: number }
  | { readonly type: 'apply' }
  | { readonly type: 'explain' };

/** Whatever comes from a page is looked at before it counts. */
export function isFromPage(value: unknown): value is FromPage {
  const { type, start, end, index, flow, step, repair } = (value ?? {}) as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'apply':
    case 'explain':
      return true;
    case 'open':
      return Number.isSafeInteger(start) && Number.isSafeInteger(end);
    case 'picture':
      return Number.isSafeInteger(start);
    case 'drawn':
      return [flow, step, repair].every(Number.isSafeInteger);
    case 'repair':
      return Number.isSafeInteger(index);
    default:
      return false;
  }
}
