/** Longer words are not compared, so that the cost is bounded. */
const MAX_WORD = 60;

/**
 * The candidate that a mistyped word most likely meant; undefined when none is near. Case and the separators between words do not
 * count (`get items`, `Get_items`, `GetItems`); two neighbouring letters that changed places are one mistake. Words that have no letter
 * in common are never near. Words over 60 characters are not compared.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word === '' || word.length > MAX_WORD) return undefined;
  const wanted = plain(word);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate.length > MAX_WORD) continue;
    const other = plain(candidate);
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other);
    // `i` for `s` is no slip: all of it would be one.
    if (distance < bestDistance && distance < Math.max(wanted.length, other.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** In lower case and without separators, unless nothing else is in it. */
function plain(word: string): string {
  const lower = word.normalize('NFC').toLowerCase();
  return lower.replace(/[\s_.-]+/g, '') || lower;
}

/** How many letters were left out, added, changed, or changed places with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    [beforePrevious, previous, row] = [previous, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let distance = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const isSwap =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isSwap) distance = Math.min(distance, beforePrevious[j - 2]! + 1);
      row.push(distance);
    }
  }
  return row[b.length]!;
}
