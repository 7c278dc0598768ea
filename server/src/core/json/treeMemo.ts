import { decodeEscapes, sourceOffsets } from './escapes.ts';

/** How the elements of an array follow each other in a tree: numbers of nodes, negative for none. */
interface Siblings {
  parent(node: number): number;
  firstChild(node: number): number;
  nextSibling(node: number): number;
}

/** A text with escapes that is longer is not decoded anew for every finding in it. */
const LONG = 1000;

interface LongText {
  readonly from: number;
  readonly to: number;
  decoded?: string;
  offsets?: readonly number[];
}

/** What a tree remembers of its answers: where many findings stand in one string or one array, they ask for the same again. */
export class TreeMemo {
  /** The long text that was asked for last: findings come one after another. */
  #last: LongText | undefined;
  #positions: Map<number, number> | undefined;

  /** The inside of a string or key from `from` to `to`, decoded. */
  decoded(text: string, from: number, to: number): string {
    if (to - from < LONG) return decodeEscapes(text.slice(from, to));
    const known = this.#long(from, to);
    known.decoded ??= decodeEscapes(text.slice(from, to));
    return known.decoded;
  }

  /** The same as offsets, see `sourceOffsets`. */
  offsets(text: string, from: number, to: number): readonly number[] {
    if (to - from < LONG) return sourceOffsets(text.slice(from, to));
    const known = this.#long(from, to);
    known.offsets ??= sourceOffsets(text.slice(from, to));
    return known.offsets;
  }

  #long(from: number, to: number): LongText {
    if (this.#last?.from !== from || this.#last.to !== to) this.#last = { from, to };
    return this.#last;
  }

  /** Position of an element in its array; those of all its elements are worked out at once. */
  position(tree: Siblings, node: number): number {
    this.#positions ??= new Map();
    if (!this.#positions.has(node)) {
      let position = 0;
      const first = tree.firstChild(tree.parent(node));
      for (let child = first; child >= 0; child = tree.nextSibling(child))
        this.#positions.set(child, position++);
    }
    return this.#positions.get(node) ?? 0;
  }
}
