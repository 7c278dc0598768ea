// Ways beside the rows of a lane, for what runs after a step that does not stand right above it.
import type { GraphEdge } from './types.ts';

const MOST_TRACKS = 8;

/** For each long edge the number of its track, from 0; edges from one step share theirs. `rowOf`: the row of a step. */
export function tracksOf(
  edges: readonly GraphEdge[],
  rowOf: (step: number) => number,
): { readonly byFrom: ReadonlyMap<number, number>; readonly count: number } {
  const reach = new Map<number, { first: number; last: number }>();
  for (const { from, to } of edges) {
    if (!isLong(rowOf(from), rowOf(to))) continue;
    const [first, last] = [Math.min(rowOf(from), rowOf(to)), Math.max(rowOf(from), rowOf(to))];
    const known = reach.get(from);
    if (known === undefined) reach.set(from, { first, last });
    else {
      known.first = Math.min(known.first, first);
      known.last = Math.max(known.last, last);
    }
  }
  const byFrom = new Map<number, number>();
  const ends: number[] = [];
  for (const [from, { first, last }] of [...reach].sort((a, b) => a[1].first - b[1].first)) {
    const free = ends.findIndex((end) => end <= first);
    // Beyond this many, ways lie upon each other.
    const track = free >= 0 ? free : Math.min(ends.length, MOST_TRACKS - 1);
    ends[track] = Math.max(last, free >= 0 ? 0 : (ends[track] ?? 0));
    byFrom.set(from, track);
  }
  return { byFrom, count: ends.length };
}

/** Not from one row to the one below it. */
export function isLong(from: number, to: number): boolean {
  return to !== from + 1;
}
