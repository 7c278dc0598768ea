import type { SecretMatch } from './types.ts';

/** A match with its weight: of two that overlap, the heavier one (the more specific) stays. */
export interface Candidate extends SecretMatch {
  readonly rank: number;
}

/** Weights, from a name's promise up to a format that cannot be anything else. */
export const RANK = { named: 10, assigned: 20, url: 30, shape: 40, format: 50 } as const;

/** No text needs more findings than this; hostile text must not make the merge slow. */
const MAX_CANDIDATES = 500;

/** A list that stops growing at `MAX_CANDIDATES`. */
export class Candidates {
  readonly list: Candidate[] = [];

  get full(): boolean {
    return this.list.length >= MAX_CANDIDATES;
  }

  add(candidate: Candidate): void {
    if (!this.full && candidate.span.end > candidate.span.start) this.list.push(candidate);
  }
}

/** One match per secret: overlaps go to the heavier, then the longer one. In order of position. */
export function merge(candidates: readonly Candidate[]): SecretMatch[] {
  const sorted = [...candidates].sort(
    (a, b) =>
      b.rank - a.rank ||
      b.span.end - b.span.start - (a.span.end - a.span.start) ||
      a.span.start - b.span.start,
  );
  const kept: Candidate[] = [];
  for (const one of sorted) {
    if (!kept.some((other) => one.span.start < other.span.end && other.span.start < one.span.end))
      kept.push(one);
  }
  return kept
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ kind, label, span, confidence, expires }) => ({
      kind,
      label,
      span,
      confidence,
      ...(expires === undefined ? {} : { expires }),
    }));
}
