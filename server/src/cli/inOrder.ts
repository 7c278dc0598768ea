/** Runs work on some items ahead of those that are taken, and gives the results in the order of the items. The work may not reject. */
export async function* inOrder<T, R>(
  items: readonly T[],
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<readonly [T, R]> {
  const started: Promise<R>[] = [];
  for (const [at, item] of items.entries()) {
    while (started.length < ahead && at + started.length < items.length)
      started.push(work(items[at + started.length]!));
    yield [item, await started.shift()!];
  }
}
