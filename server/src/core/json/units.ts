/** The part of the platform's encoder that is used; every host of the core has it, and the language's own library does not name it. */
declare const TextEncoder: new () => {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
};

/** One byte for each UTF-16 code unit of a text: an ASCII unit as it is, `BEYOND` for every other. */
export type Units = Uint8Array;

/** JSON knows no letter beyond ASCII; inside of texts it does not matter which one it is. */
export const BEYOND = 255;

const encoder = new TextEncoder();
/** Shared from one text to the next, so that a file costs no memory of its own. */
let shared = new Uint8Array(1 << 16);
/** A larger array is not kept. */
const MAX_KEPT = 1 << 23;

/**
 * The code units of a text, with a zero behind the last; what follows that is undefined. An array is read at about twice the
 * speed of `charCodeAt`, which must find out each time how the string is stored. Valid until the next call.
 */
export function unitsOf(text: string): Units {
  const needed = text.length + 1;
  const units = shared.length >= needed ? shared : new Uint8Array(Math.max(needed, shared.length * 2));
  if (needed <= MAX_KEPT) shared = units;
  const { read, written } = encoder.encodeInto(text, units);
  // All ASCII, as nearly every flow is: the bytes are the code units.
  if (read !== text.length || written !== read) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      units[at] = unit < 128 ? unit : BEYOND;
    }
  }
  units[text.length] = 0;
  return units;
}
