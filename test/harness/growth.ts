import { expect } from 'vitest';

const ATTEMPTS = 12;
const FACTOR = 4;
/** Linear work grows by 4, quadratic by 16. */
const MOST = 10;
/** What quadratic work comes to only where the small size seems three times as slow as it is. */
const CLEAR = 5.5;
/** Milliseconds to measure at least: shorter ones are chance. */
const LEAST = 5;

/**
 * Milliseconds that the smaller size counts as at least. What takes less is ruled by memory: a text or list of more than some
 * 100 KB costs many times what a short one does. Quadratic work over thousands of anything takes far longer.
 */
const FLOOR = 0.5;

/** What may be chance is measured once more, at the square of the factor: linear work grows by 16, quadratic by 256. */
const SQUARE = FACTOR ** 2;
const MOST_AT_SQUARE = 96;
/** Above this growth is more than quadratic, and the square would take for ever. */
const BEYOND_DOUBT = 1.5 * SQUARE;
/** Measurements at the square, until one is within the limit. */
const SQUARE_ATTEMPTS = 8;

/** Processor time of this process in milliseconds: it stands still while other processes have the processor. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of one run, as the mean over enough of them. */
function mean(run: () => void): number {
  const start = processorTime();
  for (let runs = 1; ; runs++) {
    run();
    const took = processorTime() - start;
    if (took >= LEAST) return took / runs;
  }
}

/**
 * Holds that work grows about linearly with its size: compares two sizes in one run, the best of several measurements each,
 * because machines are shared and noisy and garbage of other tests is collected now and then. Quadratic work fails all the
 * same. Absolute times are never asserted.
 */
export function expectLinear(run: (size: number) => void, size: number): void {
  // A first run is slow for other reasons: taken for the small size, it would hide growth.
  run(size);
  let small = mean(() => run(size));
  let large = mean(() => run(size * FACTOR));
  const ratio = (): number => large / Math.max(small, FLOOR);
  // The small size may have been measured too slow, which hides growth: one measurement is enough where it would have to be by far.
  if (ratio() > CLEAR)
    small = Math.min(
      small,
      mean(() => run(size)),
    );
  for (let attempt = 0; attempt < ATTEMPTS && ratio() > MOST; attempt++) {
    large = Math.min(
      large,
      mean(() => run(size * FACTOR)),
    );
    small = Math.min(
      small,
      mean(() => run(size)),
    );
  }
  if (ratio() > MOST && ratio() < BEYOND_DOUBT) {
    // Memory shows at one step of size (what fits into a cache, or into the young part of a heap), growth at each.
    let growth = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < SQUARE_ATTEMPTS && growth > MOST_AT_SQUARE; attempt++)
      growth = Math.min(growth, mean(() => run(size * SQUARE)) / Math.max(small, FLOOR));
    expect(growth, 'growth over a sixteenfold size').toBeLessThanOrEqual(MOST_AT_SQUARE);
    return;
  }
  expect(ratio(), 'growth over a fourfold size').toBeLessThanOrEqual(MOST);
}
