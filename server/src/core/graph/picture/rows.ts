// The steps of one lane in rows: each below those that it runs after.
import type { GraphLane } from './types.ts';

/** Longer rows are broken, in pixels. */
const WIDEST_ROW = 2400;
const GAP_BETWEEN = 24;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One row: where its steps stand, as left edges around a middle of 0. */
export interface Row {
  readonly steps: readonly number[];
  readonly lefts: readonly number[];
  readonly height: number;
}

/** The rank of each step: the longest way over what it runs after. Circles end: their steps get the rank that they have by then. */
function ranksOf({ steps, edges }: GraphLane): ReadonlyMap<number, number> {
  const ranks = new Map(steps.map((step) => [step, 0]));
  const waiting = new Map<number, number>();
  const followers = new Map<number, number[]>();
  for (const { from, to } of edges) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    const list = followers.get(from);
    if (list === undefined) followers.set(from, [to]);
    else list.push(to);
  }
  const ready = steps.filter((step) => !waiting.has(step));
  const done = new Set(ready);
  for (let at = 0; at < ready.length; at++) {
    const step = ready[at]!;
    for (const next of followers.get(step) ?? []) {
      ranks.set(next, Math.max(ranks.get(next)!, ranks.get(step)! + 1));
      const left = waiting.get(next)! - 1;
      waiting.set(next, left);
      if (left > 0 || done.has(next)) continue;
      done.add(next);
      ready.push(next);
    }
  }
  // What waits for itself stands below all else, one after the other.
  let last = -1;
  if (done.size < steps.length) for (const step of done) last = Math.max(last, ranks.get(step)!);
  for (const step of steps) if (!done.has(step)) ranks.set(step, ++last);
  return ranks;
}

/** The rows of a lane from above, every step in one of them. `sizeOf`: of the box of a step. */
export function rowsOf(lane: GraphLane, sizeOf: (step: number) => Size): readonly Row[] {
  const ranks = ranksOf(lane);
  const before = new Map<number, number[]>();
  for (const { from, to } of lane.edges) {
    const list = before.get(to);
    if (list === undefined) before.set(to, [from]);
    else list.push(from);
  }
  const byRank: number[][] = [];
  for (const step of lane.steps) {
    const rank = ranks.get(step)!;
    const row = byRank[rank];
    if (row === undefined) byRank[rank] = [step];
    else row.push(step);
  }
  const middles = new Map<number, number>();
  const rows: Row[] = [];
  for (const steps of byRank) {
    if (steps === undefined) continue;
    const wanted = new Map(
      steps.map((step) => {
        const known = (before.get(step) ?? []).flatMap((one) => middles.get(one) ?? []);
        const sum = known.reduce((total, one) => total + one, 0);
        return [step, known.length === 0 ? 0 : sum / known.length];
      }),
    );
    // A stable sort: what has the same place keeps the order of the lane.
    const sorted = [...steps].sort((a, b) => wanted.get(a)! - wanted.get(b)!);
    for (const part of broken(sorted, sizeOf)) {
      const row = placed(part, wanted, sizeOf);
      for (const [at, step] of part.entries()) middles.set(step, row.lefts[at]! + sizeOf(step).width / 2);
      rows.push(row);
    }
  }
  return rows;
}

function broken(steps: readonly number[], sizeOf: (step: number) => Size): number[][] {
  const parts: number[][] = [];
  let width = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    const more = sizeOf(step).width + GAP_BETWEEN;
    if (width + more > WIDEST_ROW) {
      parts.push([]);
      width = 0;
    }
    parts.at(-1)!.push(step);
    width += more;
  }
  return parts;
}

/** Each as near to the middle of those before it as its neighbours allow. */
function placed(
  steps: readonly number[],
  wanted: ReadonlyMap<number, number>,
  sizeOf: (step: number) => Size,
): Row {
  const lefts: number[] = [];
  let edge = Number.NEGATIVE_INFINITY;
  let off = 0;
  let height = 0;
  for (const step of steps) {
    const size = sizeOf(step);
    const left = Math.max(wanted.get(step)! - size.width / 2, edge);
    lefts.push(left);
    off += left + size.width / 2 - wanted.get(step)!;
    edge = left + size.width + GAP_BETWEEN;
    height = Math.max(height, size.height);
  }
  const shift = Math.round(off / steps.length);
  return { steps, lefts: lefts.map((left) => Math.round(left) - shift), height };
}
