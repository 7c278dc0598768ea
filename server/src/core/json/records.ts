import { STRIDE } from './layout.ts';

/** Records are gathered here and copied out at their exact number: growing costs once a process, not once a file. */
let gathered = new Int32Array(2048 * STRIDE);
/** A larger array is not kept from one text to the next. */
const MAX_KEPT = 262_144 * STRIDE;

/** Room for records of nodes, filled with whatever the text before left; one user at a time. */
export function borrowRecords(): Int32Array<ArrayBuffer> {
  return gathered;
}

/** The first `count` records in an array of their own; the room goes back. */
export function finishRecords(records: Int32Array<ArrayBuffer>, count: number): Int32Array<ArrayBuffer> {
  if (records.length <= MAX_KEPT) gathered = records;
  return records.slice(0, count * STRIDE);
}

/** Twice the room, with what is there. */
export function grownRecords(records: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(records.length * 2);
  grown.set(records);
  return grown;
}
