/** Items that are worked on ahead: files are read while others are checked. */
const AHEAD = 16;

/** Runs work on some items ahead of those that are taken, and gives the results in the order of the items. The work may not reject. */
export async function* inOrder<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  ahead = AHEAD,
): AsyncGenerator<readonly [T, R]> {
  const started: Promise<R>[] = [];
  for (const [at, item] of items.entries()) {
    while (started.length < ahead && at + started.length < items.length)
      started.push(work(items[at + started.length]!));
    yield [item, await started.shift()!];
  }
}
