import type { Span } from '../../text/span.ts';

/** A place in the text that was last looked at. */
export interface RowPlace {
  readonly uri: string;
  /** UTF-16 offsets; absent for the file as a whole. */
  readonly span?: Span;
}
