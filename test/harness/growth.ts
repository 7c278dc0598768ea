import { expect } from 'vitest';

const ATTEMPTS = 4;
const FACTOR = 4;
/** Linear work grows by 4, quadratic by 16. */
const MOST = 10;

function fastest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/**
 * Holds that work grows about linearly with its size: compares two sizes in one run, several times over, because machines
 * are shared and noisy. Quadratic work fails every time. Absolute times are never asserted.
 */
export function expectLinear(run: (size: number) => void, size: number): void {
  let ratio = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && ratio > MOST; attempt++) {
    const small = fastest(() => run(size));
    const large = fastest(() => run(size * FACTOR));
    ratio = large / Math.max(small, 0.05);
  }
  expect(ratio, 'growth over a fourfold size').toBeLessThanOrEqual(MOST);
}
