/** Character classes of a text, as bits. */
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 4;
export const OTHER = 8;

/** At most this many characters are looked at; a secret shows its nature long before. */
const SAMPLE = 512;

/** Shannon entropy in bits per character, over the first 512 UTF-16 code units. 0 for an empty text. */
export function entropy(text: string): number {
  const n = Math.min(text.length, SAMPLE);
  if (n === 0) return 0;
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const code = text.charCodeAt(i);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    const p = count / n;
    bits -= p * Math.log2(p);
  }
  return bits;
}

/** Which classes of characters occur (bits `LOWER`, `UPPER`, `DIGIT`, `OTHER`). */
export function classesOf(text: string): number {
  let seen = 0;
  const n = Math.min(text.length, SAMPLE);
  for (let i = 0; i < n; i++) {
    const c = text.charCodeAt(i);
    if (c >= 97 && c <= 122) seen |= LOWER;
    else if (c >= 65 && c <= 90) seen |= UPPER;
    else if (c >= 48 && c <= 57) seen |= DIGIT;
    else seen |= OTHER;
  }
  return seen;
}

/** How many of the four character classes are set in `classes`. */
export function countClasses(classes: number): number {
  return (classes & 1) + ((classes >> 1) & 1) + ((classes >> 2) & 1) + ((classes >> 3) & 1);
}

function isVowel(lower: number): boolean {
  return lower === 97 || lower === 101 || lower === 105 || lower === 111 || lower === 117 || lower === 121;
}

/**
 * Share (0 to 1) of the text that reads as words: runs of four or more letters in one case (or with a capital first)
 * that hold vowels and no long run of consonants. Identifiers score near 1, random text near 0.
 */
export function wordShare(text: string): number {
  const n = Math.min(text.length, SAMPLE);
  if (n === 0) return 0;
  let inWords = 0;
  let i = 0;
  while (i < n) {
    const first = text.charCodeAt(i) | 32;
    if (first < 97 || first > 122) {
      i++;
      continue;
    }
    const start = i;
    const startsUpper = text.charCodeAt(i) < 97;
    i++;
    const allUpper = startsUpper && i < n && text.charCodeAt(i) >= 65 && text.charCodeAt(i) <= 90;
    let vowels = isVowel(first) ? 1 : 0;
    let consonants = vowels ? 0 : 1;
    let longest = consonants;
    while (i < n) {
      const c = text.charCodeAt(i);
      if (allUpper ? c < 65 || c > 90 : c < 97 || c > 122) break;
      if (isVowel(c | 32)) {
        vowels++;
        consonants = 0;
      } else if (++consonants > longest) longest = consonants;
      i++;
    }
    const length = i - start;
    if (length >= 4 && longest <= 4 && vowels * 6 >= length && vowels < length) inWords += length;
  }
  return inWords / n;
}

/** True when the text looks drawn by lot: letters with digits or both cases, many different characters, no words. */
export function looksRandom(text: string): boolean {
  if (text.length < 8) return false;
  const classes = classesOf(text);
  if (countClasses(classes & ~OTHER) < 2) return false;
  const bits = entropy(text);
  const needed = Math.min(3, Math.log2(text.length) * 0.72);
  if (bits < needed) return false;
  if ((classes & DIGIT) === 0) return text.length >= 20 && bits >= 3.7 && wordShare(text) < 0.35;
  return wordShare(text) < 0.5;
}
