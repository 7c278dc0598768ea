import { expect, it } from 'vitest';
import { inOrder } from './inOrder.ts';

it('begins so much ahead and no more, and gives the results in the order of the items', async () => {
  const begun: number[] = [];
  const finish: (() => void)[] = [];
  const work = (item: number): Promise<string> => {
    begun.push(item);
    return new Promise((resolve) => {
      finish[item] = () => resolve(`${item} done`);
    });
  };
  const results = inOrder([0, 1, 2, 3], work, 2);
  const first = results.next();
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  finish[1]!();
  finish[0]!();
  expect((await first).value).toEqual([0, '0 done']);
  const second = results.next();
  expect((await second).value).toEqual([1, '1 done']);
  expect(begun).toEqual([0, 1, 2]);
  const third = results.next();
  finish[2]!();
  expect((await third).value).toEqual([2, '2 done']);
  const last = results.next();
  await Promise.resolve();
  finish[3]!();
  expect((await last).value).toEqual([3, '3 done']);
  expect((await results.next()).done).toBe(true);
});
