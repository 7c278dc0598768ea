import { nearest } from '../config/index.ts';

/** Looking for a near name costs as much as there are names: beyond this many wrong ones there is no suggestion. */
export const MOST_SUGGESTIONS = 100;

/** Finds what is meant by wrong names of one kind. The same wrong name is looked for once. */
export class NearNames {
  readonly #names: () => Iterable<string>;
  readonly #known = new Map<string, string | undefined>();

  /** `names`: those that are right; asked for with the first wrong one. */
  constructor(names: () => Iterable<string>) {
    this.#names = names;
  }

  /** The right name that is nearest; undefined where none is near, or where too many were looked for. */
  of(wrong: string): string | undefined {
    if (!this.#known.has(wrong) && this.#known.size < MOST_SUGGESTIONS)
      this.#known.set(wrong, nearest(wrong.trim(), this.#names()));
    return this.#known.get(wrong);
  }
}
