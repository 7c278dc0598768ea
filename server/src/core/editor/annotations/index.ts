/** What an editor writes into the text of a flow, or between its lines. */
import type { Span } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import type { Inlay, Lens } from '../types.ts';
import { flowInlays } from './inlays.ts';
import { flowLenses } from './lenses.ts';

/** Notes within `span` on what the run history shows and hides. Never throws. */
export function inlaysIn({ flows, findings, includesGuesses }: Analysis, span: Span): readonly Inlay[] {
  return orNone(() => flows.flatMap((flow) => flowInlays(flow, findings, includesGuesses, span)));
}

/** Notes above triggers and steps; `besideLocks`: without what the notes in the text say. Never throws. */
export function lensesOf(
  { flows, findings, includesGuesses: guesses }: Analysis,
  { besideLocks = false } = {},
): readonly Lens[] {
  return orNone(() => flows.flatMap((flow) => flowLenses(flow, findings, { guesses, besideLocks })));
}

/** A defect of ours must not take the editor's other features with it. */
function orNone<T>(notes: () => readonly T[]): readonly T[] {
  try {
    return notes();
  } catch {
    return [];
  }
}
