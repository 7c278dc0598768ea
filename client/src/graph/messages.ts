// What a panel and its page say to each other. Indexes are those of the graphs that were sent last.
import type { FlowGraph } from '../protocol.ts';

export type ToPage =
  | { readonly type: 'graphs'; readonly flows: readonly FlowGraph[] }
  /** The cursor stands in a step. */
  | { readonly type: 'mark'; readonly flow: number; readonly step: number }
  | { readonly type: 'refused'; readonly reason: string };

export type FromPage =
  /** It listens from now on. */
  | { readonly type: 'ready' }
  /** What is drawn by now; `marked` is -1 where no step is. */
  | { readonly type: 'drawn'; readonly flow: number; readonly steps: number; readonly marked: number }
  /** Somebody wants to see a step in the text; with `focus` to go there. */
  | { readonly type: 'open'; readonly flow: number; readonly step: number; readonly focus: boolean }
  /** Somebody wants to see what a run shows of a step. */
  | { readonly type: 'preview'; readonly flow: number; readonly step: number }
  /** What an export shows. `secret` is -1 where none is picked. */
  | {
      readonly type: 'shown';
      readonly flow: number;
      readonly folded: readonly number[];
      readonly secret: number;
    };

const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= -1;

/** A message of the page; undefined for anything else. */
export function fromPage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, flow, step, steps, marked, focus, folded, secret } = value as Readonly<
    Record<string, unknown>
  >;
  if (type === 'ready') return { type };
  if (!isIndex(flow)) return undefined;
  if (type === 'drawn' && isIndex(steps) && isIndex(marked)) return { type, flow, steps, marked };
  if (type === 'preview' && isIndex(step)) return { type, flow, step };
  if (type === 'open' && isIndex(step)) return { type, flow, step, focus: focus === true };
  if (type === 'shown' && Array.isArray(folded) && folded.every(isIndex) && isIndex(secret))
    return { type, flow, folded, secret };
  return undefined;
}
