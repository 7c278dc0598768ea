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

  it('takes work that is slower by a factor from some size on', () => {
    expectLinear((size) => spin(size * (size > 1_000 ? 1_250 : 500)), 1_000);
  });

  it('refuses work that grows with the square of the size', () => {
    expect(() => expectLinear((size) => spin(size * size), 800)).toThrow('growth over a sixteenfold size');
  });

  it('refuses work that grows with the cube of the size, without a longer run', () => {
    const sizes = new Set<number>();
    const cube = (size: number): void => {
      sizes.add(size);
      spin(size ** 3);
    };
    expect(() => expectLinear(cube, 60)).toThrow('growth over a fourfold size');
    expect([...sizes]).toEqual([60, 240]);
  });
});
