// What a page kept comes from a store: of each part only what has the right form counts.

export function numberFrom(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function textFrom(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numbersFrom(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => Number.isSafeInteger(one)) : [];
}

export function textsFrom(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** Pairs of a key and what belongs to it, as the entries of a map are kept. */
export function pairsFrom<K, V>(
  value: unknown,
  isKey: (one: unknown) => one is K,
  isValue: (one: unknown) => one is V,
): [K, V][] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is [K, V] => Array.isArray(one) && one.length === 2 && isKey(one[0]) && isValue(one[1]),
  );
}
