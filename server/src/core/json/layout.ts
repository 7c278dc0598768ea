// What stands where in the record of a node.

/**
 * Bits above the kind; those of a key are those of a value, one place further up. `ValueAt`, `KeyAt`: an `@` may stand in the
 * decoded text; without the bit there is none. `ValueCoded`, `KeyCoded`: so may more than words (see `coded.ts`).
 */
export const Flag = {
  ValueEscaped: 16,
  KeyEscaped: 32,
  KeyBare: 64,
  Unclosed: 128,
  ValueAt: 256,
  KeyAt: 512,
  ValueCoded: 1024,
  KeyCoded: 2048,
} as const;

/** Fields of a node's record in `TreeData.nodes`. */
export const STRIDE = 8;
/** Kind in the low four bits, `Flag`s above. */
export const KIND = 0;
export const START = 1;
export const END = 2;
export const PARENT = 3;
/** First node behind the subtree, in document order. */
export const AFTER = 4;
/** Start of the key with its quote; -1 for elements and the root. */
export const KEY_START = 5;
export const KEY_END = 6;
/** Hash of the raw key; only the parser reads it. */
export const KEY_HASH = 7;
