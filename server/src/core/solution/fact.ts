import type { Span } from '../text/span.ts';

/** Where something stands. Offsets are UTF-16 code units of the file, a byte order mark counts as one. */
export interface Source {
  readonly uri: string;
  readonly span: Span;
}

/** A value with its place: the raw text inside the quotes or between the tags, which decodes to `value`. */
export interface Fact<T> extends Source {
  readonly value: T;
}
