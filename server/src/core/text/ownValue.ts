/**
 * The value that a record itself has for a key; undefined where it has none. What every object inherits (`constructor`,
 * `__proto__`) does not count: the key may come from a file. Tables are better a `Map`.
 */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
