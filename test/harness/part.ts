// What of many like cases `npm test` runs: a fixed part, in which each kind appears. `npm run fuzz` runs all of them.

/** Whether all cases run. */
export const IS_WHOLE = process.env.LOCKKEEPER_TESTS === 'whole';

/** Every so many-th of a list, from the one at `first` on (0-based); all of it in a whole run. */
export function part<T>(all: readonly T[], every: number, first = 0): readonly T[] {
  return IS_WHOLE ? all : all.filter((_, index) => index % every === first % every);
}

/** Lets the first `most` of each kind through; all in a whole run. */
export function fewOfEach(most: number): (kind: string) => boolean {
  const counts = new Map<string, number>();
  return (kind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return IS_WHOLE || count <= most;
  };
}
