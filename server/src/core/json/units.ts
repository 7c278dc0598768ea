/** The part of the platform's encoder that is used; every host of the core has it, and the language's own library does not name it. */
declare const TextEncoder: new () => {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
};

const encoder = new TextEncoder();
/** Shared from one text to the next, so that a file costs no memory of its own. */
let bytes = new Uint8Array(1 << 16);
let words = new Uint16Array(1 << 12);
/** Larger ones are not kept. */
const MAX_KEPT = 1 << 23;

/** Code units of a text, read by position. */
export type Units = Uint8Array | Uint16Array;

/**
 * The UTF-16 code units of a text with a zero behind the last; what follows that is undefined. An array is read at about
 * twice the speed of `charCodeAt`, which must find out each time how the string is stored. Valid until the next call.
 */
export function unitsOf(text: string): Units {
  const needed = text.length + 1;
  const target = bytes.length >= needed ? bytes : new Uint8Array(Math.max(needed, bytes.length * 2));
  if (needed <= MAX_KEPT) bytes = target;
  const { read, written } = encoder.encodeInto(text, target);
  if (read === text.length && written === read) {
    // All ASCII, as nearly every flow is: the bytes are the code units.
    target[read] = 0;
    return target;
  }
  const wide = words.length >= needed ? words : new Uint16Array(Math.max(needed, words.length * 2));
  if (needed <= MAX_KEPT) words = wide;
  for (let at = 0; at < text.length; at++) wide[at] = text.charCodeAt(at);
  wide[text.length] = 0;
  return wide;
}
