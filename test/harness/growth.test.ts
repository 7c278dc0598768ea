import { describe, expect, it } from 'vitest';
import { expectLinear } from './growth.ts';

let sum = 0;
/** Work that no compiler leaves out. */
function spin(steps: number): void {
  for (let step = 0; step < steps; step++) sum = (sum + step) % 1_000_003;
}

describe('expectLinear', () => {
  it('takes work that grows with the size', () => {
    expectLinear((size) => spin(size * 500), 1_000);
    expect(sum).toBeGreaterThan(0);
  });

  it('takes work that is the same for every size', () => {
    expectLinear(() => spin(1_000), 1_000);
  });

  it('refuses work that grows with the square of the size', () => {
    expect(() => expectLinear((size) => spin(size * size), 500)).toThrow('growth over a fourfold size');
  });
});
