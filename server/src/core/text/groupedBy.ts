/** Items by key, keys in the order in which they come first. */
export function groupedBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const result = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = result.get(key);
    if (list === undefined) result.set(key, [item]);
    else list.push(item);
  }
  return result;
}
