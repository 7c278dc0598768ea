import type { Span } from './span.ts';

/** Units that decide which of the texts can begin at a place. */
const WIDEST = 12;
/** Of the rolling hash; its square stays a whole number. */
const BASE = 257;
const MODULUS = 33_554_393;

/** The texts that begin alike, sorted, each with the longest other one that it begins with (an index; -1: none). */
interface Bucket {
  readonly texts: string[];
  readonly shorter: number[];
  readonly longest: number;
}

/** A set of texts that is looked for in others, all at once: the cost is that of the text searched, however many they are. */
export class TextSet {
  readonly #buckets = new Map<number, Bucket>();
  readonly #width: number;

  /** Empty texts are nowhere. */
  constructor(texts: Iterable<string>) {
    const all = [...new Set(texts)].filter((text) => text !== '').sort();
    this.#width = all.reduce((least, { length }) => Math.min(least, length), WIDEST);
    const byHash = new Map<number, string[]>();
    for (const text of all) {
      const hash = hashOf(text, this.#width);
      const bucket = byHash.get(hash);
      if (bucket === undefined) byHash.set(hash, [text]);
      else bucket.push(text);
    }
    for (const [hash, bucket] of byHash) this.#buckets.set(hash, bucketOf(bucket));
  }

  /** Where the texts stand, the longest at each place, in order; they may overlap. UTF-16 offsets. */
  find(text: string): Span[] {
    const found: Span[] = [];
    this.#scan(text, (span) => {
      found.push(span);
      return false;
    });
    return found;
  }

  /** True when one of the texts stands in the given one. */
  isIn(text: string): boolean {
    return this.#scan(text, () => true);
  }

  #scan(text: string, take: (span: Span) => boolean): boolean {
    const width = this.#width;
    if (this.#buckets.size === 0 || text.length < width) return false;
    let top = 1;
    for (let index = 1; index < width; index++) top = (top * BASE) % MODULUS;
    let hash = hashOf(text, width);
    for (let at = 0; ; at++) {
      const bucket = this.#buckets.get(hash);
      const end = bucket === undefined ? -1 : endIn(bucket, text, at);
      if (end !== -1 && take({ start: at, end })) return true;
      if (at + width >= text.length) return false;
      const gone = (text.charCodeAt(at) * top) % MODULUS;
      hash = ((hash + MODULUS - gone) * BASE + text.charCodeAt(at + width)) % MODULUS;
    }
  }
}

function hashOf(text: string, width: number): number {
  let hash = 0;
  for (let index = 0; index < width; index++) hash = (hash * BASE + text.charCodeAt(index)) % MODULUS;
  return hash;
}

function bucketOf(texts: string[]): Bucket {
  const shorter: number[] = [];
  const open: number[] = [];
  let longest = 0;
  for (const [index, text] of texts.entries()) {
    while (open.length > 0 && !text.startsWith(texts[open.at(-1)!]!)) open.pop();
    shorter.push(open.at(-1) ?? -1);
    open.push(index);
    longest = Math.max(longest, text.length);
  }
  return { texts, shorter, longest };
}

/** Where the longest text of the bucket ends that begins at the place; -1: none does. */
function endIn({ texts, shorter, longest }: Bucket, text: string, at: number): number {
  const here = text.slice(at, at + longest);
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle]! <= here) low = middle + 1;
    else high = middle;
  }
  // What `here` begins with comes last among those before it, or is what that one begins with.
  for (let index = low - 1; index !== -1; index = shorter[index]!)
    if (here.startsWith(texts[index]!)) return at + texts[index]!.length;
  return -1;
}
