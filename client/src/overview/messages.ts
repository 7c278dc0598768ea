// What the panel "Overview" and its page say to each other. Numbers are those of the overview that was sent last.
import type { WorkspaceOverview } from '../protocol.ts';

export type ToPage =
  | { readonly type: 'overview'; readonly overview: WorkspaceOverview }
  | { readonly type: 'failed'; readonly reason: string };

const PAGE_ACTIONS = ['report', 'repair', 'checklist', 'baseline'] as const;

/** What a button of the page asks for. */
export type PageAction = (typeof PAGE_ACTIONS)[number];

export type FromPage =
  /** It listens from now on. */
  | { readonly type: 'ready' }
  /** What is drawn by now. */
  | { readonly type: 'drawn'; readonly solutions: number; readonly steps: number }
  /** Somebody wants to see a thing to do, or one of the worst flows of a solution. */
  | { readonly type: 'step'; readonly step: number }
  | { readonly type: 'flow'; readonly solution: number; readonly flow: number }
  | { readonly type: 'do'; readonly action: PageAction };

/** A message of the page; undefined for anything else. */
export function fromPage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, solutions, steps, step, solution, flow, action } = value as Readonly<Record<string, unknown>>;
  const isNumber = (one: unknown): one is number => Number.isSafeInteger(one);
  if (type === 'ready') return { type };
  if (type === 'drawn' && isNumber(solutions) && isNumber(steps)) return { type, solutions, steps };
  if (type === 'step' && isNumber(step)) return { type, step };
  if (type === 'flow' && isNumber(solution) && isNumber(flow)) return { type, solution, flow };
  const known = PAGE_ACTIONS.find((one) => one === action);
  return type === 'do' && known !== undefined ? { type, action: known } : undefined;
}
