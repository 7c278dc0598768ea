import type { SecretMatch } from './types.ts';

/** A match with its weight: of two that overlap, the heavier one (the more specific) stays. */
export interface Candidate extends SecretMatch {
  readonly rank: number;
}

/** Weights, from a name's promise up to a format that cannot be anything else. */
export const RANK = { named: 10, assigned: 20, url: 30, shape: 40, format: 50 } as const;

/** Far beyond what people write into one text. Who could fill the list with harmless values would hide a secret behind them. */
const MAX_CANDIDATES = 20_000;

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

/** Index of the first of ordered, disjoint matches that ends behind `offset`. */
function firstEndingBehind(matches: readonly Candidate[], offset: number): number {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (matches[middle]!.span.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
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
    const at = firstEndingBehind(kept, one.span.start);
    const next = kept[at];
    if (next === undefined || next.span.start >= one.span.end) kept.splice(at, 0, one);
  }
  return kept.map(({ kind, label, span, confidence, expires }) => ({
    kind,
    label,
    span,
    confidence,
    ...(expires === undefined ? {} : { expires }),
  }));
}
